"""Correcting a person, moving her, joining two records."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.asking import AskingForm
from shanyraq.cases.forms.countries import CountryField
from shanyraq.cases.forms.meanwhile import ShownFactsForm
from shanyraq.cases.forms.names import SCRIPTS, NamesMixin
from shanyraq.cases.forms.people_fields import (
    BirthMixin,
    LanguagesMixin,
    initial_birth,
    relation_choices,
    sex_field,
)
from shanyraq.cases.forms.steps import Choices, date_field, text_field
from shanyraq.people import actions as people
from shanyraq.people.models import Person
from shanyraq.people.names import given_of
from shanyraq.people.rules import LANGUAGE_LEVELS, LEAVES_PARENT

NEW_FAMILY = "new"
CHOOSE = ("", "–")  # nothing of weight is chosen for anybody


class CorrectPersonForm(NamesMixin, BirthMixin, LanguagesMixin, ShownFactsForm, AskingForm):
    """Who somebody is: names in use, where they come from, facts, languages."""

    def __init__(self, *args: Any, person: Person, today: date, **kwargs: Any) -> None:
        self.person, self.today = person, today
        self.now = {name.script: name for name in person.names.all()}
        spoken = sorted(
            person.languages.all(), key=lambda row: (LANGUAGE_LEVELS.index(row.level), row.language)
        )
        super().__init__(*args, **{**kwargs, "initial": self._first_shown(spoken)})
        self.add_names()
        self.fields["source"] = forms.ChoiceField(
            label=_("Where a new name comes from"),
            choices=[
                ("SELF", _("she says so herself")),
                ("CAREGIVER", _("whoever cares for her says so")),
                ("DOCUMENT", _("a document")),
                ("LIST", _("a list")),
            ],
        )
        self.fields["sex"] = sex_field()
        self.fields["nationality"] = CountryField(label=_("Citizenship"))
        self.add_birth()
        before = self.as_shown() or {}
        rows = [name for name in before if name.startswith("language_")]
        self.tongue_rows = max(3, len(spoken) + 1, len(rows))
        self.add_languages(
            (*(row.language for row in spoken), *(before[name] for name in rows if before[name]))
        )
        self.meet_meanwhile(
            *([[field.name]] for field in self.name_fields),
            [["sex"]],
            [["nationality"]],
            [[field.name for field in self.birth_fields], ["birth_about"]],
            [[field.name for field in row] for row in self.language_rows],
        )

    def _first_shown(self, spoken: list[Any]) -> dict[str, Any]:
        first: dict[str, Any] = {f"name_{script}": name.text for script, name in self.now.items()}
        first |= {"sex": self.person.sex, "nationality": self.person.nationality}
        for row, tongue in enumerate(spoken):
            first |= {
                f"language_{row}": tongue.language,
                f"level_{row}": tongue.level,
                f"dialect_{row}": tongue.dialect,
            }
        return first | initial_birth(self.person)

    def clean(self) -> dict[str, Any]:
        self.clean_names()
        self.clean_birth(self.today)
        if self.kunyas:
            self.add_error(None, _("Umm and Abu names are not used here. Write the name without it."))
        self.clean_meanwhile()
        return self.cleaned_data

    @property
    def new_names(self) -> list[people.NameText]:
        """The names in use as they are to be."""
        return [self._name(script, text) for script, text in self.names.items()]

    def _name(self, script: str, text: str) -> people.NameText:
        now = self.now.get(script)
        if now is not None and now.text == text:
            return people.NameText(script, text, now.given, now.source)
        return people.NameText(script, text, given_of(text), self.cleaned_data["source"])

    @property
    def dropped(self) -> list[str]:
        """The scripts in which no name is to be used any more."""
        return [script for script in SCRIPTS if script in self.now and script not in self.names]

    @property
    def gives_up_a_name(self) -> bool:
        """Whether a name used until now makes way."""
        return any(self.names.get(script) != name.text for script, name in self.now.items())

    @property
    def facts(self) -> people.Facts:
        """Her facts as they are to be. A date nobody touched stays exactly as it was."""
        told = self.cleaned_data
        born, precision = told["birth_date"], told["birth_precision"]
        if not any(f"birth_{part}" in self.changed_data for part in ("day", "month", "year", "about")):
            born, precision = self.person.birth_date, self.person.birth_precision
        return people.Facts(told["sex"], born, precision, told["nationality"])


class MovePersonForm(AskingForm):
    """Where she lives from which day on, and what she is there.

    `leaves_parent`: only with a reason does she leave the family she lives in now, which is `own`. `children`: the
    names of those who would stay there without mother or father.
    """

    def __init__(
        self,
        *args: Any,
        families: Choices,
        own: uuid.UUID | None,
        leaves_parent: bool,
        children: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"] = forms.ChoiceField(
            label=_("To which family"),
            widget=forms.RadioSelect,
            choices=[*families, (NEW_FAMILY, _("A new family"))],
        )
        self.fields["label"] = forms.CharField(
            label=_("Name of the new family"),
            max_length=120,
            required=False,
            help_text=_("Only for a new family."),
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )
        self.fields["relation"] = forms.ChoiceField(
            label=_("What she or he is there"), choices=[CHOOSE, *relation_choices()]
        )
        self.fields["starts_on"] = date_field(_("Since which day"))
        self._offer_children(children)
        self.fields["reason"] = text_field(
            _("Reason"),
            # Where only what a child is in her family changes, she leaves nobody.
            required=leaves_parent and self.data.get("family") != str(own),
            rows=2,
            help_text=_(
                "A child is separated from a parent only by decision of the panel; "
                "record here what was decided or has happened."
            ),
        )
        self.fields["reason"].error_messages["required"] = _(LEAVES_PARENT)

    def _offer_children(self, children: str) -> None:
        if children:
            self.fields["with_children"] = forms.BooleanField(
                label=_("Moving together with her or him: %(names)s") % {"names": children},
                required=False,
                help_text=_("A child stays without mother or father only by decision of the panel."),
            )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("family") == NEW_FAMILY and not (told.get("label") or "").strip():
            self.add_error("label", _("Give the new family a name."))
        return told

    @property
    def family_id(self) -> uuid.UUID | None:
        """The family that was chosen; None for a new one."""
        chosen = self.cleaned_data["family"]
        return None if chosen == NEW_FAMILY else uuid.UUID(chosen)


class MergeForm(forms.Form):
    """How one knows, and which facts of the second record are right."""

    def __init__(self, *args: Any, facts: Choices, ticked: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if facts:
            self.fields["take"] = forms.MultipleChoiceField(
                label=_("Right in the second record"),
                choices=facts,
                initial=list(ticked),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("What is not ticked stays as the first record has it."),
            )
        self.fields["reason"] = text_field(
            _("How you know that they are one person"),
            required=True,
            rows=2,
            help_text=_("Without a former name: this reason stays readable."),
        )


class UndoForm(forms.Form):
    """Nothing to fill in: the page itself is the question."""
