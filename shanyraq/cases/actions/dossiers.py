"""Files that are lent for a time: a panel or a monitor reads one until a day, and then nobody has to take it away."""

from __future__ import annotations

import uuid
from datetime import datetime

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.parts import end
from shanyraq.cases.models import Assignment

PANEL = "panel"  # the discipline in which a file is lent, whatever else she is
MONITOR = "monitor"
LENT_TO = frozenset({PANEL, MONITOR})  # they are given nobody: they read what they are named for, until a day


def lend_file(
    *,
    case_id: uuid.UUID,
    staff: StaffMember,
    until: datetime,
    by: Actor,
    at: datetime,
    discipline: str = PANEL,
) -> Assignment:
    """Let a colleague read one file until an instant; where it is lent to her already, the later end counts.

    Part of the caller's recorded act.
    """
    with computing("dossier.lend"):
        parts = Assignment.objects.filter(case=case_id, staff=staff, discipline=discipline, ends_at=None)
        lent = parts.select_for_update().first()
        if lent is not None:
            lent.until = max(until, lent.until or until)
            lent.save(update_fields=["until"])
            return lent
        return Assignment.objects.create(
            case_id=case_id,
            staff=staff,
            discipline=discipline,
            starts_at=at,
            until=until,
            assigned_by=by.account_id,
        )


def take_back_file(
    *, case_id: uuid.UUID, staff_id: uuid.UUID, until: datetime | None, at: datetime, discipline: str = PANEL
) -> None:
    """Close a file that was lent to a colleague at once; with `until`, what was lent to her besides, at that instant.

    Part of the caller's recorded act.
    """
    with computing("dossier.end"):
        parts = Assignment.objects.filter(case=case_id, staff=staff_id, discipline=discipline, ends_at=None)
        if until is not None and until > at:
            parts.update(until=until)
        else:
            end(parts, at)


def end_dossiers(*, by: Actor, at: datetime, staff_id: uuid.UUID | None = None) -> int:
    """Close what was lent until now, to everybody or to one colleague. Returns how many; leaves no row for none."""
    with computing("dossier.end"):
        over = Assignment.objects.filter(until__lte=at, ends_at=None)
        over = over.filter(staff=staff_id) if staff_id else over
        if not over.exists():
            return 0
    with recorded("dossier.end", by=by) as act, computing("dossier.end"):
        parts = list(over.select_related("case").select_for_update(of=("self",)))
        act.about(*[part.case.person_id for part in parts])
        end(Assignment.objects.filter(pk__in=[part.pk for part in parts]), at)
        return len(parts)
