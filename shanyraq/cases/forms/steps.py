"""Telling what happened, once for all whom it concerns; deciding about a step; putting an entry right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shanyraq.cases import rules
from shanyraq.cases.forms.asking import AskingForm
from shanyraq.people.rules import DAY_REASONS, FIRST_DAY, LAST_DAY

LONGEST_TEXT = 4000
Choices = Sequence[tuple[str, str]]


def date_field(label: Any, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, as browsers ask for it. Which days make sense is the act's to say; no field takes another age's."""
    limits = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **limits}),
        input_formats=["%Y-%m-%d"],
        validators=[
            MinValueValidator(FIRST_DAY, gettext_lazy(DAY_REASONS["long_ago"])),
            MaxValueValidator(LAST_DAY, gettext_lazy(DAY_REASONS["long_ago"])),
        ],
    )


def time_field(label: str, *, required: bool = False) -> forms.TimeField:
    """A time of day, as browsers ask for it."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=required, widget=widget)


def text_field(label: str, *, required: bool = False, rows: int = 3, help_text: str = "") -> forms.CharField:
    """A few sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def at_least() -> str:
    """How long a reason has to be, told before it is written."""
    shortest = rules.SHORTEST_REASON
    text = ngettext("At least %(count)s character.", "At least %(count)s characters.", shortest)
    return text % {"count": shortest}


def who_field(label: str, choices: Choices) -> forms.MultipleChoiceField:
    """People to tick; where there is only one to choose, nothing to ask."""
    widget: Any = forms.CheckboxSelectMultiple if len(choices) > 1 else forms.MultipleHiddenInput
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=widget,
        error_messages={"required": _("Tick at least one person.")},
    )


def instant(day: date, at: time | None, now: datetime) -> datetime:
    """A day and perhaps a time as an aware instant: without a time noon, and on the same day never later than now."""
    local = timezone.localtime(now)
    if at is None:
        at = min(time(12), local.time().replace(tzinfo=None)) if day == local.date() else time(12)
    return datetime.combine(day, at, tzinfo=local.tzinfo)


class RecordForm(AskingForm):
    """The general form. What it asks of a child stands beside her name; the less common fields fold away.

    `url` is where it is sent, `title` what stands above it.
    """

    url, title, submit = "", "", ""
    ROW = ("on", "at", "minutes", "present")
    SOMETIMES = ("planned_on", "expected_on", "with_whom")

    def __init__(
        self,
        *args: Any,
        kinds: Choices,
        who: Choices,
        children: Choices,
        languages: Choices,
        interpreters: Sequence[Any],
        asks_alone: bool = True,
        asks_planned: bool = False,
        asks_expected: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(children)
        single = forms.HiddenInput if len(kinds) == 1 else forms.Select
        self.fields["kind"] = forms.ChoiceField(label=_("What happened"), choices=kinds, widget=single)
        self.fields["who"] = who_field(_("For whom"), who)
        self.fields["on"] = date_field(_("Date"))
        self.fields["at"] = time_field(_("Time"))
        self.fields["minutes"] = forms.IntegerField(
            label=_("How long, in minutes"), required=False, min_value=1, max_value=24 * 60
        )
        self.fields["present"] = forms.CharField(label=_("Who was present"), required=False, max_length=300)
        if asks_planned:
            self.fields["planned_on"] = date_field(_("Planned for"), required=False)
        if asks_expected:
            self.fields["expected_on"] = date_field(_("Answer expected by"), required=False)
            self.fields["with_whom"] = forms.CharField(
                label=_("Who has it in hand"), required=False, max_length=120
            )
        if self.children and asks_alone:
            self.fields["seen_alone"] = forms.MultipleChoiceField(
                label=_("Seen alone"),
                choices=self.children,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self._add_folded(languages, interpreters)

    def _add_folded(self, languages: Choices, interpreters: Sequence[Any]) -> None:
        self.fields["text"] = text_field(_("What is worth knowing later"))
        for case_id, name in self.children:
            label = _("In the words of %(name)s") % {"name": name}
            self.fields[f"view_{case_id}"] = text_field(label, rows=2)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language spoken"), choices=[("", _("not noted")), *languages], required=False
        )
        self.fields["interpreter"] = forms.ChoiceField(
            label=_("Interpreter"), choices=[("", _("none")), *interpreters], required=False
        )
        self.fields["document"] = forms.CharField(
            label=_("Document, by its number or place"), required=False, max_length=200
        )

    @property
    def row(self) -> list[forms.BoundField]:
        """What stands side by side."""
        return [self[name] for name in self.ROW]

    @property
    def others(self) -> list[forms.BoundField]:
        """What is asked only of some kinds of event."""
        return [self[name] for name in (*self.SOMETIMES, "seen_alone") if name in self.fields]

    @property
    def folded(self) -> list[forms.BoundField]:
        """What folds away under "More"."""
        names = ["text", *(f"view_{case_id}" for case_id, _name in self.children)]
        return [self[name] for name in (*names, "language", "interpreter", "document")]

    @property
    def is_unfolded(self) -> bool:
        """Whether something under "More" is filled in or wrong."""
        return any(bound.errors or bound.value() for bound in self.folded)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not set(told.get("seen_alone", ())) <= set(told.get("who", ())) and "who" not in self.errors:
            self.add_error(
                "seen_alone", _("Somebody seen alone was there: tick her or him under “For whom” too.")
            )
        return told

    def happened_at(self, now: datetime) -> datetime:
        """When it happened."""
        return instant(self.cleaned_data["on"], self.cleaned_data["at"], now)

    @property
    def case_ids(self) -> list[uuid.UUID]:
        """The cases of those who were there."""
        return [uuid.UUID(case_id) for case_id in self.cleaned_data["who"]]

    def details(self) -> dict[str, Any]:
        """What is told of all; empty answers left out."""
        names = ("minutes", "present", "text", "language", "interpreter", "document", "with_whom")
        told = {name: value for name in names if (value := self.cleaned_data.get(name)) not in (None, "")}
        for name, key in (("planned_on", "on"), ("expected_on", "expected_on")):
            if value := self.cleaned_data.get(name):
                told[key] = value.isoformat()
        if "interpreter" in told:
            told["interpreter_name"] = self._name_of_interpreter(told["interpreter"])
        return told

    def _name_of_interpreter(self, chosen: str) -> str:
        for value, label in self.fields["interpreter"].choices:  # type: ignore[attr-defined]
            pairs = label if isinstance(label, (list, tuple)) else [(value, label)]
            for code, name in pairs:
                if code == chosen:
                    return str(name)
        return ""

    def own(self) -> dict[uuid.UUID, dict[str, Any]]:
        """What is told of one child alone, by her case."""
        found: dict[uuid.UUID, dict[str, Any]] = {}
        for case_id, _name in self.children:
            told: dict[str, Any] = {}
            if case_id in self.cleaned_data.get("seen_alone", ()):
                told["seen_alone"] = True
            if said := self.cleaned_data.get(f"view_{case_id}"):
                told["child_view"] = said
            if told:
                found[uuid.UUID(case_id)] = told
        return found


def initial_of(details: Mapping[str, Any], happened_at: datetime) -> dict[str, Any]:
    """What a form for correcting shows at first: the entry as it stands."""
    local = timezone.localtime(happened_at)
    names = ("minutes", "present", "text", "language", "interpreter", "document", "expected_on", "with_whom")
    shown = {name: details[name] for name in names if name in details}
    return {**shown, "planned_on": details.get("on"), "on": local.date(), "at": local.time()}
