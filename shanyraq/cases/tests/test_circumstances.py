"""What a person's records tell of her circumstances reaches her plan without being said twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.families import set_care
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case, PlanStep
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.rules import last_day_as_child

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 1, 9, tzinfo=UTC)


def member(name: str, born: date, relation: str, *, has_case: bool = True) -> NewMember:
    person = NewPerson(
        (NameText("Latn", name),), sex="F", birth_date=born, birth_precision="day", relation=relation
    )
    return NewMember(person, opens_case=has_case)


def registered(worker: Worker, *members: NewMember, kin: str) -> list[Case]:
    kinships = ((0, kin, 1, "DOCUMENT"),) if kin else ()
    family = NewFamily("Testova", members, kinships=kinships)
    return register_families(
        families=[family],
        entry="SELF",
        opened_at=AT,
        arrived_at=AT,
        region="ALR",
        case_manager=worker.staff,
        by=worker.actor,
        at=AT,
    )


def overlays(case: Case, at: datetime) -> frozenset[str]:
    with computing("test"):
        fresh = Case.objects.select_related("person").get(pk=case.pk)
    return plans_of([fresh], at)[case.pk].overlays


def test_a_mother_of_a_child_is_a_caregiver_until_the_child_is_of_age(aigul: Worker) -> None:
    mother, child = registered(
        aigul,
        member("Aisulu Testova", date(1980, 1, 1), "head"),
        member("Dana Testova", date(2003, 5, 1), "child"),
        kin="PARENT",
    )

    assert "caregiver" in overlays(mother, AT)
    assert "caregiver" not in overlays(child, AT)
    assert "caregiver" not in overlays(mother, datetime(2021, 5, 2, tzinfo=UTC))


def test_her_plan_knows_the_day_on_which_that_ends(aigul: Worker) -> None:
    mother, _ = registered(
        aigul,
        member("Aisulu Testova", date(1980, 1, 1), "head"),
        member("Dana Testova", date(2003, 3, 4), "child"),
        kin="PARENT",
    )

    with computing("test"):
        changes_at = Case.objects.get(pk=mother.pk).plan_changes_at
    assert changes_at is not None
    assert changes_at <= datetime(2021, 3, 5, tzinfo=UTC)


def test_a_relative_who_cares_for_a_child_is_a_caregiver_relative(aigul: Worker) -> None:
    grandmother, _ = registered(
        aigul,
        member("Kulyash Testova", date(1960, 1, 1), "head"),
        member("Dana Testova", date(2012, 5, 1), "grandchild"),
        kin="CAREGIVER",
    )

    assert "caregiver_relative" in overlays(grandmother, AT)


def test_a_child_who_is_found_alone_today_is_late_for_nothing_on_the_same_day(aigul: Worker) -> None:
    [child] = registered(aigul, member("Dana Testova", date(2012, 5, 1), "other"), kin="")
    today = AT + timedelta(days=80)

    set_care(
        person_id=child.person_id, kind="UNACCOMPANIED", starts_on=today.date(), by=aigul.actor, at=today
    )

    with computing("test"):
        kept = {row.key: row for row in PlanStep.objects.filter(case=child)}
    for key in ("P3-10", "P3-11"):
        due_at = kept[key].due_at
        assert kept[key].state == "DUE" and due_at is not None and due_at > today
    assert "P1-05" not in kept


@pytest.mark.parametrize(
    ("born", "precision", "last"),
    [
        (date(2003, 5, 1), "day", date(2021, 4, 30)),
        (date(2004, 2, 29), "day", date(2022, 2, 28)),
        (date(2003, 12, 1), "month", date(2021, 12, 31)),
        (date(2003, 1, 1), "year", date(2021, 12, 31)),
        (date(2003, 1, 1), "estimated", date(2021, 12, 31)),
        (None, "unknown", None),
    ],
)
def test_the_last_day_as_a_child_gives_the_benefit_of_the_doubt(
    born: date | None, precision: str, last: date | None
) -> None:
    assert last_day_as_child(born, precision) == last
