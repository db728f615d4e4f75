"""Regular work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.access.queries import system_actor
from shanyraq.cases.actions.dossiers import end_dossiers
from shanyraq.foundation import clock
from shanyraq.foundation.jobs import chore


@chore("panels.dossiers", timedelta(minutes=5))
def end_what_was_lent(at: datetime) -> None:
    """Files that were lent to a panel are closed to it after their last day; in the programme's own time."""
    end_dossiers(by=system_actor("dossier.end"), at=clock.now())
