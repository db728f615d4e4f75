"""Regular work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.foundation.jobs import chore
from shanyraq.papers.actions.destroying import destroy_taken_away
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


@chore("papers.destroy", timedelta(hours=6))
def destroy_what_did_not_belong(at: datetime) -> None:
    """Files that were taken away long enough ago, or moved; the line in the file stays."""
    destroy_taken_away(at=at)
