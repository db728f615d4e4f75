"""What is said about letting a monitor read a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.access.actions.proposals import LEAST_REASON


class MandateForm(forms.Form):
    """Whose file, who reads it, on which ground and act, until which day."""

    code = forms.CharField(label=_("Code of the person"), max_length=12)
    monitor = forms.ChoiceField(label=_("Who reads it"))
    ground = forms.ChoiceField(label=_("On which ground"), widget=forms.RadioSelect)
    act = forms.CharField(
        label=_("Paper or law"),
        max_length=300,
        help_text=_("The day and place of the signed paper, or the law and its article."),
    )
    until = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        help_text=_("At most 90 days from now. Reading ends then by itself."),
    )
    reason = forms.CharField(
        label=_("Why, in your own words"),
        min_length=LEAST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _("Say why in at least 30 characters.")},
    )

    def __init__(self, *args: Any, monitors: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("monitor", monitors), ("ground", grounds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
