"""What came of a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.oversight.rules import findings as rules
from shanyraq.oversight.rules.breaches import RISK_WORDS

STATES = {
    rules.ASKED: _("She was asked; her answer is awaited"),
    rules.EXPLAINED: _("It is explained: her work needed it"),
    rules.SAFE: _("She is safe, and two officers have restored her access"),
    rules.BREACH: _("It was not for her work: it goes into the register of breaches"),
}


FORCED_BREACH = _("People’s data were seen as well: it goes into the register of breaches")


def _of(kind: str, state: str) -> Any:
    """An answer in words: whoever was forced read for nobody's work, and is blamed for nothing."""
    return FORCED_BREACH if (kind, state) == (rules.FORCED, rules.BREACH) else STATES[state]


class AnswerForm(forms.Form):
    """The next state, and why."""

    state = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why, in your own words"),
        help_text=_("At least 30 characters. Write no name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=rules.LEAST_WORDS,
        max_length=1000,
        error_messages={"min_length": _("Say why in at least 30 characters.")},
    )

    risk = forms.ChoiceField(
        label=_("Risk to them"),
        help_text=_("Only where it goes into the register of breaches."),
        choices=lambda: [(code, gettext(text)) for code, text in RISK_WORDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, kind: str, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        state.choices = [(code, _of(kind, code)) for code in rules.answers(kind, now)]
