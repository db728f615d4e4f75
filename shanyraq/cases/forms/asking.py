"""A form that asks before something unlikely is saved: each doubt is a sentence to be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from shanyraq.cases.actions.doubts import Doubt, Doubtful


class AskingForm(forms.Form):
    """Doubts come from the act, after everything that was typed is right; then the form asks and is sent again."""

    SURE = "sure"
    asked: Sequence[Doubt] = ()

    @property
    def sure(self) -> frozenset[str]:
        """The doubts that were ticked as really so, by their codes."""
        name = self.add_prefix(self.SURE)
        ticked = self.data.getlist(name) if hasattr(self.data, "getlist") else self.data.get(name, ())
        return frozenset(ticked)

    def ask(self, doubtful: Doubtful) -> None:
        """Show what is unlikely, to be ticked."""
        self.asked = doubtful.doubts
        self.fields[self.SURE] = forms.MultipleChoiceField(
            label=_("Is this really so?"),
            choices=[(doubt.code, doubt.sentence) for doubt in doubtful.doubts],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.add_error(self.SURE, str(doubtful))
