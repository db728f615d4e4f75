"""Choosing a file to be kept with a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.foundation.uploads import LIMIT
from shanyraq.papers.rules import ENDINGS, LONGEST_TITLE, TAKEN_WHY


class PaperForm(forms.Form):
    """The file, what kind of paper it is, and what to call it."""

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("What it is"), choices=kinds, widget=forms.RadioSelect
        )
        self.fields["title"] = forms.CharField(
            label=_("What to call it"),
            required=False,
            max_length=LONGEST_TITLE,
            help_text=_("A few words by which others find it again. Nobody’s name."),
        )
        # the last: of a form whose file is too large what stands before it is received
        self.fields["file"] = forms.FileField(
            label=_("The file"),
            help_text=_("PDF, JPEG, PNG, DOCX, XLSX or ODT, at most 20 MB. What it was called is not kept."),
            widget=forms.ClearableFileInput(
                attrs={"accept": ",".join(f".{one}" for one in ENDINGS.values())}
            ),
            allow_empty_file=True,
            error_messages={"required": _("Choose the scan or the letter.")},
        )

    def refuse_size(self) -> None:
        """Say what to do with a file that was not received, for it is too large: not that none was chosen."""
        self.errors.pop("file", None)
        told = _("This file is larger than %(megabytes)s MB. Save or scan it smaller and send that.")
        self.add_error("file", told % {"megabytes": LIMIT // 1024**2})


class TakeAwayForm(forms.Form):
    """Why a paper does not belong here: chosen, not written, so that no line tells of somebody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = forms.ChoiceField(
            label=_("Why it does not belong here"),
            choices=[(code, _(words)) for code, words in TAKEN_WHY.items()],
            widget=forms.RadioSelect,
            error_messages={"required": _("Say why it does not belong here.")},
        )
