"""Choosing who works with whom."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 1000
Choices = Sequence[tuple[str, Any]]


class AssignForm(forms.Form):
    """Who leads, who stands in, for whom; and the reason where it goes above the ceiling. `led`: who did so then."""

    led = forms.CharField(required=False, widget=forms.HiddenInput)

    people = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )
    case_manager = forms.ChoiceField(
        label=_("Case manager"),
        widget=forms.RadioSelect,
        help_text=_("By name, with the people each works with now."),
        error_messages={"required": _("Choose who leads.")},
    )
    deputy = forms.ChoiceField(
        label=_("Deputy"), required=False, help_text=_("Stands in when the case manager is away.")
    )
    over_ceiling_reason = forms.CharField(
        label=_("Why it has to be more than the ceiling"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where the case manager would go above it. It is kept in the file."),
    )

    def __init__(
        self, data: Any = None, *, people: Choices, leaders: Choices, deputies: Choices, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["case_manager"].choices = list(leaders)  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", _("nobody")), *deputies]  # type: ignore[attr-defined]

    @property
    def case_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(code) for code in self.cleaned_data["people"]]

    @property
    def seen(self) -> frozenset[str] | None:
        """Who led when the page was shown; None where it did not say so."""
        return frozenset(self.cleaned_data["led"].split()) if "led" in self.data else None

    def show_led(self) -> None:
        """Carry along who leads now: the form has told what changed."""
        self.data = MultiValueDict({**dict(self.data.lists()), "led": [self.initial["led"]]})  # type: ignore[attr-defined]

    @property
    def leader_id(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["case_manager"])

    @property
    def deputy_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.cleaned_data["deputy"]) if self.cleaned_data["deputy"] else None


class ProtectForm(forms.Form):
    """Whose file only the named team sees, and why."""

    people = forms.MultipleChoiceField(
        label=_("Whose file is protected"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is not ticked is seen again by everybody whose role reaches the file."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence for the named team: it stands among the notes of the file."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]

    @property
    def protected(self) -> list[uuid.UUID]:
        return [uuid.UUID(code) for code in self.cleaned_data["people"]]


class ColleagueForm(forms.Form):
    """A colleague of another discipline, for some of the people."""

    people = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )
    colleague = forms.ChoiceField(label=_("Colleague"), error_messages={"required": _("Choose a colleague.")})

    def __init__(self, data: Any = None, *, people: Choices, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["colleague"].choices = [("", _("choose")), *colleagues]  # type: ignore[attr-defined]

    @property
    def case_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(code) for code in self.cleaned_data["people"]]

    @property
    def colleague_id(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["colleague"])
