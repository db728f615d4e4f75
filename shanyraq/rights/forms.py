"""What is typed about requests, holds and erasures: shapes only, the rules stand in the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.rights import rules
from shanyraq.rights.rules import erasures
from shanyraq.rights.rules import holds as hold_rules

Choices = Sequence[tuple[str, str]]
LONGEST = 2000


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


def _words(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class FindForm(forms.Form):
    """The code of a file, as it is said on the telephone."""

    code = forms.CharField(
        label=_("Code of the person"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )


class RequestForm(forms.Form):
    """What is asked, by whom, and how the answer is wanted."""

    kind = forms.ChoiceField(label=_("What is asked"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("The use that is objected to"), required=False)
    asked_by = forms.ChoiceField(label=_("Who asks"), widget=forms.RadioSelect)
    identified = forms.ChoiceField(
        label=_("How it is known who asks"),
        widget=forms.RadioSelect,
        help_text=_("Never ask for a former name or an old paper: they stay sealed."),
    )
    received_on = _day(_("Asked on"))
    language = forms.ChoiceField(label=_("Language of the answer"))
    is_read_aloud = forms.BooleanField(label=_("The answer is to be read aloud"), required=False)
    wish = _words(
        _("What was said, in her or his words"),
        _("Optional. Write no name of anybody else."),
        required=False,
        rows=2,
    )

    is_again = forms.BooleanField(label=_("It is asked once more, beside the open one"), required=False)

    def __init__(
        self, *args: Any, is_open: bool, askers: Choices, purposes: Choices, languages: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:
            del self.fields["is_again"]
        chosen: dict[str, Choices] = {
            "kind": [(code, gettext(words)) for code, words in rules.KINDS.items()],
            "purpose": [("", gettext("None")), *purposes],
            "asked_by": askers,
            "identified": [(code, gettext(words)) for code, words in rules.IDENTIFIED.items()],
            "language": languages,
        }
        for name, choices in chosen.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What came of it; the ground and the reasons where not all of it was done."""

    asked_sometimes = ("ground", "reasons")

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("On which ground not all of it"), required=False)
    reasons = _words(
        _("Reasons, as the person is told them"),
        _(
            "Only where it is declined or done in part: at least 30 characters, in words that are easy to read aloud."
        ),
        required=False,
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_erasure = kind == rules.ERASE
        outcomes = [(c, gettext(w)) for c, w in rules.OUTCOMES.items() if c != rules.DONE or not is_erasure]
        grounds = [(c, gettext(w)) for c, w in rules.GROUNDS.items() if c != rules.HOLD or is_erasure]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self.fields["ground"].choices = [("", gettext("None")), *grounds]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """A no to an erasure: on which of the two grounds, and why."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reasons = _words(
        _("Reasons, as the person is told them"),
        _("At least 30 characters, in words that are easy to read aloud. Write no name of anybody else."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(c, gettext(w)) for c, w in rules.GROUNDS.items()]  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Which act keeps what, until when."""

    act = forms.CharField(
        label=_("The act: court or law, number, day"),
        max_length=200,
        help_text=_("Write no name of a person."),
    )
    parts = forms.MultipleChoiceField(
        label=_("Which parts of the file it keeps"), widget=forms.CheckboxSelectMultiple
    )
    starts_on = _day(_("Begins on"))
    ends_on = _day(_("Ends on"), _("Six months after it begins at the latest. It can be renewed."))

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [one for one in parts if one[0] in hold_rules.EVERYTHING]  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Why a hold ends before its day, for whoever agrees."""

    reason = _words(_("Why it can be lifted"), _("At least 30 characters. Write no name."))


class RenewForm(forms.Form):
    """A hold that goes on."""

    act = forms.CharField(label=_("The act that renews it: court or law, number, day"), max_length=200)
    ends_on = _day(_("Ends on"), _("Six months from today at the latest."))


class EraseForm(forms.Form):
    """What is to be erased, on which ground, and why."""

    WHOLE = "whole"

    scope = forms.MultipleChoiceField(
        label=_("What is to be erased"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The whole file, or parts of it while the file stays."),
    )
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reason = _words(
        _("Why, in your own words"), _("At least 30 characters. Those who decide read it. Write no name.")
    )

    def __init__(self, *args: Any, parts: Choices, grounds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = (self.WHOLE, gettext("The whole file"))
        some = [one for one in parts if one[0] in erasures.PARTS]
        self.fields["scope"].choices = [whole, *some]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [(c, gettext(erasures.GROUNDS[c])) for c in grounds]  # type: ignore[attr-defined]

    def clean_scope(self) -> tuple[str, ...]:
        """The parts; none for the whole file."""
        chosen = self.cleaned_data["scope"]
        return () if self.WHOLE in chosen else tuple(chosen)


class AgreeForm(forms.Form):
    """A yes to exactly what the page says."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
