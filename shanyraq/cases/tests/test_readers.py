"""Who can read a person's records now, asked from her side: the same answer as from the colleagues' side."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import NOT_FOR_STAFF, READS
from shanyraq.cases.models import Case, Record
from shanyraq.cases.queries import readers
from shanyraq.cases.tests.cast import SINCE, Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_case, make_record
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import make_membership, make_person

CAST = (
    *("aigul", "daniyar", "erlan", "saule", "bota", "zhanna", "aida", "berik", "dina"),
    *("damir", "partner", "auditor", "admin"),
)
PLACES: dict[str, Any] = {"region": "ALR", "centre": "MAN-A"}


@pytest.fixture
def everybody(request: pytest.FixtureRequest, db: None) -> list[Worker]:
    """The cast, one more colleague of each role of the pack, in a region and a centre, and one who is as aigul is."""
    cast = [request.getfixturevalue(name) for name in CAST]
    codes = [code for code in role_catalogue() if code not in NOT_FOR_STAFF]
    alike = make_worker("Alike", "case_manager", region="ALR")  # as aigul, but for the people given to her
    return [*cast, *(make_worker(f"More{n}", code, **PLACES) for n, code in enumerate(codes)), alike]


def persons(everybody: list[Worker]) -> dict[str, Case]:
    """People at different places of the way, with different colleagues."""
    aigul, more = everybody[0], everybody[len(CAST) : -1]
    led = make_case(make_person("Maryam"), case_manager=aigul.staff)
    with_all = make_case(make_person("Sara"), case_manager=aigul.staff)
    for worker in more:
        make_assignment(with_all, worker.staff)
    closed: dict[str, Any] = {
        "closed_at": SINCE.replace(year=2021),
        "closed_by": aigul.staff,
        "closed_reason": "GOALS_MET",
    }
    return {
        "led": led,
        "with all": with_all,
        "unled": make_case(make_person("Amina")),
        "early": make_case(make_person("Layla"), phase="P1", region=""),
        "in the centre": make_case(make_person("Noor"), phase="P3", region="MAN", centre="MAN-A"),
        "closed": make_case(make_person("Huda"), case_manager=aigul.staff, **closed),
        "elsewhere": make_case(make_person("Rana"), region="SHY"),
    }


def replace(row: Record, **fields: Any) -> Record:
    """A row like this one, but for these fields; not saved."""
    kept = [one for one in row._meta.concrete_fields if not one.primary_key and one.name not in fields]
    return Record(**{one.attname: getattr(row, one.attname) for one in kept}, **fields)


def rows_read(worker: Worker, person: Person, part: str) -> bool:
    return part in parts_read(worker, person)


def parts_read(worker: Worker, person: Person) -> set[str]:
    rows = Record.objects.visible_to(worker.actor).filter(person=person)
    return set(rows.values_list("compartment", flat=True))


def test_a_colleague_is_listed_for_a_part_exactly_if_the_scope_lets_her_read_a_row_of_it(
    everybody: list[Worker],
) -> None:
    for case in persons(everybody).values():
        one = make_record(case, details={})
        staff = [None, *(worker.staff for worker in everybody)]
        Record.objects.bulk_create(
            replace(one, compartment=part, recorded_by=by) for part in readers.PARTS for by in staff
        )
        listed = {one.actor.staff_id: one for one in readers.readers_of(case.person_id, real_now())}
        for worker in everybody:
            reader = listed.get(worker.staff.pk)
            opened = {part for part in readers.PARTS if reader is not None and reader.opens(part)}
            assert opened == parts_read(worker, case.person) & set(readers.PARTS), worker.staff.given_name


def test_whoever_reads_only_her_own_entries_is_told_so(everybody: list[Worker]) -> None:
    case = persons(everybody)["with all"]
    make_record(case, compartment="C5", details={})
    counsellor = next(one for one in everybody if one.actor.role == "faith_counsellor")

    reader = next(
        one
        for one in readers.readers_of(case.person_id, real_now())
        if one.actor.staff_id == counsellor.staff.pk
    )

    assert "C5" in reader.own and "C5" not in reader.reads
    assert not rows_read(counsellor, case.person, "C5")


def test_colleagues_are_listed_with_why_they_see_her(everybody: list[Worker]) -> None:
    aigul, daniyar, *_ = everybody
    cases = persons(everybody)

    def whys(name: str) -> dict[Any, str]:
        found = readers.readers_of(cases[name].person_id, real_now())
        return {one.actor.staff_id: one.why for one in found}

    assert whys("led")[aigul.staff.pk] == readers.LEADS
    assert whys("led")[daniyar.staff.pk] == readers.SUPERVISES
    assert whys("unled")[daniyar.staff.pk] == readers.FINDS
    assert set(whys("early").values()) == {"early", "operation"}
    assert set(whys("elsewhere").values()) == set()


def test_a_relative_without_a_file_is_read_by_those_of_her_family(everybody: list[Worker]) -> None:
    aigul = everybody[0]
    case = persons(everybody)["led"]
    relative = make_person("Grandmother")
    assert case.family
    make_membership(case.family, relative, relation="grandparent")

    listed = {one.actor.staff_id for one in readers.readers_of(relative.pk, real_now())}

    expected = {
        worker.staff.pk
        for worker in everybody
        if Person.objects.visible_to(worker.actor).filter(pk=relative.pk).exists()
    }
    assert aigul.staff.pk in listed and listed == expected


def test_an_ended_account_and_an_ended_role_are_not_listed(aigul: Worker, daniyar: Worker) -> None:
    case = make_case(make_person("Maryam"), case_manager=aigul.staff)
    assert len(readers.readers_of(case.person_id, real_now())) == 2

    aigul.account.is_active, aigul.account.ended_at = False, real_now()
    aigul.account.save()
    RoleGrant.objects.filter(staff=daniyar.staff).update(ends_at=real_now())

    assert readers.readers_of(case.person_id, real_now()) == []


def test_whoever_sees_her_in_two_roles_is_listed_for_each_with_what_that_role_alone_reads(
    aigul: Worker, erlan: Worker
) -> None:
    case = make_case(make_person("Maryam"), case_manager=aigul.staff, region="ALR")
    for staff, role, region in (
        (aigul.staff, "regional_coordinator", "ALR"),
        (erlan.staff, "health_worker", "ALR"),
    ):
        RoleGrant.objects.create(staff=staff, role=role, region=region, starts_at=SINCE)
    make_assignment(case, erlan.staff)

    found = readers.readers_of(case.person_id, real_now())

    listed = {(one.actor.staff_id, one.role, one.why): one.reads for one in found}
    known = role_catalogue()
    assert set(listed) == {
        (aigul.staff.pk, "case_manager", readers.LEADS),
        (aigul.staff.pk, "regional_coordinator", "region"),
        (erlan.staff.pk, "case_manager", readers.WORKS),
        (erlan.staff.pk, "health_worker", readers.WORKS),
        (case.case_manager.supervisor_id, "supervisor", readers.SUPERVISES),
    }
    for (_, role, _), reads in listed.items():
        assert reads == {part for part in readers.PARTS if known[role].compartments.get(part) in READS}


def test_a_hundred_colleagues_are_asked_in_as_many_queries_as_ten(aigul: Worker, db: None) -> None:
    case = make_case(make_person("Maryam"), case_manager=aigul.staff)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            readers.readers_of(case.person_id, real_now())
        return len(seen)

    before = queries()
    for n in range(60):
        make_worker(f"More{n}", "case_manager", region="ALR")

    assert before == queries() <= 5
