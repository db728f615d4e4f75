"""The day people come home: arrivals, and recording them on support files."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.models import Arrival, Case
from shanyraq.foundation.errors import NotAllowed

AT_ONCE = 1000


def get_arrival(*, operation: str, arrived_on: date, entry: str) -> Arrival:
    """The arrival of that name and day, made where it is the first time. Part of the caller's recorded act."""
    found = Arrival.objects.filter(operation=operation, arrived_on=arrived_on, entry=entry).first()
    return found or Arrival.objects.create(operation=operation, arrived_on=arrived_on, entry=entry)


def record_arrival(
    *,
    case_ids: Sequence[uuid.UUID],
    arrival: Arrival,
    region: str = "",
    centre: str = "",
    arrived_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> list[Case]:
    """Record that people came home. Empty region and centre stay as they were. Raises NotAllowed."""
    with recorded("case.arrive", by=by) as act:
        cases = list(
            Case.objects.visible_to(by)
            .filter(pk__in=list(case_ids), closed_at=None)
            .select_related("person")
            .select_for_update(of=("self",))
            .order_by("pk")
        )
        require(by, permissions.PERSON_REGISTER)
        if len(cases) != len(set(case_ids)):
            raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
        for case in cases:
            case.arrival, case.entry = arrival, arrival.entry
            case.arrived_at = arrived_at or arrival_instant(arrival, at)
            case.region, case.centre = region or case.region, centre or case.centre
        with computing("case.arrive"):
            Case.objects.bulk_update(
                cases, ["arrival", "entry", "arrived_at", "region", "centre"], batch_size=AT_ONCE
            )
        refresh_plans(cases=cases, at=at)
        act.about(*[case.person_id for case in cases])
        return cases


def arrival_instant(arrival: Arrival, at: datetime) -> datetime:
    """When an arrival counts from where nobody noted the hour."""
    return noon_of(arrival.arrived_on, at)


def noon_of(day: date, at: datetime) -> datetime:
    """Noon of a day where the pack is at home; today never later than now."""
    noon = datetime.combine(day, time(12), tzinfo=queries.pack().time_zone)
    return min(noon, at).astimezone(UTC) if localdate(at) == day else noon.astimezone(UTC)
