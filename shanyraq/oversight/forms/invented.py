"""What two colleagues say about somebody whom they invent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.access.actions.proposals import LEAST_REASON
from shanyraq.access.queries.words import place_choices

BORN = (1930, 2020)


def _name(label: Any, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=160, required=required)


class InventForm(forms.Form):
    """A name in up to three scripts, and where she would be looked for."""

    latn = _name(_("Name in Latin letters"), required=True)
    cyrl = _name(_("Name in Cyrillic letters"))
    arab = _name(_("Name in Arabic letters"))
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("F", _("female")), ("M", _("male"))], widget=forms.RadioSelect
    )
    born = forms.IntegerField(label=_("Year of birth"), min_value=BORN[0], max_value=BORN[1])
    region = forms.ChoiceField(label=_("Region"))
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    reason = forms.CharField(
        label=_("Why her, in your own words"),
        help_text=_("At least 30 characters: who would look for somebody like her without needing to."),
        min_length=LEAST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _("Say why in at least 30 characters.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region, centre = self.fields["region"], self.fields["centre"]
        assert isinstance(region, forms.ChoiceField) and isinstance(centre, forms.ChoiceField)
        region.choices = place_choices("regions")
        centre.choices = place_choices("centres")

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        names = {"Latn": given.pop("latn"), "Cyrl": given.pop("cyrl"), "Arab": given.pop("arab")}
        return {"names": names, **given}


class AgreeForm(forms.Form):
    """Agreement to exactly what was shown."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
