"""Asking a supervisor to look, and her answer."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanyraq.cases.forms.assignments import Choices
from shanyraq.cases.forms.steps import at_least, date_field
from shanyraq.cases.models.case import CLOSED_REASONS

LONGEST_WORDS = 2000
BY_CONFIRMING = [code for code in CLOSED_REASONS if code[0] != "DUPLICATE"]


class _Asking(forms.Form):
    people = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, data: Any = None, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        if len(people) == 1:  # of whom else?
            self.fields["people"].initial = [people[0][0]]
        for name in ("request", "reason"):
            if name in self.fields:
                told = str(self.fields[name].help_text)
                self.fields[name].help_text = f"{told} {at_least()}".strip()

    @property
    def case_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(code) for code in self.cleaned_data["people"]]


class AskReviewForm(_Asking):
    """What the supervisor should look at in a plan."""

    request = forms.CharField(
        label=_("What should your supervisor look at?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskClosureForm(_Asking):
    """Why a file can be closed, and when the person agreed."""

    proposal = forms.ChoiceField(
        label=_("Why the support ends"), choices=BY_CONFIRMING, widget=forms.RadioSelect
    )
    agreed_on = date_field(_("The person, or the caregiver, agreed on"))
    request = forms.CharField(
        label=_("What should your supervisor know?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence or two: what was reached, what remains and who takes care of it."),
    )

    def agreed_at(self, now: datetime) -> datetime:
        """The instant that stands for the day: now, if it was today, else noon."""
        day: date = self.cleaned_data["agreed_on"]
        return (
            now
            if day == timezone.localtime(now).date()
            else timezone.make_aware(datetime.combine(day, time(12)))
        )


class ReopenForm(_Asking):
    """Whose file is opened again, and why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(forms.Form):
    """The supervisor's answer. The button pressed is the outcome."""

    reviews = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )
    answer = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you return it: say what is missing."),
    )
    outcome = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reviews"].choices = list(people)  # type: ignore[attr-defined]

    @property
    def review_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(code) for code in self.cleaned_data["reviews"]]
