"""Whether a decision was taken that an act of a room below needs: asked of every panel, whoever acts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shanyraq.access.queries import computing
from shanyraq.cases.queries.deciding import register_decisions
from shanyraq.panels import rules
from shanyraq.panels.models import Panel
from shanyraq.panels.queries.barred import terms


def is_decided(kind: str, person: UUID, at: datetime, *, needs_yes: bool) -> bool:
    """Whether the newest panel of this kind about her has decided, and its decision holds; a yes where one is needed.

    One that waits, an appeal too, stands before what was decided earlier.
    """
    with computing("panel.decided"):
        rows = Panel.objects.filter(person=person, kind=kind).order_by("-asked_at", "-pk")
        newest = rows.filter(state=rules.WAITING).first() or rows.first()
    return newest is not None and rules.carries(newest.standing, at, terms(), needs_yes=needs_yes)


def register() -> None:
    """Say how the rooms below find it. Called once, from ready()."""
    register_decisions(is_decided)
