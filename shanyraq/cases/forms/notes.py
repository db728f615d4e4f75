"""Writing a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices, text_field, who_field


class NoteForm(forms.Form):
    """About whom, where in the file it stands (which says who reads it), and the words."""

    def __init__(self, *args: Any, who: Choices, compartments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class CorrectNoteForm(forms.Form):
    """The words, put right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = text_field(_("Note"), required=True, rows=5)
