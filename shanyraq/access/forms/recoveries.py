"""What officers type to restore a colleague's access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.access.actions.recoveries import GROUNDS


class RecoverForm(forms.Form):
    """Why somebody cannot come in any more."""

    ground = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("How you know that it is she"),
        help_text=_("At least 30 characters: where she stood before you, which paper you saw."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground: Any = self.fields["ground"]
        ground.choices = [(code, _(words)) for code, words in GROUNDS.items()]


class AgreeForm(forms.Form):
    """Agreement to exactly what was shown."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AnswerForm(AgreeForm):
    """Agreement, or a no with its reason."""

    why = forms.CharField(
        label=_("If you decline: why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
