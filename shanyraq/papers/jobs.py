"""Regular work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.foundation.jobs import chore
from shanyraq.papers.actions.looking import look_at_all
from shanyraq.papers.actions.tidying import tidy


@chore("papers.look", timedelta(days=1))
def look_through_what_is_kept(at: datetime) -> None:
    """Scanners learn: what was taken in is looked through again every day."""
    look_at_all(at=at)


@chore("papers.tidy", timedelta(hours=6))
def take_away_what_is_nobodys(at: datetime) -> None:
    """Files that a power failure left without a row, and those whose row went."""
    tidy(at=at)
