"""Looking at the site as a colleague sees it: to read, for a while, under a veil. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LASTS = timedelta(minutes=30)
SAFE = frozenset({"GET", "HEAD"})


def is_over(begun_at: datetime, at: datetime) -> bool:
    """Whether the time is over: its last instant is not part of it."""
    return not begun_at <= at < begun_at + LASTS
