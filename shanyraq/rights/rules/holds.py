"""Legal holds: what a court or a law keeps from being deleted, for how long. Pure. A hold opens nothing to anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from shanyraq.foundation.text import N_

LONGEST_MONTHS = 6
PARTS = ("C2", "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")
EVERYTHING = ("C0", "C1", *PARTS)

REASONS: Mapping[str, str] = {
    "act": N_("Name the act, its number and its day, in at least 5 characters."),
    "parts": N_("Choose at least one part of the file."),
    "begins": N_("A hold begins today or has begun: choose another day."),
    "too_long": N_("A hold lasts six months at most. It can be renewed before it ends."),
    "too_short": N_("A hold ends after the day on which it begins."),
    "past": N_("This hold would be over already: choose a last day that is today or later."),
    "over": N_("This hold is over. Set a new one."),
}


def last_day(starts_on: date) -> date:
    """The last day that a hold can have which begins on this one: six months later."""
    month = starts_on.month - 1 + LONGEST_MONTHS
    year, month = starts_on.year + month // 12, month % 12 + 1
    return date(year, month, min(starts_on.day, _days_of(year, month)))


def reason_not_to_hold(
    *, act: str, parts: Collection[str], starts_on: date, ends_on: date, today: date
) -> str:
    """The code of why a hold cannot be set like this; empty where it can."""
    if len(act.strip()) < 5:
        return "act"
    if not parts or not set(parts) <= set(EVERYTHING):
        return "parts"
    if starts_on > today:
        return "begins"
    if ends_on <= starts_on:
        return "too_short"
    if ends_on < today:
        return "past"
    return "too_long" if ends_on > last_day(starts_on) else ""


def frozen(held: Iterable[Collection[str]], wanted: Collection[str]) -> list[str]:
    """Which of the parts that would be erased are held; all of the file where `wanted` is empty."""
    everything = {part for parts in held for part in parts}
    return sorted(everything & set(wanted) if wanted else everything)


def _days_of(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
