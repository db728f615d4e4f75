"""Joining two files: who works with the person goes on doing so, and the earlier arrival is not lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.merging import merge_people, undo_merge
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_arrival, make_assignment, make_case
from shanyraq.foundation.installation import install
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db
REASON = "The same woman, she said so herself."
FEBRUARY, MAY = (datetime(2021, month, day, 6, tzinfo=UTC) for month, day in ((2, 4), (5, 10)))


@pytest.fixture
def psychologist(daniyar: Worker) -> Worker:
    return make_worker("Gulnara", "psychologist", region="ALR")


@pytest.fixture
def new(daniyar: Worker) -> Case:
    """Typed in again in May, as somebody who came by herself; nobody works with her yet."""
    return make_case(make_person("Maryam Omarova"), entry="SELF", arrived_at=MAY, opened_at=MAY)


@pytest.fixture
def old(aigul: Worker, psychologist: Worker) -> Case:
    """The file of February, in which everybody works already."""
    arrival = make_arrival(operation="Zhusan-5", arrived_on=FEBRUARY.date())
    case = make_case(
        make_person("Mariam Umarova"),
        case_manager=aigul.staff,
        arrival=arrival,
        arrived_at=FEBRUARY,
        opened_at=FEBRUARY,
    )
    make_assignment(case, psychologist.staff)
    return case


def joined(kept: Case, absorbed: Case, worker: Worker, **fields: Any) -> Any:
    values: dict[str, Any] = {"reason": REASON, "by": worker.actor, "at": AT} | fields
    return merge_people(kept_id=kept.person_id, absorbed_id=absorbed.person_id, **values)


def state() -> list[Any]:
    with computing("test"):
        parts = Assignment.objects.order_by("pk").values_list("pk", "case", "staff", "ends_at")
        fields = (
            "pk",
            "case_manager",
            "entry",
            "arrival",
            "arrived_at",
            "opened_at",
            "phase_entry",
            "region",
        )
        return [list(parts), list(Case.objects.order_by("pk").values_list(*fields))]


def test_those_who_work_with_the_second_record_go_on_with_the_one_that_stays_and_undoing_parts_them_again(
    new: Case, old: Case, daniyar: Worker, aigul: Worker, psychologist: Worker
) -> None:
    before = state()

    merge = joined(new, old, daniyar, take=["arrival"])

    new.refresh_from_db()
    assert new.case_manager_id == aigul.staff.pk
    assert (new.entry, new.arrival_id, new.arrived_at) == ("ORGANISED", old.arrival_id, FEBRUARY)
    for worker in (aigul, psychologist):
        assert [case.pk for case in Case.objects.visible_to(worker.actor)] == [new.pk]
    undo_merge(merge_id=merge.pk, by=daniyar.actor, at=AT)
    assert state() == before


def test_where_both_have_a_case_manager_that_of_the_first_record_stays_and_nobody_works_twice(
    new: Case, old: Case, daniyar: Worker, aigul: Worker, psychologist: Worker
) -> None:
    leader = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    Case._base_manager.filter(pk=new.pk).update(case_manager=leader.staff)
    make_assignment(new, leader.staff)
    make_assignment(new, psychologist.staff)

    joined(new, old, daniyar)

    new.refresh_from_db()
    assert (new.case_manager_id, new.entry, new.arrived_at) == (leader.staff.pk, "SELF", MAY)
    with computing("test"):
        working = Assignment.objects.filter(ends_at=None).values_list("case", "staff")
        assert set(working) == {(new.pk, leader.staff.pk), (new.pk, psychologist.staff.pk)}
    assert not Case.objects.visible_to(aigul.actor).exists()


def test_a_part_that_ended_since_stays_ended_when_the_records_part(
    new: Case, old: Case, daniyar: Worker, psychologist: Worker
) -> None:
    merge = joined(new, old, daniyar)
    Assignment._base_manager.filter(staff=psychologist.staff).update(ends_at=AT)

    undo_merge(merge_id=merge.pk, by=daniyar.actor, at=AT)

    assert not Case.objects.visible_to(psychologist.actor).exists()


def test_an_arrival_that_the_first_record_lacks_comes_from_the_second(
    new: Case, old: Case, daniyar: Worker
) -> None:
    Case._base_manager.filter(pk=new.pk).update(arrived_at=None, entry="ORGANISED")

    joined(new, old, daniyar)

    new.refresh_from_db()
    assert (new.arrival_id, new.arrived_at) == (old.arrival_id, FEBRUARY)


def test_the_page_shows_who_works_with_them_and_offers_the_earlier_arrival(
    new: Case, old: Case, daniyar: Worker, psychologist: Worker
) -> None:
    install(fixed_day=AT.date(), at=AT)
    page = reverse("cases:merge_people", kwargs={"person_id": new.person_id}) + f"?other={old.person_id}"
    other_way = reverse("cases:merge_people", kwargs={"person_id": old.person_id}) + f"?other={new.person_id}"

    shown, turned = (daniyar.client.get(address) for address in (page, other_way))

    text = shown.content.decode()
    assert "Who works with them" in text and psychologist.staff.short_name in text
    assert "by themselves" in text and "with operation Zhusan-5" in text
    assert shown.context["form"]["take"].initial == ["arrival"]
    assert turned.context["form"]["take"].initial == []
    assert daniyar.client.post(page, {"reason": REASON, "take": ["arrival"]}).status_code == 302
    new.refresh_from_db()
    assert new.arrived_at == FEBRUARY
    history = reverse("cases:history", kwargs={"family_id": new.family_id})
    assert "before: 10 May; now: 4 February" in daniyar.client.get(history).content.decode()
