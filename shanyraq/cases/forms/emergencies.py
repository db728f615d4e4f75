"""What is typed where a part of a file is opened in an emergency, and where somebody looks at it afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.access.rules.emergencies import GOES_ON, GROUNDS, LEAST_REASON, SUSPENDED
from shanyraq.access.rules.harm import RISK_WORDS
from shanyraq.cases.forms.people_fields import language_choices
from shanyraq.cases.forms.steps import date_field
from shanyraq.cases.models.emergencies import JUSTIFIED, NOT_JUSTIFIED


def _reason(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=LEAST_REASON,
        max_length=1000,
        error_messages={"min_length": _("Say why in at least 30 characters.")},
    )


class EmergencyForm(forms.Form):
    """Which part, on which ground, and why."""

    compartment = forms.ChoiceField(label=_("Which part of the file"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reason = _reason(
        _("Why, in your own words"),
        _("At least 30 characters. Whoever reviews it reads this. Write no name."),
    )

    def __init__(self, *args: Any, compartments: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part, ground = self.fields["compartment"], self.fields["ground"]
        assert isinstance(part, forms.ChoiceField) and isinstance(ground, forms.ChoiceField)
        part.choices = list(compartments)
        ground.choices = [(code, gettext(words)) for code, words in GROUNDS.items()]


class ReviewEmergencyForm(forms.Form):
    """Whether it was right, and why; where not, at what risk to the person."""

    verdict = forms.ChoiceField(
        label=_("Was it justified?"),
        widget=forms.RadioSelect,
        choices=[(JUSTIFIED, _("Justified")), (NOT_JUSTIFIED, _("Not justified"))],
    )
    review = _reason(_("Why, in your own words"), _("At least 30 characters. Write no name."))
    risk = forms.ChoiceField(
        label=_("Risk to them"),
        help_text=_("Only where it was not justified: it goes into the register of breaches."),
        choices=lambda: [(code, gettext(text)) for code, text in RISK_WORDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )


class TellForm(forms.Form):
    """That the person was told: when, in which language."""

    on = date_field(_("Told on"))
    language = forms.ChoiceField(label=_("In which language"))

    def __init__(self, *args: Any, spoken: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = language_choices(spoken)


class WithholdForm(forms.Form):
    """Why telling her now would harm, and when that is looked at again."""

    reason = _reason(_("Whom it would harm, and how"), _("At least 30 characters. Write no name."))
    again_on = date_field(_("Look at it again on"))


class DecideOpenerForm(forms.Form):
    """Whether a colleague goes on opening parts of files in emergencies, why, and else until when not."""

    verdict = forms.ChoiceField(
        label=_("What you decide"),
        widget=forms.RadioSelect,
        choices=[(GOES_ON, _("She goes on")), (SUSPENDED, _("She opens nothing until a day"))],
    )
    until = date_field(_("The last day on which she opens nothing"), required=False)
    reason = _reason(_("Why, in your own words"), _("At least 30 characters. Write no name."))
