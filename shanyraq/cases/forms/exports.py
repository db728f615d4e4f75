"""What is typed where somebody takes a list along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.cases.rules.exports import LEAST_REASON, PURPOSES


class TakeListForm(forms.Form):
    """Which list, what for, who will see it, and why."""

    what = forms.ChoiceField(label=_("Which list"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    recipient = forms.CharField(
        label=_("Who will see it"),
        help_text=_("Everybody who will read the file or the print, by role."),
        max_length=120,
    )
    reason = forms.CharField(
        label=_("Why, in your own words"),
        help_text=_("At least 30 characters. Whoever reviews it reads this. Write no name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=LEAST_REASON,
        max_length=1000,
        error_messages={"min_length": _("Say why in at least 30 characters.")},
    )

    def __init__(self, *args: Any, whats: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what, purpose = self.fields["what"], self.fields["purpose"]
        assert isinstance(what, forms.ChoiceField) and isinstance(purpose, forms.ChoiceField)
        what.choices = list(whats)
        if len(what.choices) == 1:
            what.initial = what.choices[0][0]
        purpose.choices = [(code, gettext(words)) for code, words in PURPOSES.items()]


class AnswerForm(forms.Form):
    """A second person's answer, bound to what she read."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
