"""Nothing of justice is kept about a child, and who works with charged adults works with no child."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.assignments import CannotAssign, add_colleague
from shanyraq.cases.actions.records import CannotRecord, correct_record, record_happening
from shanyraq.cases.models import Case, Evidence
from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.people.tests.factories import AT

OF_JUSTICE = sorted(kind.code for kind in pack().kinds.values() if kind.compartment == "C9")
pytestmark = pytest.mark.django_db


@pytest.fixture
def rustem(db: None) -> Worker:
    return make_worker("Rustem", "justice_liaison", discipline="justice_liaison", region="ALR")


def child_in(family: list[Case]) -> Case:
    return family[3]


def test_there_are_kinds_of_justice_to_ask_about() -> None:
    assert "justice.charge.notified" in OF_JUSTICE and len(OF_JUSTICE) >= 6


@pytest.mark.parametrize("kind", OF_JUSTICE)
def test_nothing_of_justice_is_recorded_about_a_child(aigul: Worker, rustem: Worker, kind: str) -> None:
    child = child_in(the_omarova_family(aigul.staff))
    make_assignment(child, rustem.staff)

    with pytest.raises(CannotRecord) as refused:
        record_happening(case_ids=[child.pk], kind=kind, happened_at=AT, details={}, by=rustem.actor, at=AT)

    assert refused.value.code == "child"
    with computing("test"):
        assert not Evidence.objects.filter(case=child, compartment="C9").exists()


def test_who_has_no_date_of_birth_may_be_a_child(aigul: Worker, rustem: Worker) -> None:
    mother = the_omarova_family(aigul.staff)[0]
    make_assignment(mother, rustem.staff)
    mother.person.birth_date, mother.person.birth_precision = None, "unknown"
    mother.person.save()

    with pytest.raises(CannotRecord, match="may be, a child"):
        record_happening(
            case_ids=[mother.pk],
            kind="justice.charge.notified",
            happened_at=AT,
            details={},
            by=rustem.actor,
            at=AT,
        )


def test_of_an_adult_it_is_recorded_but_is_not_dated_back_into_her_childhood(
    aigul: Worker, rustem: Worker
) -> None:
    mother = the_omarova_family(aigul.staff)[0]
    make_assignment(mother, rustem.staff)
    record_happening(
        case_ids=[mother.pk],
        kind="justice.charge.notified",
        happened_at=AT,
        details={},
        by=rustem.actor,
        at=AT,
    )
    with computing("test"):
        record = Evidence.objects.get(case=mother, compartment="C9").source_id
        mother.person.birth_date = (AT - timedelta(days=18 * 365 + 10)).date()
        mother.person.save()

    with pytest.raises(CannotRecord):
        correct_record(
            record_ids=[record],
            happened_at=AT - timedelta(days=60),
            details={},
            by=rustem.actor,
            at=AT,
        )


def test_who_works_with_charged_adults_is_given_no_child(
    aigul: Worker, daniyar: Worker, rustem: Worker
) -> None:
    family = the_omarova_family(aigul.staff)

    with pytest.raises(CannotAssign) as refused:
        add_colleague(
            case_ids=[family[0].pk, child_in(family).pk], colleague=rustem.staff.pk, by=daniyar.actor, at=AT
        )
    assert refused.value.code == "child"

    assert add_colleague(case_ids=[family[0].pk], colleague=rustem.staff.pk, by=daniyar.actor, at=AT)
