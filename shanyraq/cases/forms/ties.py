"""Saying that a colleague is kin of somebody."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.cases.forms.steps import Choices


class OwnKinForm(forms.Form):
    """The code of a person or a family."""

    code = forms.CharField(
        label=_("Code of the person or of the family"),
        max_length=20,
        help_text=_(
            "It stands on every sheet they were given, such as K-7F4Q-2M. Ask them, or your supervisor."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ColleagueKinForm(forms.Form):
    """Which colleague is kin of somebody."""

    colleague = forms.ChoiceField(label=_("Colleague"), error_messages={"required": _("Choose a colleague.")})

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", _("choose")), *colleagues]  # type: ignore[attr-defined]

    @property
    def colleague_id(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["colleague"])
