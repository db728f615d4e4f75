"""Erasing: which parts of a file go by themselves, on which grounds, and why not now. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from shanyraq.foundation.text import N_
from shanyraq.rights.rules import GROUNDS as KEPT_FOR
from shanyraq.rights.rules import HOLD, LEAST_REASON

# What can go while the file stays. Who she is, the file itself and her consents go only with all of it.
PARTS = ("C2", "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11")
GROUNDS: Mapping[str, str] = {
    "ASKED": N_("The person asked for it"),
    "OFFICER": N_("The data-protection officer found that it may not be kept"),
    "TIME": N_("The time for which it may be kept is over"),
    "ENDED": N_("What it was kept for has ended"),
}
HELD_SEEN = N_(
    "A legal hold keeps this from being erased. It is named on the page of holds."
)  # to who opens it
STATES: Mapping[str, str] = {
    "DECIDED": N_("Decided; it begins at once"),
    "HELD": N_("Decided; a legal hold keeps it back, and it begins once the hold ends or is lifted"),
    "ERASED": N_("Erased; the free pages of the database are being overwritten"),
    "DONE": N_("Erased, and nothing is left in free pages"),
}
REASONS: Mapping[str, str] = {
    "person": N_("There is no file with this code, or it was erased."),
    "parts": N_("Choose the whole file, or parts that can go by themselves."),
    "held": N_("A legal hold keeps this from being erased. The data-protection officer knows until when."),
    "waiting": N_("Somebody has asked for this already, and others have not decided yet."),
    "request": N_("Only an open request to have something erased leads here."),
    "officer": N_("A data-protection officer has to be one of the three who decide."),
}


def reason_not_to_erase(*, is_there: bool, parts: Collection[str], held: Collection[str]) -> str:
    """The code of why this cannot be erased; empty where it can. No parts: the whole file."""
    if not is_there:
        return "person"
    if not set(parts) <= set(PARTS):
        return "parts"
    return "held" if held else ""


def reason_not_to_decline(*, ground: str, reasons: str, is_held: bool) -> str:
    """The code (of `rules.REASONS`) of why it cannot be declined like this; empty where it can.

    Only a legal hold, or another's vital interest, keeps from erasing. `is_held`: a hold is in force on these parts.
    """
    if ground not in KEPT_FOR:
        return "ground"
    if ground == HOLD and not is_held:
        return "no_hold"
    return "" if len(reasons.strip()) >= LEAST_REASON else "reasons"
