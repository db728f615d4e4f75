"""What a role may open in an emergency, for how long, and when somebody should have looked at it: values in and out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shanyraq.access.rules import Actor, Role
from shanyraq.access.rules.ceiling import faults_of_role, faults_of_roles_together
from shanyraq.access.rules.emergencies import (
    LASTS,
    MONTH,
    NEVER,
    REVIEW_WITHIN,
    faults_of,
    is_one_too_many,
    is_open,
    is_overdue,
    openable,
    opened_by,
)

AT = datetime(2021, 5, 20, 6, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def test_a_role_opens_what_has_the_letter_and_what_it_names_besides() -> None:
    assert opened_by({"C0": "R", "C3": "B", "C4": "S"}, {"C4"}) == {"C3", "C4"}
    assert opened_by({"C3": "B"}, ()) == {"C3"}
    assert opened_by({"C0": "R"}, {"C7"}) == {"C7"}


@pytest.mark.parametrize("part", sorted(NEVER))
def test_what_opens_in_no_emergency_opens_by_neither_way(part: str) -> None:
    assert opened_by({part: "B"}, {part, "C3"}) == {"C3"}
    assert faults_of({part: "B"}, ()) and faults_of({part: "B2"}, ()) and faults_of({}, {part})
    assert openable(Actor(None, None, emergency=frozenset({part}))) == set()


@pytest.mark.parametrize("right", ["R", "W"])
def test_whoever_reads_justice_opens_nothing_else(right: str) -> None:
    assert opened_by({"C9": right, "C3": "B"}, {"C4"}) == set()
    assert faults_of({"C9": right}, {"C3"})
    assert openable(Actor(None, None, rights={"C9": right}, emergency=frozenset({"C3"}))) == set()


def test_a_summary_of_justice_closes_nothing() -> None:
    assert opened_by({"C9": "S"}, {"C3"}) == {"C3"}
    assert faults_of({"C9": "S", "C3": "B"}, {"C4"}) == []
    assert faults_of({"C9": "R"}, ()) == []
    assert openable(Actor(None, None, rights={"C9": "S"}, emergency=frozenset({"C3"}))) == {"C3"}


def test_what_she_reads_anyway_she_does_not_open() -> None:
    actor = Actor(None, None, rights={"C3": "R", "C4": "S"}, emergency=frozenset({"C3", "C4"}))

    assert openable(actor) == {"C4"}


def test_it_is_open_for_an_hour_and_not_a_moment_longer() -> None:
    assert is_open(AT, AT) and is_open(AT, AT + LASTS - MOMENT)
    assert not is_open(AT, AT + LASTS) and not is_open(AT, AT - MOMENT)


def test_it_is_overdue_from_the_moment_by_which_somebody_should_have_looked() -> None:
    assert not is_overdue(AT, AT + REVIEW_WITHIN - MOMENT)
    assert is_overdue(AT, AT + REVIEW_WITHIN)


def test_the_third_within_a_month_is_one_too_many() -> None:
    assert not is_one_too_many([AT], AT, month_began=AT)
    assert is_one_too_many([AT, AT - MONTH + MOMENT], AT, month_began=AT)
    assert not is_one_too_many([AT, AT - MONTH], AT, month_began=AT)
    assert is_one_too_many([AT, AT - MONTH], AT, month_began=AT - MONTH)  # the first of a month of 31 days
    assert not is_one_too_many(
        [AT, AT + MOMENT], AT, month_began=AT
    )  # of what is yet to come nothing is known


# --- the ceiling ------------------------------------------------------------------------------------------------------


def made(reach: str = "assigned", emergency: frozenset[str] = frozenset(), **rights: str) -> Role:
    may = frozenset({"emergency.open"})
    return Role("worker", "Worker", reach, rights, may=may, emergency=emergency)


def test_what_an_emergency_may_not_open_is_a_fault_of_the_role() -> None:
    assert [fault.key for fault in faults_of_role(made(C1="R", emergency=frozenset({"C2"})))] == ["emergency"]
    assert faults_of_role(made(C1="R", emergency=frozenset({"C3"}))) == []


@pytest.mark.parametrize("told", [{"emergency": frozenset({"C3"})}, {"C3": "B"}])
def test_what_opens_to_whoever_may_open_nothing_is_a_fault_of_the_role(told: dict[str, Any]) -> None:
    able = made(**told)

    assert faults_of_role(able) == []
    assert [fault.key for fault in faults_of_role(replace(able, may=frozenset()))] == ["emergency"]


def test_the_seal_has_no_summary() -> None:
    assert [fault.message for fault in faults_of_role(made(C2="S"))] == ["C2 has no summary card"]


@pytest.mark.parametrize("reach", ["assigned", "team", "dossier"])
def test_whoever_works_with_a_person_may_read_health_and_well_being_together(reach: str) -> None:
    assert faults_of_role(made(reach, C3="R", C4="R")) == []


@pytest.mark.parametrize("reach", ["region"])
def test_a_region_reads_one_of_them(reach: str) -> None:
    assert faults_of_role(made(reach, C3="R")) == faults_of_role(made(reach, C4="W")) == []
    assert faults_of_role(made(reach, C3="R", C4="R"))


def test_of_roles_that_never_meet_only_what_she_may_not_know_beside_justice_is_asked() -> None:
    early, worker = made("early", C1="W", C2="W"), made(C1="R", C3="R")

    assert faults_of_roles_together([early, worker]) == []
    assert faults_of_roles_together([made(C9="R"), worker])
