"""Writing an entry of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices, text_field, who_field


class OwnEntryForm(forms.Form):
    """Of a meeting about whom; in which part of the file (which says who reads it besides her); and the words."""

    def __init__(self, *args: Any, compartments: Choices, who: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if who:
            self.fields["who"] = who_field(_("About whom"), who)
        self.fields["compartment"] = forms.ChoiceField(
            label=_("Who will be able to read it"), choices=compartments, widget=forms.RadioSelect
        )
        self.fields["text"] = text_field(
            _("Note"),
            required=True,
            rows=5,
            help_text=_("What helps, not the story. The person may read it."),
        )
