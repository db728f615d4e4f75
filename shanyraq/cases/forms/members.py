"""One member of a family that is registered by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.actions.registration import NewMember
from shanyraq.cases.forms.countries import CountryField
from shanyraq.cases.forms.names import NamesMixin
from shanyraq.cases.forms.people_fields import (
    BirthMixin,
    LanguagesMixin,
    relation_choices,
    sex_field,
)
from shanyraq.cases.forms.steps import Choices
from shanyraq.people import actions as people
from shanyraq.people.names import given_of
from shanyraq.people.rules import ADULT, CARE_SITUATIONS, may_be_child_on


class MemberForm(NamesMixin, BirthMixin, LanguagesMixin):
    """One person of the family."""

    def __init__(self, *args: Any, today: date, seals: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.add_names()
        self.fields["relation"] = forms.ChoiceField(label=_("In the family"), choices=relation_choices())
        self.fields["sex"] = sex_field()
        self.fields["nationality"] = CountryField(label=_("Citizenship"))
        self.add_birth()
        self.add_languages()
        self.fields["care"] = forms.ChoiceField(
            label=_("A child without her family"),
            required=False,
            choices=[("", _("no, or not known")), *care_choices()],
        )
        if seals:
            self.fields["sealed"] = forms.CharField(
                label=_("Former name or kunya"),
                max_length=160,
                required=False,
                help_text=_("It is sealed when you save: nobody can open it alone, and no search finds it."),
                widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            )
        self.fields["opens_case"] = forms.BooleanField(
            label=_("Gets a support file"), required=False, initial=True
        )

    def clean(self) -> dict[str, Any]:
        self.clean_names()
        self.clean_birth(self.today)
        told = self.cleaned_data
        if told.get("care") and not may_be_child_on(told["birth_date"], told["birth_precision"], self.today):
            self.add_error("care", _(ADULT))
        return told

    def member(self) -> NewMember:
        """The person that was described."""
        told = self.cleaned_data
        names = tuple(people.NameText(s, text, given_of(text), "SELF") for s, text in self.names.items())
        other = [people.SealedName(told["sealed"], "")] if told.get("sealed") else []
        person = people.NewPerson(
            names=names,
            sealed=(*self.kunyas, *other),
            sex=told["sex"],
            birth_date=told["birth_date"],
            birth_precision=told["birth_precision"],
            nationality=told["nationality"],
            languages=self.tongues(),
            relation=told["relation"],
        )
        return NewMember(person, told["opens_case"])

    @property
    def number(self) -> str:
        """Which of the page's members this is, for the button that leaves her out."""
        return str(self.prefix)[1:]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What folds away: asked of few."""
        return [self[name] for name in ("care", "sealed", "opens_case") if name in self.fields]

    @property
    def is_unfolded(self) -> bool:
        """Whether something of it is filled in or wrong."""
        return any(
            bound.errors or (bound.value() if bound.name != "opens_case" else not bound.value())
            for bound in self.rest
        )


def care_choices() -> Choices:
    """The two ways in which a child is without her family."""
    words = {
        "UNACCOMPANIED": _("unaccompanied: no adult relative with her"),
        "SEPARATED": _("separated: with kin, but not with whoever cared for her before"),
    }
    return [(code, words[code]) for code in CARE_SITUATIONS]
