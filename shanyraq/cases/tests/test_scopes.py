"""Whose files somebody sees by each way a role can reach, row by row: what is shown, and what stands beside it unseen.

That the same is decided, shown and meant of any colleague and any row is the bar of tests/bars/test_b04.py.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import LISTED, Actor, Grant
from shanyraq.access.tests.factories import make_staff
from shanyraq.cases.models import Assignment, Case, ColleagueKin
from shanyraq.cases.tests import factories as made
from shanyraq.people.models import Family, Person, PersonName
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db
KAR = Grant("", "region", region="KAR")
MINE = Grant("", "assigned", region="KAR")
KNOWS = {"C0": "R", "C1": "R", "C7": "R"}


@pytest.fixture
def me() -> StaffMember:
    return make_staff()


@pytest.fixture
def other() -> StaffMember:
    return make_staff(given_name="Other")


def actor(me: StaffMember | None, *grants: Grant, rights: dict[str, str] = KNOWS, **more: Any) -> Actor:
    return Actor(uuid4(), me.pk if me else None, grants=grants, rights=rights, **more)


def shown(model: type[Model], somebody: Actor) -> set[Any]:
    return set(model.objects.visible_to(somebody).values_list("pk", flat=True))  # type: ignore[attr-defined]


def sees(somebody: Actor, *cases: Case) -> bool:
    """Whether she sees exactly these files."""
    return shown(Case, somebody) == {case.pk for case in cases}


def case(*workers: StaffMember, **fields: Any) -> Case:
    """A file in which these colleagues work."""
    opened = made.make_case(make_person(""), **{"region": "KAR"} | fields)
    for worker in workers:
        made.make_assignment(opened, worker)
    return opened


def closed(by: StaffMember) -> dict[str, Any]:
    return {"closed_at": AT, "closed_by": by, "closed_reason": "GOALS_MET"}


def end_parts(of: Case, worker: StaffMember) -> None:
    Assignment._base_manager.filter(case=of, staff=worker).update(ends_at=AT)


def is_kin(me: StaffMember, person: Person, **ended: Any) -> ColleagueKin:
    return made.make_colleague_kin(person, me, **ended)


# --- which files ------------------------------------------------------------------------------------------------------


def test_who_has_no_place_here_sees_no_file(me: StaffMember) -> None:
    opened = case()
    made.make_note(opened)
    stranger = actor(None, KAR, MINE)

    assert sees(stranger) and sees(actor(me))
    for somebody in (stranger, actor(me), actor(None, MINE)):
        assert not shown(Person, somebody)


@pytest.mark.parametrize("reach", ["assigned", "dossier", "team"])
def test_she_sees_the_open_files_in_which_she_works_now(
    reach: str, me: StaffMember, other: StaffMember
) -> None:
    hers, left = case(me, case_manager=other), case(me, case_manager=other)
    case(other)
    end_parts(left, me)
    case(me, case_manager=other, **closed(other))

    assert sees(actor(me, Grant("", reach)), hers)


def test_a_supervisor_sees_the_files_of_her_team_and_of_nobody_in_her_region(
    me: StaffMember, other: StaffMember
) -> None:
    led = make_staff(given_name="Led", supervisor=me)
    gone = make_staff(given_name="Gone", left_on=date(2021, 1, 1))
    of_team = [case(case_manager=led), case(case_manager=led, region="", **closed(other))]
    nobodys, left_behind = case(), case(case_manager=gone)
    for where in ("SHY", ""):
        case(region=where)
        case(case_manager=gone, region=where)
    case(case_manager=gone, **closed(other))
    case(case_manager=other)

    assert sees(actor(me, Grant("", "team", region="KAR")), *of_team, nobodys, left_behind)
    assert sees(actor(me, Grant("", "team")), *of_team)
    assert sees(actor(me, MINE))


@pytest.mark.parametrize(
    ("grant", "fields", "beside"),
    [
        (KAR, {"region": "KAR"}, [{"region": "SHY"}]),
        (Grant("", "region"), None, [{"region": ""}]),
        (
            Grant("", "centre", centre="MAN-A"),
            {"centre": "MAN-A", "phase": "P3"},
            [{"centre": "MAN-A", "phase": "P6"}, {"centre": "KAR-B", "phase": "P3"}],
        ),
        (Grant("", "centre"), None, [{"centre": "", "phase": "P3"}]),
        (Grant("", "early"), {"phase": "P0"}, [{"phase": "P3"}, {"phase": "P0", "closed_at": AT}]),
        (Grant("", "operation"), {"phase": "P1"}, [{"phase": "P0"}, {"phase": "P1", "closed_at": AT}]),
        (Grant("", "counts", region="KAR"), None, [{"phase": "P1"}]),
    ],
)
def test_a_role_that_reaches_a_place_or_a_part_of_the_way_sees_what_is_there(
    me: StaffMember, other: StaffMember, grant: Grant, fields: Any, beside: list[dict[str, Any]]
) -> None:
    there = [case(**fields)] if fields else []
    for one in beside:
        ended = closed(other) if "closed_at" in one else {}
        case(**one | ended)

    assert sees(actor(me, grant), *there)


def test_a_protected_file_is_seen_by_its_colleagues_alone(me: StaffMember, other: StaffMember) -> None:
    hers, left, open_to_all = case(me, is_protected=True), case(me, other, is_protected=True), case()
    end_parts(left, me)
    case(other, is_protected=True)

    assert sees(actor(me, KAR), hers, open_to_all)


@pytest.mark.parametrize("grant", [KAR, MINE])
def test_of_her_kin_she_sees_nothing_and_of_others_kin_all(
    me: StaffMember, other: StaffMember, grant: Grant
) -> None:
    kin, others_kin, once = case(me), case(me), case(me)
    is_kin(me, kin.person)
    is_kin(other, others_kin.person)
    is_kin(me, once.person, ended_at=AT, ended_by=other)

    assert sees(actor(me, grant), others_kin, once)


def test_two_roles_show_what_each_of_them_shows(me: StaffMember, other: StaffMember) -> None:
    hers, there = case(me, region="SHY"), case()
    case(region="SHY")

    for grants in ((MINE, KAR), (KAR, MINE)):
        somebody = actor(me, *grants)
        assert sees(somebody, hers, there)
        assert {hers.person_id, there.person_id} == shown(Person, somebody)


def test_a_file_that_the_database_lists_is_seen_alone(me: StaffMember) -> None:
    one = case()
    case()

    assert sees(actor(me, Grant("", LISTED, region=str(one.pk))), one)


# --- how it is asked --------------------------------------------------------------------------------------------------


def asked(model: type[Model], somebody: Actor) -> str:
    return str(model.objects.visible_to(somebody).query)  # type: ignore[attr-defined]


def test_a_short_list_leads_to_its_rows_and_a_long_one_is_asked_row_by_row(me: StaffMember) -> None:
    near, far = actor(me, MINE), actor(me, KAR)
    for model in (Family, Person, PersonName, Assignment):
        assert "EXISTS" in asked(model, far) and " UNION " not in asked(model, far)
        assert "EXISTS" not in asked(model, near).replace("NOT EXISTS", "")
    assert asked(PersonName, far).count("EXISTS") == asked(Person, far).count("EXISTS") + 1
    assert asked(Assignment, near).count("SELECT") == asked(Case, near).count("SELECT")
    assert " UNION ALL " in asked(Person, near)
