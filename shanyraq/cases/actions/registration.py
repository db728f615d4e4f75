"""Registering families by hand. And, beside it, what opens files in bulk and records arrivals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.arrivals import arrival_instant as arrival_instant
from shanyraq.cases.actions.arrivals import get_arrival as get_arrival
from shanyraq.cases.actions.arrivals import noon_of
from shanyraq.cases.actions.arrivals import record_arrival as record_arrival
from shanyraq.cases.actions.assignments import MANAGER_ASSIGNED, goes_above_ceiling, locked_colleague
from shanyraq.cases.actions.doubts import ask
from shanyraq.cases.actions.evidence import NewEvidence, append_evidence
from shanyraq.cases.actions.opening import NewFamily as NewFamily
from shanyraq.cases.actions.opening import NewMember as NewMember
from shanyraq.cases.actions.opening import first_phase as first_phase
from shanyraq.cases.actions.opening import open_cases as open_cases
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.plausible import CannotRegister as CannotRegister
from shanyraq.cases.actions.plausible import doubts_about_doubles, doubts_about_family
from shanyraq.cases.models import Arrival, Case
from shanyraq.people.rules import ADULT, may_be_child_on

SOURCE = "cases.registration"
REGISTERED = "people.person.registered"


def register_families(
    *,
    families: Sequence[NewFamily],
    entry: str,
    opened_at: datetime,
    arrival: Arrival | None = None,
    arrived_at: datetime | None = None,
    operation: str = "",
    arrived_on: date | None = None,
    phase_entry: str = "",
    region: str = "",
    centre: str = "",
    case_manager: StaffMember | None = None,
    over_ceiling_reason: str = "",
    sure: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> list[Case]:
    """Register families and open a support file for each member who needs one.

    Raises CannotRegister, Doubtful, NotAllowed, and CannotAssign where their case manager would have too many people.
    How they came: a known `arrival`, or a day with an operation's name, or alone where they came by themselves.
    """
    with recorded("person.register", by=by) as act:
        require(by, permissions.PERSON_REGISTER)
        _judge(families, opened_at, sure, by, at)
        why = _why_above_ceiling(families, case_manager, over_ceiling_reason, at)
        how: dict[str, Any] = {"entry": entry, "phase_entry": phase_entry, "region": region, "centre": centre}
        if arrived_on is not None:
            arrival, arrived_at = _arrived(operation, arrived_on, entry) or arrival, noon_of(arrived_on, at)
        cases = open_cases(
            families=families,
            opened_at=opened_at,
            arrival=arrival,
            arrived_at=arrived_at,
            **how,
            case_manager=case_manager,
            by=by,
            at=at,
            refresh=False,
        )
        act.about(*[case.person_id for case in cases])
        append_evidence(new=list(_evidence(cases, opened_at, why)), by=by, at=at)
        refresh_plans(cases=cases, at=at)
    return cases


def _judge(
    families: Sequence[NewFamily], opened_at: datetime, sure: Collection[str], by: Actor, at: datetime
) -> None:
    """Refuse what cannot be, and ask about what is unlikely: kin, and who looks registered already."""
    _refuse_impossible(families, opened_at, at)
    doubts = [doubt for one in families for doubt in doubts_about_family(one, localdate(at))]
    if not by.is_system:  # whom nobody could ask
        doubts += [doubt for one in families for doubt in doubts_about_doubles(one, by)]
    ask(doubts, sure, by)


def _arrived(operation: str, arrived_on: date, entry: str) -> Arrival | None:
    """The operation that brought them home that day; None where they came by themselves."""
    return get_arrival(operation=operation, arrived_on=arrived_on, entry=entry) if operation else None


def _why_above_ceiling(
    families: Sequence[NewFamily], case_manager: StaffMember | None, reason: str, at: datetime
) -> dict[str, str]:
    """The reason for the evidence where the case manager goes above the ceiling. Raises CannotAssign without one."""
    if case_manager is None:
        return {}
    coming = sum(member.opens_case for family in families for member in family.members)
    manager = locked_colleague(case_manager.pk)
    is_over = goes_above_ceiling(manager=manager, coming=coming, reason=reason, at=at)
    return {"over_ceiling_reason": reason.strip()} if is_over else {}


def _evidence(cases: Sequence[Case], since: datetime, why: Mapping[str, str]) -> Iterator[NewEvidence]:
    """What a registration by hand proves: the person who is here was registered, and has somebody to turn to."""
    for case in cases:
        if case.entry == "SELF" or case.arrived_at is not None:
            yield NewEvidence(case, REGISTERED, since, SOURCE, case.pk, "C1")
        if case.case_manager_id is not None:
            yield NewEvidence(case, MANAGER_ASSIGNED, since, SOURCE, case.pk, "C0", why)


def _refuse_impossible(families: Sequence[NewFamily], opened_at: datetime, at: datetime) -> None:
    reason = rules.reason_not_to_record(opened_at, at, opened_at)
    if reason:
        raise CannotRegister(_(rules.REASONS[reason]), code=reason)
    for family in families:
        if not any(member.opens_case for member in family.members):
            raise CannotRegister(
                _("A family needs at least one person with a support file."), code="nobody_to_support"
            )
        if not all(member.person.names for member in family.members):
            raise CannotRegister(
                _("Each person needs a name, even if it is only the one used in the camp."), code="no_name"
            )
        for number, _kind in family.care:
            born = family.members[number].person
            if not may_be_child_on(born.birth_date, born.birth_precision, localdate(at)):
                raise CannotRegister(_(ADULT), code="adult")
