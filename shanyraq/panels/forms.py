"""What is typed about panels: shapes only, the rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.panels import rules

Choices = Sequence[tuple[str, str]]
LONGEST = 4000


def _words(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows})
    )


def _said(codes: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, gettext(words)) for code, words in codes.items()]


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Which decision, what is proposed, why, and whether it can wait."""

    kind = forms.ChoiceField(label=_("Which decision"), widget=forms.RadioSelect)
    what = _words(_("What is proposed"), _("Place, people, dates: what a yes would mean."))
    reason = _words(
        _("The dossier: why, and what speaks against it"),
        _("What the panel has to know. Whoever sits reads the file itself for three weeks."),
        rows=6,
    )
    is_urgent = forms.BooleanField(
        label=_("It cannot wait: decide within 24 hours, and confirm within 72"), required=False
    )

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds)

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        told = dict(self.cleaned_data)
        return {"proposal": told.pop("what"), **told}


class MemberForm(forms.Form):
    """Who sits, for which view."""

    staff_id = forms.ChoiceField(label=_("Colleague"))
    seat = forms.ChoiceField(label=_("For which view"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Choices, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "staff_id", [("", gettext("Choose")), *colleagues])
        _choose(self, "seat", seats)


class TakeOutForm(forms.Form):
    """Who does not sit after all."""

    member = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "member", [("", gettext("Choose")), *colleagues])


class ViewForm(forms.Form):
    """What the child says, and who speaks for the child."""

    heard = forms.ChoiceField(label=_("How the child was heard"), widget=forms.RadioSelect)
    view = _words(_("What the child wishes, or why it could not be asked"))
    voice = forms.ChoiceField(label=_("Who speaks for the child, without a vote"), widget=forms.RadioSelect)
    voice_words = _words(_("What is said for the child, or why nobody speaks yet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "heard", _said(rules.HEARINGS))
        _choose(self, "voice", _said(rules.VOICES))


class VoteForm(forms.Form):
    """For or against, and why."""

    vote = forms.ChoiceField(label=_("Your vote"), widget=forms.RadioSelect)
    reasons = _words(_("Your reasons"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "vote", [(rules.FOR, gettext("For it")), (rules.AGAINST, gettext("Against it"))])

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        return {
            "is_for": self.cleaned_data["vote"] == rules.FOR,
            "reasons": self.cleaned_data["reasons"],
        }


class DecideForm(forms.Form):
    """The reasons of the panel, for the person to be told."""

    reasons = _words(
        _("Reasons of the panel, as the person is told them"),
        _("In words that are easy to read aloud. What was decided follows from the votes."),
    )


class DissentForm(forms.Form):
    """Why a member saw it otherwise."""

    words = _words(_("Why you saw it otherwise"))


class RatifyForm(forms.Form):
    """Whether what was decided in a hurry stands."""

    stands = forms.ChoiceField(label=_("Does the decision stand"), widget=forms.RadioSelect)
    words = _words(_("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "stands", [("yes", gettext("It stands")), ("no", gettext("It does not stand"))])

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"is_ratified": self.cleaned_data["stands"] == "yes", "words": self.cleaned_data["words"]}


class AppealForm(forms.Form):
    """Who appeals, and why."""

    appellant = forms.ChoiceField(label=_("Who appeals"), widget=forms.RadioSelect)
    words = _words(_("What was said against the decision"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "appellant", _said(rules.APPELLANTS))
