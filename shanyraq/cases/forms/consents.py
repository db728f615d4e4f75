"""Asking what a person agrees to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices, date_field


class ConsentForm(forms.Form):
    """One question a purpose, each with what holds now; and who answered, on which day.

    `answered`: what was answered is put right, so every question has its answer.
    """

    def __init__(
        self,
        *args: Any,
        purposes: list[tuple[str, str, str, Choices]],
        givers: Choices,
        asks_assent: bool,
        languages: Choices,
        answered: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = [code for code, _name, _explanation, _answers in purposes]
        self.fields["given_by"] = forms.ChoiceField(label=_("Who answers"), choices=givers)
        if asks_assent:
            self.fields["has_assent"] = forms.ChoiceField(
                label=_("Does the child agree?"),
                required=False,
                choices=[("yes", _("Yes, she was asked and agrees")), ("no", _("No, or not asked"))],
                widget=forms.RadioSelect,
            )
        self.fields["on"] = date_field(_("Date"))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language in which it was explained"), choices=languages
        )
        for code, name, explanation, answers in purposes:
            self.fields[f"purpose_{code}"] = forms.ChoiceField(
                label=name,
                help_text=explanation,
                required=answered,
                choices=[*([] if answered else [("", _("No new answer"))]), *answers],
                widget=forms.RadioSelect,
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        """How the question was put."""
        names = [name for name in self.fields if not name.startswith("purpose_")]
        return [self[name] for name in names]

    @property
    def questions(self) -> list[forms.BoundField]:
        """One question a purpose."""
        return [self[f"purpose_{code}"] for code in self.purposes]

    def answers(self) -> dict[str, str]:
        """The new answers, by purpose."""
        return {code: value for code in self.purposes if (value := self.cleaned_data.get(f"purpose_{code}"))}

    @property
    def has_assent(self) -> bool | None:
        """What the child said; None where she is not asked."""
        if "has_assent" not in self.fields:
            return None
        return bool(self.cleaned_data.get("has_assent") == "yes")
