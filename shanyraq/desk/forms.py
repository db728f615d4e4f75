"""What the addresses of the desk's pages may say. Shape only; an address that makes no sense is a 404."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from shanyraq.cases.queries import pack
from shanyraq.cases.rules import PLAN_STATES


class NeedsFilter(forms.Form):
    """Which rows of a list of needs: a state, a discipline, from where on."""

    state = forms.CharField(required=False, max_length=10)
    discipline = forms.CharField(required=False, max_length=40)
    after = forms.CharField(required=False, max_length=600)

    def clean_state(self) -> str:
        state = str(self.cleaned_data["state"]).upper()
        if state and state not in PLAN_STATES:
            raise forms.ValidationError("no such state")
        return state

    def clean_discipline(self) -> str:
        return _known(self.cleaned_data["discipline"], pack().disciplines)


class FamiliesFilter(forms.Form):
    """Which families: a region, a phase."""

    region = forms.CharField(required=False, max_length=20)
    phase = forms.CharField(required=False, max_length=8)

    def clean_region(self) -> str:
        return _known(self.cleaned_data["region"], pack().places)

    def clean_phase(self) -> str:
        return _known(self.cleaned_data["phase"], {phase.id for phase in pack().phases})


class SearchWords(forms.Form):
    """What somebody looks for. Sent by GET, and written down nowhere."""

    q = forms.CharField(required=False, max_length=200, strip=True)


def asked(form: type[forms.Form], request: HttpRequest) -> dict[str, Any]:
    """What the address asks for, checked. Raises Http404 where it makes no sense."""
    filled = form(request.GET)
    if not filled.is_valid():
        raise Http404
    return filled.cleaned_data


def _known(code: str, codes: Any) -> str:
    if code and code not in codes:
        raise forms.ValidationError("no such code")
    return code
