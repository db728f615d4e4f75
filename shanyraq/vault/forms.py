"""What people type at the vault: shapes only, the rules stand in the actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.access.actions.proposals import LEAST_REASON
from shanyraq.vault.actions.openings import GROUNDS

LONGEST = 1024


def _words(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    attributes = {"autocomplete": autocomplete, "dir": "ltr", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=attributes),
    )


class AskForm(forms.Form):
    """Why the seal should be opened."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, in your own words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=LEAST_REASON,
        max_length=1000,
        help_text=_("At least 30 characters. The two custodians read it. Write no name."),
        error_messages={"min_length": _("Say why in at least 30 characters.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = [(code, _(words)) for code, words in GROUNDS.items()]


class AgreeForm(forms.Form):
    """A custodian's own words. `practice`: what they are in a demonstration."""

    passphrase = _words(_("Your custodian's words"), "current-password")
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, practice: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].help_text = _practised(practice)


class ReadForm(forms.Form):
    """The words of the pick-up."""

    pickup = forms.CharField(
        label=_("The words you were given when you asked"),
        max_length=80,  # twenty letters, however they are set apart
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )


class KeyForm(forms.Form):
    """New words of one's own, twice."""

    passphrase = _words(
        _("Your custodian's words"),
        "new-password",
        _("At least 15 characters, not your password. Nobody can restore them: not an administrator either."),
    )
    again = _words(_("The same words again"), "new-password")

    def clean(self) -> None:
        told = self.cleaned_data
        if "again" in told and told.get("passphrase") != told["again"]:
            self.add_error("again", _("The two are not the same. Type both again."))


class LockAnewForm(forms.Form):
    """Two custodians who are here, each with her words, and whom they let in."""

    let_in = forms.MultipleChoiceField(
        label=_("Whom you let in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only somebody whom you both know, and who told you herself that she made her key."),
    )
    own_words = _words(_("Your custodian's words"), "off")
    other = forms.ChoiceField(label=_("The custodian beside you"))
    other_words = _words(_("Her words"), "off")

    def __init__(self, *args: Any, circle: Circle, practice: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_words"].help_text = _practised(practice)
        other, let_in = self.fields["other"], self.fields["let_in"]
        assert isinstance(other, forms.ChoiceField) and isinstance(let_in, forms.ChoiceField)
        other.choices = [("", _("Choose")), *circle.others]
        let_in.choices = circle.waiting
        if not circle.waiting:
            del self.fields["let_in"]


@dataclass(frozen=True)
class Circle:
    """Who can sit beside a custodian, and who waits to be let in: keys and names."""

    others: list[tuple[str, str]]
    waiting: list[tuple[str, str]]


def _practised(practice: str) -> str:
    return _("In this demonstration they are: %(words)s") % {"words": practice} if practice else ""
