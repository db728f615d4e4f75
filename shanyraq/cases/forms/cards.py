"""Writing a summary card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.asking import AskingForm
from shanyraq.cases.forms.steps import Choices
from shanyraq.cases.rules.cards import LONGEST


class CardForm(AskingForm):
    """Which card, what stands on it, or that it is taken away."""

    def __init__(self, *args: Any, topics: Choices, has_cards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = forms.ChoiceField(
            label=_("Which card"), choices=topics, widget=forms.RadioSelect
        )
        self.fields["text"] = forms.CharField(
            label=_("What others have to know"),
            required=not (has_cards and self.data.get("takes_away")),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST}),
            help_text=_(
                "One or two short sentences on what others do. Never a diagnosis, a reason, a story, or somebody "
                "else’s name. The person may read it."
            ),
        )
        if has_cards:
            self.fields["takes_away"] = forms.BooleanField(
                label=_("Nothing has to be known any more: take the card away"), required=False
            )
