"""What the addresses of the desk's pages may say. Shape only; an address that makes no sense is a 404."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shanyraq.access.queries.words import discipline_name
from shanyraq.cases.queries import pack
from shanyraq.cases.rules import PLAN_STATES
from shanyraq.foundation.alphabet import alphabetical

FormT = TypeVar("FormT", bound=forms.Form)


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
    """Which families: a region, a phase, those with somebody whose nationality is open."""

    region = forms.CharField(required=False, max_length=20)
    phase = forms.CharField(required=False, max_length=8)
    nationality = forms.ChoiceField(required=False, choices=[("open", "open")])

    def clean_region(self) -> str:
        return _known(self.cleaned_data["region"], pack().places)

    def clean_phase(self) -> str:
        return _known(self.cleaned_data["phase"], {phase.id for phase in pack().phases})


class PathwayFilter(forms.Form):
    """Which services of the pathway: of a kind of worker, for people of an age; and which phase stands open."""

    ALL = "all"

    discipline = forms.ChoiceField(label=_("Kind of worker"), required=False)
    profile = forms.ChoiceField(label=_("For whom"), required=False)
    open = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, language = pack(), (get_language() or "en").split("-")[0]
        workers = {action.by for action in known.actions.values()}
        workers |= {code for action in known.actions.values() for code in action.with_}
        self.fields["discipline"].choices = [  # type: ignore[attr-defined]
            ("", _("Every kind")),
            *sorted(
                ((code, discipline_name(code)) for code in workers), key=lambda one: alphabetical(one[1])
            ),
        ]
        self.fields["profile"].choices = [  # type: ignore[attr-defined]
            ("", _("Everybody")),
            *((code, known.text(profile.name, language)) for code, profile in known.profiles.items()),
        ]

    def clean_open(self) -> str:
        return _known(self.cleaned_data["open"], {self.ALL, *(phase.id for phase in pack().phases)})


LONGEST_SEARCH = 200  # signs; nobody is called by more


class SearchWords(forms.Form):
    """What somebody looks for. Sent by GET, and written down nowhere."""

    q = forms.CharField(required=False, strip=True)


def asked(form: type[forms.Form], request: HttpRequest) -> dict[str, Any]:
    """What the address asks for, checked. Raises Http404 where it makes no sense."""
    return filled(form, request).cleaned_data


def filled(form: type[FormT], request: HttpRequest) -> FormT:
    """A form filled and checked from the address, to be shown again. Raises Http404 where that makes no sense."""
    found = form(request.GET)
    if not found.is_valid():
        raise Http404
    return found


def _known(code: str, codes: Any) -> str:
    if code and code not in codes:
        raise forms.ValidationError("no such code")
    return code
