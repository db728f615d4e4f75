"""Ending parts that colleagues have in support files, and with them what they see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from shanyraq.access.queries import Guarded, computing
from shanyraq.cases.models import Assignment, Case


def end_parts_of(*, staff_id: uuid.UUID, cases: Sequence[Case], at: datetime) -> None:
    """End the parts of one colleague in these cases, also where she leads. Part of the caller's recorded act."""
    with computing("assignments"):
        end(Assignment.objects.filter(case__in=cases, staff=staff_id, ends_at=None), at)
        for case in cases:
            case.case_manager_id = None if case.case_manager_id == staff_id else case.case_manager_id
            case.deputy_id = None if case.deputy_id == staff_id else case.deputy_id
        Case.objects.bulk_update(cases, ["case_manager", "deputy"])


def end_all_parts(*, cases: Sequence[Case], at: datetime) -> None:
    """End the parts of everybody in these cases. Part of the caller's recorded act."""
    with computing("assignments"):
        end(Assignment.objects.filter(case__in=[case.pk for case in cases], ends_at=None), at)


def end(parts: Guarded[Assignment], at: datetime) -> None:
    """End parts; none before it began: the programme's clock starts a demonstration's day again at midnight.

    Part of the caller's recorded act.
    """
    parts.update(ends_at=Greatest(Value(at, output_field=DateTimeField()), F("starts_at")))
