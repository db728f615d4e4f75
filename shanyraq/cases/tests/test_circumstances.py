"""What a person's records tell of her circumstances reaches her plan without being said twice."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case
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
    family = NewFamily("Testova", members, kinships=((0, kin, 1, "DOCUMENT"),))
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
