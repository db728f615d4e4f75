"""Lists that somebody takes along: what for, how many people, how often, how long. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shanyraq.foundation.text import N_

MINE, TEAM = "MINE", "TEAM"
WHATS: Mapping[str, str] = {
    MINE: N_("The people whose case I manage"),
    TEAM: N_("The people of my team"),
}
PURPOSES: Mapping[str, str] = {
    "conference": N_("A case conference"),
    "supervision": N_("A talk with my supervisor"),
    "visits": N_("Visits, where there is no network"),
    "handover": N_("Handing over while I am away"),
}
LEAST_REASON = 30  # characters
# Defaults; a pack sets its own under these names. People that one takes alone; people in any list; lists in a day;
# hours for which the file can be fetched; days after which a print is destroyed.
DEFAULTS = {
    "export_people_alone": 30,
    "export_people_most": 300,
    "exports_a_day": 5,
    "export_hours": 24,
    "export_destroy_days": 7,
}
WAITING, READY, DECLINED, OVER = "WAITING", "READY", "DECLINED", "OVER"


def state_of(*, outcome: str | None, is_ready: bool, expires_at: datetime, at: datetime) -> str:
    """Where a list stands. `outcome` is that of the question to a second person, None where nobody was asked."""
    if outcome == DECLINED:
        return DECLINED
    if at >= expires_at:
        return OVER
    return READY if is_ready and outcome in (None, "AGREED") else WAITING
