"""Who may not decide about a person, and who may sit: asked of everything, whoever names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.queries import Guarded, computing, role_catalogue
from shanyraq.cases import rules as cases
from shanyraq.cases.models import Assignment, Case, ColleagueKin, Record
from shanyraq.cases.queries import pack
from shanyraq.panels import rules
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.rules import seats

SIT = "panel.sit"
ASSESSMENTS = frozenset({"measurement", "decision"})
MOST = 500


def terms() -> rules.Terms:
    """The numbers of the pack in force; those that it does not say are the defaults."""
    told = pack().params.model_dump()
    named = ("quorum", "days", "urgent_hours", "ratify_hours", "dossier_days", "lasts_days")
    return rules.Terms(**{name: told[f"panel_{name}"] for name in named if f"panel_{name}" in told})


def barred_from(panel: Panel) -> rules.Barred:
    """Who may not decide in this panel."""
    with computing("panel.barred"):
        case = Case.objects.get(pk=panel.case_id)
        parts = Assignment.objects.filter(case__person=panel.person_id, discipline=cases.CASE_MANAGER)
        owners = {case.case_manager_id, case.deputy_id, *parts.values_list("staff", flat=True)} - {None}
        kin = ColleagueKin.objects.filter(person=panel.person_id, ended_at=None)
        kinds = [one.code for one in pack().kinds.values() if one.type in ASSESSMENTS]
        written = Record.objects.filter(person=panel.person_id, kind__in=kinds)
        earlier = PanelSeat.objects.filter(panel=panel.appeals_id) if panel.appeals_id else None
        leading = StaffMember.objects.filter(pk__in=[case.case_manager_id] if case.case_manager_id else [])
        return rules.Barred(
            owners=frozenset(one for one in owners if one is not None),
            askers=frozenset({panel.asked_by_id}),
            kin=frozenset(kin.values_list("staff", flat=True)),
            authors=frozenset(_people(written.values_list("recorded_by", flat=True).distinct())),
            before=frozenset(earlier.values_list("staff", flat=True)) if earlier is not None else frozenset(),
            line_managers=frozenset(_people(leading.values_list("supervisor", flat=True))),
        )


def _people(found: object) -> set[UUID]:
    return {one for one in found if one is not None}  # type: ignore[attr-defined]


def member_of(staff: StaffMember) -> rules.Member:
    """A colleague as the rules know her: her professions are what she works as, and her roles but that of sitting."""
    held = {one.role for one in staff.grants.all() if one.ends_at is None}
    roles = [pack().roles[code] for code in held if code in pack().roles]
    others = {one.discipline for one in roles if one.discipline and SIT not in one.may}
    sits = any(SIT in one.may for one in roles)
    return rules.Member(
        staff.pk, staff.full_name, frozenset({staff.discipline, *others}), sits, staff.has_left
    )


def who_may_sit() -> list[StaffMember]:
    """Everybody at work who holds a role that sits in panels, by name."""
    held = RoleGrant.objects.filter(role__in=_sitting_roles(), ends_at=None).values("staff")
    found = StaffMember.objects.filter(Q(pk__in=held), left_on=None).prefetch_related("grants")
    return sorted(found[:MOST], key=lambda staff: staff.by_name)


def _sitting_roles() -> list[str]:
    return [role.code for role in role_catalogue().values() if SIT in role.may]


def sitting_in(panel: Panel) -> list[rules.Member]:
    """Who was named already."""
    with computing("panel.barred"):
        rows = PanelSeat.objects.filter(panel=panel).select_related("staff")
        return [member_of(seat.staff) for seat in rows.prefetch_related("staff__grants")]


def seated_in(panel: Panel, barred: rules.Barred) -> list[seats.Seated]:
    """Who was named, whether she voted, and whether she may still decide."""
    with computing("panel.barred"):
        return seated(with_roles(PanelSeat.objects.filter(panel=panel)).select_related("staff"), barred)


def with_roles(rows: Guarded[PanelSeat]) -> Guarded[PanelSeat]:
    """Seats, each with whether who holds it has a role that sits in panels still."""
    held = RoleGrant.objects.filter(role__in=_sitting_roles(), ends_at=None, staff=OuterRef("staff"))
    return rows.annotate(still_sits=Exists(held))


def seated(rows: Iterable[PanelSeat], barred: rules.Barred) -> list[seats.Seated]:
    """Members as the rules know them, of seats `with_roles`."""
    views = pack().panel_seats
    chairs = {code for code, view in views.items() if view.is_chair}
    return [
        seats.Seated(
            seat.staff_id,
            seat.seat,
            is_chair=seat.seat in chairs,
            has_voted=seat.voted_at is not None,
            is_barred=bool(barred.reason(seat.staff_id, is_chair=seat.seat in chairs)),
            is_gone=seat.staff.has_left or not seat.still_sits,  # type: ignore[attr-defined]
        )
        for seat in rows
    ]


def is_complete(panel: Panel, sitting: Sequence[seats.Seated]) -> bool:
    """Whether everybody is named who is to decide."""
    needed = tuple(code for code in pack().panel_seats if not panel.is_urgent)
    return seats.is_complete(sitting, quorum=terms().quorum, seats=needed)


def open_seats(panel: Panel, sitting: Sequence[seats.Seated]) -> list[str]:
    """The views for which somebody may still be named."""
    needed = tuple(code for code in pack().panel_seats if not panel.is_urgent)
    return [
        code
        for code, one in pack().panel_seats.items()
        if seats.may_be_added(sitting, code, is_chair=one.is_chair, quorum=terms().quorum, seats=needed)
    ]


def reason_not_to_sit(panel: Panel, staff: StaffMember, seat: str, barred: rules.Barred) -> str:
    """Why this colleague cannot bring this view into this panel; empty where she can."""
    known = pack().panel_seats.get(seat)
    if known is None:
        return "seat"
    sitting = seated_in(panel, barred)
    if known.is_chair and seats.has_chair(sitting):
        return "chair"
    return rules.reason_not_to_sit(
        member_of(staff),
        disciplines=known.disciplines,
        is_chair=known.is_chair,
        sitting=sitting_in(panel),
        barred=barred,
    )
