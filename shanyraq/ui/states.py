"""How the state of a service looks: word, icon and tint. The word carries the meaning, the others repeat it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StateLook:
    """The word, the icon's name and the class of one state."""

    code: str
    css: str
    icon: str
    label: str | Promise
    meaning: str | Promise


LOOKS = {
    look.code: look
    for look in (
        StateLook("LATE", "late", "late", _("Late"), _("The service is past its date.")),
        StateLook("DUE", "due", "due", _("Due"), _("Today or within seven days.")),
        StateLook(
            "WAITING",
            "waiting",
            "waiting",
            _("Waiting"),
            _("Somebody outside the team has it; no reminder to her."),
        ),
        StateLook("DONE", "done", "done", _("Done"), _("Evidence closed it.")),
        StateLook(
            "DECLINED",
            "declined",
            "declined",
            _("Declined"),
            _("The person said no, or not now. Nothing depends on it."),
        ),
        StateLook(
            "WAIVED", "waived", "waived", _("Waived"), _("A named person set it aside, with a reason.")
        ),
        StateLook(
            "AHEAD",
            "ahead",
            "ahead",
            _("Ahead"),
            _("It opens later than in seven days, and says after what."),
        ),
        StateLook(
            "NOT_APPLICABLE", "na", "na", _("Not applicable"), _("Does not apply, and the row says why.")
        ),
    )
}


def look_of(state: object) -> StateLook:
    """The look of a state given by its code or by an enum whose value is the code. Raises KeyError if unknown."""
    return LOOKS[str(getattr(state, "value", state)).upper()]
