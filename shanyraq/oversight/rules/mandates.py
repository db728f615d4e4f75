"""When a monitor may be let into a file, and for how long. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from shanyraq.foundation.text import N_

LONGEST = timedelta(days=90)


def reason_not_to_lend(*, act: str, until: date, today: date) -> str:
    """The sentence that says why not; empty where a file can be opened to a monitor until this day."""
    if not act.strip():
        return N_("Say which paper was signed, or which law gives this right.")
    if not today <= until <= today + LONGEST:
        return N_("Choose a last day within the next 90 days.")
    return ""
