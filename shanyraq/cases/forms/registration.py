"""Registering a family by hand: one form for the family and one for each member; it grows without a script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.actions.registration import NewFamily, NewMember
from shanyraq.cases.forms.asking import AskingForm
from shanyraq.cases.forms.assignments import LONGEST_REASON
from shanyraq.cases.forms.members import MemberForm
from shanyraq.cases.forms.steps import Choices, date_field
from shanyraq.cases.rules import LONGEST_AT_HOME
from shanyraq.foundation.errors import Refusal
from shanyraq.people.rules import kinships_of

MOST_MEMBERS = 15
ADD, REMOVE = "add", "remove"


class ArrivalForm(AskingForm):
    """How the family came, where they live now, and where on the way they begin."""

    KEPT = ("entry", "arrived_on", "operation", "region", "centre", "phase_entry", "over_ceiling_reason")

    def __init__(
        self, *args: Any, phases: Choices, regions: Choices, centres: Choices, today: date, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["label"] = forms.CharField(
            label=_("Name of the family"),
            max_length=120,
            required=False,
            help_text=_("Left empty, it is the last word of the first person's name."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        )
        self.fields["entry"] = forms.ChoiceField(
            label=_("How they came"),
            widget=forms.RadioSelect,
            choices=[
                ("SELF", _("By themselves")),
                ("ORGANISED", _("With an operation, or they still wait for one")),
            ],
        )
        self.fields["arrived_on"] = date_field(
            _("Day of arrival"),
            required=False,
            help_text=_("With an operation: leave it empty while they are not here."),
        )
        self.fields["operation"] = forms.CharField(
            label=_("Name of the operation"), max_length=60, required=False
        )
        self._add_places(phases, regions, centres)
        self.fields["over_ceiling_reason"] = forms.CharField(
            label=_("Why it has to be more than the ceiling"),
            required=False,
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Only where the case manager would go above it. It is kept in the file."),
        )

    def _add_places(self, phases: Choices, regions: Choices, centres: Choices) -> None:
        self.fields["region"] = forms.ChoiceField(
            label=_("Region"), choices=[("", _("not known yet")), *regions], required=False
        )
        self.fields["centre"] = forms.ChoiceField(
            label=_("Centre"), choices=[("", _("none")), *centres], required=False
        )
        self.fields["phase_entry"] = forms.ChoiceField(
            label=_("Where on the way they begin"),
            choices=[("", _("At the beginning")), *phases],
            required=False,
            help_text=_(
                "Somebody who came home long ago may begin later; what lies before is not asked for."
            ),
        )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        arrived = told.get("arrived_on")
        if arrived and arrived > self.today:
            self.add_error("arrived_on", _("This day is still to come. Leave it empty until they are here."))
        elif arrived and arrived < self.today - LONGEST_AT_HOME:
            self.add_error("arrived_on", _("This day cannot be right. Check the year."))
        if told.get("entry") == "SELF" and not arrived and "arrived_on" not in self.errors:
            self.add_error("arrived_on", _("Enter the day they came home, as well as you know it."))
        if told.get("entry") == "ORGANISED" and arrived and not told.get("operation"):
            self.add_error("operation", _("Write the name of the operation that brought them home."))
        return told


class FamilyRegistration:
    """The whole page: the arrival and as many members as were asked for.

    Bound where somebody saves; where she only asks for another person, what was typed stays and nothing is checked.
    """

    def __init__(self, data: Mapping[str, Any] | None, *, today: date, seals: bool, **arrival: Any) -> None:
        self.asks = _asked(data)
        kept = data if data is not None and self.asks else None
        bound = data if data is not None and not self.asks else None
        self.is_bound = bound is not None
        numbers = _numbers(data, self.asks)
        given = arrival.pop("initial", {})
        self.arrival = ArrivalForm(bound, today=today, initial=given, **arrival)
        self.members = []
        for place, number in enumerate(numbers):
            first = {"relation": "head" if place == 0 else "child", "nationality": "KZ"}
            member = MemberForm(bound, prefix=f"m{number}", today=today, seals=seals, initial=first)
            self.members.append(member)
        if kept is not None:
            for form in (self.arrival, *self.members):
                _keep(form, kept)

    @property
    def numbers(self) -> str:
        """Which members the page shows, for the hidden field that remembers it."""
        return ",".join(member.number for member in self.members)

    @property
    def next_number(self) -> int:
        """The number the next member gets: the page jumps to her fields."""
        return max(int(member.number) for member in self.members) + 1

    @property
    def may_grow(self) -> bool:
        return len(self.members) < MOST_MEMBERS

    def is_valid(self) -> bool:
        """Whether everything can be saved. Checks all forms, so that every fault is shown at once."""
        return [form.is_valid() for form in (self.arrival, *self.members)].count(False) == 0

    def tell(self, refusal: Refusal) -> None:
        """Say why it could not be saved, where that is: at a member, at the reason for a ceiling; or ask."""
        place = getattr(refusal, "place", None)
        if isinstance(refusal, Doubtful):
            self.arrival.ask(refusal)
        elif place is not None:
            self.members[place].add_error("relation", str(refusal))
        else:
            is_ceiling = refusal.code.startswith("ceiling")
            self.arrival.add_error("over_ceiling_reason" if is_ceiling else None, str(refusal))

    def family(self) -> NewFamily:
        """What was described. The kinships are those that the places in the family say."""
        members = tuple(form.member() for form in self.members)
        care = tuple(
            (i, form.cleaned_data["care"]) for i, form in enumerate(self.members) if form.cleaned_data["care"]
        )
        label = self.arrival.cleaned_data["label"].strip() or _family_name(members[0])
        relations = [member.person.relation for member in members]
        return NewFamily(label, members, kinships_of(relations), care)


def _family_name(first: NewMember) -> str:
    """The last word of a name, where it has more than one."""
    return next((name.text.split()[-1] for name in first.person.names), "")


def _asked(data: Mapping[str, Any] | None) -> str:
    """What the pressed button asks for beside saving: add, or remove and which member."""
    return str(data.get("change", "")) if data is not None else ""


def _numbers(data: Mapping[str, Any] | None, asks: str) -> list[int]:
    typed = str(data.get("members", "")).split(",") if data is not None else []
    numbers = list(dict.fromkeys(int(one) for one in typed if one.isdecimal() and len(one) < 4))[
        :MOST_MEMBERS
    ] or [0]
    if asks == ADD and len(numbers) < MOST_MEMBERS:
        numbers.append(max(numbers) + 1)
    gone = asks.removeprefix(f"{REMOVE}-")
    if len(numbers) > 1 and gone.isdecimal() and int(gone) in numbers:
        numbers.remove(int(gone))
    return numbers


def _keep(form: forms.Form, data: Mapping[str, Any]) -> None:
    """Show what was typed as the form's first values, so that it is kept but not judged yet."""
    sent = any(form.add_prefix(name) in data for name in form.fields)
    if not sent:
        return
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
