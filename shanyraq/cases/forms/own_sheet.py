"""Writing down that the sheet was given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices


class GiveSheetForm(forms.Form):
    """To whom it was given; the language is that of the sheet on the page."""

    def __init__(self, *args: Any, receivers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_to"] = forms.ChoiceField(
            label=_("To whom it was given"), choices=receivers, widget=forms.RadioSelect
        )


class ChooseWordsForm(forms.Form):
    """Which words are on the copy: those of which whoever prints it has seen that they tell of nobody else."""

    def __init__(self, *args: Any, passages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = forms.MultipleChoiceField(
            label=_("These tell of nobody else, and are on the copy"),
            choices=passages,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
