"""Opening support files in bulk, and recording the day people came home."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shanyraq.access.queries import system, system_actor
from shanyraq.audit.queries import count_for
from shanyraq.cases.actions.families import move_person
from shanyraq.cases.actions.registration import (
    CannotRegister,
    NewFamily,
    NewMember,
    get_arrival,
    open_cases,
    record_arrival,
    register_families,
)
from shanyraq.cases.models import Assignment, Case, Evidence, PlanStep
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.models import CareSituation, FamilyMembership, Kinship
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")


def member(name: str, relation: str = "child", **fields: Any) -> NewMember:
    opens_case = fields.pop("opens_case", True)
    return NewMember(NewPerson(names=(NameText("Latn", name),), relation=relation, **fields), opens_case)


OMAROVA = NewFamily(
    "Omarova",
    (
        member("Maryam Omarova", "head", sex="F", birth_date=date(1990, 1, 1), birth_precision="year"),
        member("Yusuf Omarov", sex="M", birth_date=date(2013, 3, 5), birth_precision="day"),
        member("Aya Omarova", sex="F"),
        member("Kulyash", "grandparent", opens_case=False),
    ),
    kinships=((0, "PARENT", 1, "DOCUMENT"), (0, "PARENT", 2, "DECLARED")),
    care=((2, "SEPARATED"),),
)


def test_a_family_by_hand_has_people_files_kin_and_care(aigul: Worker) -> None:
    cases = register_families(
        families=[OMAROVA],
        entry="SELF",
        opened_at=AT,
        arrived_at=AT,
        region="ALR",
        case_manager=aigul.staff,
        sure=["with:0"],
        by=aigul.actor,
        at=AT,
    )

    with system("test"):
        assert [case.person.sort_name for case in cases] == ["Maryam Omarova", "Yusuf Omarov", "Aya Omarova"]
        assert FamilyMembership.objects.filter(family=cases[0].family).count() == 4
        assert {(k.person_id, k.kind, k.relative_id, k.proof) for k in Kinship.objects.all()} == {
            (cases[0].person_id, "PARENT", cases[1].person_id, "DOCUMENT"),
            (cases[0].person_id, "PARENT", cases[2].person_id, "DECLARED"),
        }
        assert [(c.person_id, c.kind) for c in CareSituation.objects.all()] == [
            (cases[2].person_id, "SEPARATED")
        ]
        assert Assignment.objects.filter(staff=aigul.staff).count() == 3
        assert PlanStep.objects.filter(case__in=cases).exists()
    assert {case.phase for case in cases} == {"P3"}
    assert count_for(cases[0].person_id) >= 1


def test_whoever_registers_sees_the_family_and_a_colleague_elsewhere_does_not(
    aigul: Worker, erlan: Worker
) -> None:
    register_families(
        families=[OMAROVA],
        entry="SELF",
        opened_at=AT,
        case_manager=aigul.staff,
        sure=["with:0"],
        by=aigul.actor,
        at=AT,
    )

    assert Case.objects.visible_to(aigul.actor).count() == 3
    assert Case.objects.visible_to(erlan.actor).count() == 0


def test_registration_of_those_who_are_here_closes_its_own_step(aigul: Worker) -> None:
    cases = register_families(
        families=[OMAROVA],
        entry="SELF",
        opened_at=AT,
        arrived_at=AT,
        sure=["with:0"],
        by=aigul.actor,
        at=AT,
    )

    with system("test"):
        kinds = set(Evidence.objects.filter(case=cases[0]).values_list("kind", flat=True))
        assert "people.person.registered" in kinds
        assert not PlanStep.objects.filter(case=cases[0], action="P3-09").exists()


@pytest.mark.usefixtures("panel_said_yes")
def test_a_family_registered_some_days_after_it_came_is_one_since_the_day_of_arrival(aigul: Worker) -> None:
    came, elsewhere = AT.date() - timedelta(days=10), NewFamily("Karimova", (member("Zhanna", "head"),))
    known: dict[str, Any] = {"opened_at": AT, "region": "ALR", "case_manager": aigul.staff}
    now: dict[str, Any] = {"by": aigul.actor, "at": AT}

    cases = register_families(
        families=[OMAROVA, elsewhere], entry="SELF", arrived_on=came, sure=["with:0"], **known, **now
    )

    with system("test"):
        assert set(FamilyMembership.objects.values_list("starts_on", flat=True)) == {came}
        assert CareSituation.objects.get().starts_on == came
    child, home = cases[1].person_id, cases[3].family_id
    why = "Decided by the panel on that day."
    move_person(person_id=child, family_id=home, relation="relative", starts_on=came, reason=why, **now)


@pytest.mark.parametrize(
    "family",
    [
        NewFamily("Omarova", (member("Kulyash", opens_case=False),)),
        NewFamily("Omarova", (NewMember(NewPerson(names=())),)),
    ],
)
def test_a_family_without_a_name_or_a_file_is_not_registered(aigul: Worker, family: NewFamily) -> None:
    with pytest.raises(CannotRegister):
        register_families(families=[family], entry="SELF", opened_at=AT, by=aigul.actor, at=AT)

    with system("test"):
        assert not Case.objects.exists()


def test_nobody_registers_without_the_right(daniyar: Worker, admin: Worker) -> None:
    for worker in (daniyar, admin):
        with pytest.raises(NotAllowed):
            register_families(families=[OMAROVA], entry="SELF", opened_at=AT, by=worker.actor, at=AT)


def test_many_files_take_few_statements(django_assert_max_num_queries: Any) -> None:
    families = [NewFamily(f"Family {n}", (member("Maryam", "head"), member("Aya"))) for n in range(20)]

    with django_assert_max_num_queries(15):
        cases = open_cases(
            families=families, entry="ORGANISED", opened_at=AT, by=SYSTEM, at=AT, refresh=False
        )

    assert len(cases) == 40
    assert {case.phase for case in cases} == {"P0"}


def test_an_arrival_is_made_once_and_moves_the_plan(saule: Worker) -> None:
    cases = open_cases(families=[OMAROVA], entry="ORGANISED", opened_at=AT, by=SYSTEM, at=AT)
    arrival = get_arrival(operation="Zhusan 6", arrived_on=AT.date(), entry="ORGANISED")

    moved = record_arrival(
        case_ids=[case.pk for case in cases], arrival=arrival, centre="MAN-A", by=saule.actor, at=AT
    )

    assert get_arrival(operation="Zhusan 6", arrived_on=AT.date(), entry="ORGANISED") == arrival
    assert {(case.phase, case.centre, case.arrival_id) for case in moved} == {("P3", "MAN-A", arrival.pk)}
    assert all(case.arrived_at is not None and case.arrived_at <= AT for case in moved)


def test_an_arrival_of_people_one_does_not_see_is_not_recorded(erlan: Worker) -> None:
    cases = open_cases(families=[OMAROVA], entry="ORGANISED", opened_at=AT, by=SYSTEM, at=AT)
    arrival = get_arrival(operation="Zhusan 6", arrived_on=AT.date(), entry="ORGANISED")

    with pytest.raises(NotAllowed):
        record_arrival(case_ids=[cases[0].pk], arrival=arrival, by=erlan.actor, at=AT)
