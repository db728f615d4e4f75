"""A breach, and what was done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.oversight.rules import breaches as rules


def _choices(words: Mapping[str, str]) -> Callable[[], list[tuple[str, str]]]:
    """Codes in the words of the page's language, asked for whenever the form is shown."""
    return lambda: [(code, gettext(text)) for code, text in words.items()]


def _text(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


class BreachForm(forms.Form):
    """What happened, when it was noticed, whom it concerns, at what risk to them."""

    what = _text(_("What happened"), _("Write no name of anybody who is supported here."))
    on = forms.DateField(label=_("Noticed on"), widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label=_("Noticed at"), widget=forms.TimeInput(attrs={"type": "time"}))
    people = forms.IntegerField(
        label=_("How many people it concerns, as far as is known"), min_value=0, max_value=100_000
    )
    whom = _text(_("Whom it concerns"), _("In words that name nobody: “six families of one centre”."))
    risk = forms.ChoiceField(
        label=_("Risk to them"), choices=_choices(rules.RISK_WORDS), widget=forms.RadioSelect
    )
    risk_words = _text(_("Why you think so"))

    def told(self, zone: tzinfo) -> dict[str, Any]:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        noticed_at = datetime.combine(given.pop("on"), given.pop("at"), tzinfo=zone)
        return {**given, "noticed_at": noticed_at}


class StepForm(forms.Form):
    """One thing that was done."""

    kind = forms.ChoiceField(
        label=_("What was done"), choices=_choices(rules.STEP_WORDS), widget=forms.RadioSelect
    )
    words = _text(
        _("How, when and why"),
        _("At least 30 characters. Where the authority is told after 72 hours, say why it took longer."),
        min_length=rules.LEAST_WORDS,
    )
