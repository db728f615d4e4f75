"""The rest of somebody's day: meetings, colleagues, what others did since yesterday, what she recorded today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Appointment, Case, Evidence, Record
from shanyraq.cases.queries.caseloads import Caseload, caseloads
from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import open_together

NEWS, RECORDED, COLLEAGUES = 5, 5, 6
# Whom a worker asks first, in this order.
ASKED_FIRST = (
    "supervisor",
    "psychologist",
    "legal",
    "health",
    "interpreter",
    "teacher",
    "livelihoods",
    "regional_coordinator",
)


@dataclass(frozen=True)
class Told:
    """One thing that happened to some members of one family, as one saving told it."""

    kind: str
    family_id: UUID | None
    family_label: str
    people: tuple[UUID, ...]
    told_by: StaffMember | None
    told_at: datetime
    record_id: UUID | None = None


def staff_of(actor: Actor) -> StaffMember | None:
    """The person behind the account."""
    if actor.staff_id is None:
        return None
    return StaffMember.objects.select_related("supervisor").filter(pk=actor.staff_id).first()


def meetings_of(actor: Actor, at: datetime) -> list[Appointment]:
    """Today's meetings that she holds or interprets, not those called off."""
    start = at.replace(hour=0, minute=0, second=0, microsecond=0)
    meetings = list(
        Appointment.objects.visible_to(actor)
        .filter(Q(staff=actor.staff_id) | Q(interpreter=actor.staff_id))
        .filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
        .exclude(state="CANCELLED")
        .select_related("family", "interpreter")
        .order_by("starts_at", "pk")
    )
    keyring.warm({meeting.person_id for meeting in meetings})
    open_together(meetings, "place", "with_whom")
    return meetings


def files_seen(actor: Actor, meetings: Sequence[Appointment]) -> set[UUID]:
    """The families of these meetings whose file the actor sees: one that she held stays hers, the file may not."""
    wanted = {meeting.family_id for meeting in meetings}
    if not wanted or "case.read" not in actor.may:
        return set()
    return set(Case.objects.visible_to(actor).filter(family__in=wanted).values_list("family", flat=True))


def caseload_of(actor: Actor) -> Caseload | None:
    """How many people she leads; None for who leads nobody, and for who is forced: she is shown but few of them."""
    if actor.staff_id is None or actor.is_forced:
        return None
    load = caseloads([actor.staff_id])[actor.staff_id]
    return load if load.people or actor.discipline == "case_manager" else None


def colleagues_of(staff: StaffMember | None, at: datetime) -> list[StaffMember]:
    """Her supervisor and one colleague of each discipline in her region, by whom one asks first."""
    if staff is None:
        return []
    found: dict[str, StaffMember] = {"supervisor": staff.supervisor} if staff.supervisor else {}
    if staff.region:
        near = (
            StaffMember.objects.filter(region=staff.region, discipline__in=ASKED_FIRST)
            .filter(Q(left_on=None) | Q(left_on__gt=at.date()))
            .exclude(pk=staff.pk)
            .order_by("family_name", "given_name", "pk")[:200]
        )
        for colleague in near:
            found.setdefault(colleague.discipline, colleague)
    found.pop(staff.discipline, None)
    return [found[code] for code in ASKED_FIRST if code in found][:COLLEAGUES]


def news_for(actor: Actor, at: datetime) -> list[Told]:
    """What others recorded since yesterday about the people she works with, as far as she reads it; newest first."""
    start = at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    mine = Case.objects.filter(
        assignments__staff=actor.staff_id, assignments__ends_at=None, closed_at=None
    ).values("pk")
    rows = (
        Evidence.objects.visible_to(actor)
        .filter(case__in=mine, recorded_at__gte=start, recorded_at__lte=at, is_retraction=False)
        .exclude(recorded_by=actor.staff_id)
        .exclude(recorded_by=None)
        .defer("payload")
        .select_related("case__family", "recorded_by")
        .order_by("-recorded_at", "kind", "pk")[: NEWS * 12]
    )
    return _told_together(list(rows))[:NEWS]


def recorded_today(actor: Actor, at: datetime) -> list[Told]:
    """What she recorded today herself, newest first; what was corrected since is told by its correction."""
    start = at.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = list(
        Record.objects.visible_to(actor)
        .filter(recorded_by=actor.staff_id, recorded_at__gte=start, is_retraction=False)
        .filter(corrected_by=None)
        .defer("details")
        .select_related("case__family")
        .order_by("-recorded_at", "together", "pk")[: RECORDED * 12]
    )
    told: dict[UUID, list[Record]] = {}
    for row in rows:
        told.setdefault(row.together, []).append(row)
    return [
        Told(
            together[0].kind,
            together[0].case.family_id,
            _label(together[0]),
            tuple(row.person_id for row in together),
            None,
            together[0].recorded_at,
            together[0].pk,
        )
        for together in list(told.values())[:RECORDED]
    ]


def _told_together(rows: Sequence[Evidence]) -> list[Told]:
    told: dict[tuple[object, ...], list[Evidence]] = {}
    for row in rows:
        told.setdefault((row.case.family_id, row.kind, row.recorded_by_id), []).append(row)
    return [
        Told(
            together[0].kind,
            together[0].case.family_id,
            _label(together[0]),
            tuple(dict.fromkeys(row.person_id for row in together)),
            together[0].recorded_by,
            together[0].recorded_at,
        )
        for together in told.values()
    ]


def _label(row: Evidence | Record) -> str:
    return row.case.family.label if row.case.family else ""
