"""Putting a mistake right: the first entry stays readable, and the plan goes by the new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.records import CannotRecord, Recorded, correct_record, retract_record
from shanyraq.cases.actions.steps import waive_step
from shanyraq.cases.models import Case, Evidence, PlanStep, Record
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
WRONG = "It was another family; mixed up in the list."


def visited(worker: Worker) -> tuple[list[Case], Recorded]:
    cases = the_omarova_family(worker.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    return cases, happened(cases, "home.visit.made", AT - timedelta(days=1), minutes=45, text="first words")


def ids(done: Recorded) -> list[Any]:
    return [record.pk for record in done.records]


def test_a_correction_keeps_the_first_entry_and_the_step_closed(aigul: Worker) -> None:
    cases, first = visited(aigul)

    second = correct_record(
        record_ids=ids(first),
        happened_at=AT - timedelta(hours=3),
        details={"text": "right words"},
        by=aigul.actor,
        at=AT,
    )

    with system("test"):
        assert Record.objects.get(pk=first.records[0].pk).details["text"] == "first words"
        assert {record.corrects_id for record in second.records} == set(ids(first))
        assert Evidence.objects.filter(kind="home.visit.made").count() == 12
    step = plans_of(cases, AT)[cases[0].pk].step("P5-09")
    assert step is not None and step.closed_at == AT - timedelta(hours=3)


def test_a_correction_can_concern_one_of_several(aigul: Worker) -> None:
    _cases, first = visited(aigul)

    correct_record(record_ids=ids(first)[:1], happened_at=AT, details={}, by=aigul.actor, at=AT)

    with system("test"):
        assert Record.objects.filter(corrects__isnull=False).count() == 1


def test_what_was_taken_back_opens_its_step_again(aigul: Worker) -> None:
    cases, first = visited(aigul)

    retract_record(record_ids=ids(first), reason=WRONG, by=aigul.actor, at=AT)

    with system("test"):
        assert PlanStep.objects.filter(case__in=cases, key="P5-09").count() == 6


def test_taking_back_a_correction_takes_back_the_whole_entry(aigul: Worker) -> None:
    cases, first = visited(aigul)
    second = correct_record(record_ids=ids(first), happened_at=AT, details={}, by=aigul.actor, at=AT)

    retract_record(record_ids=ids(second), reason=WRONG, by=aigul.actor, at=AT)

    with system("test"):
        assert PlanStep.objects.filter(case__in=cases, key="P5-09").count() == 6


def test_an_entry_is_corrected_once_and_then_its_newer_version(aigul: Worker) -> None:
    _cases, first = visited(aigul)
    correct_record(record_ids=ids(first), happened_at=AT, details={}, by=aigul.actor, at=AT)

    with pytest.raises(CannotRecord) as refused:
        correct_record(record_ids=ids(first), happened_at=AT, details={}, by=aigul.actor, at=AT)

    assert refused.value.code == "corrected_already"


def test_a_correction_without_any_change_is_not_saved_and_the_form_says_so(aigul: Worker) -> None:
    cases, first = visited(aigul)
    url = reverse("cases:correct_record", args=[first.records[0].pk])
    form = aigul.client.get(url).context["form"]
    same = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    same |= {"on": str(same["on"]), "at": f"{same['at']:%H:%M}"}

    answered = aigul.client.post(url, same)

    assert "Nothing was changed." in answered.content.decode()
    with system("test"):
        assert not Record.objects.filter(corrects__isnull=False).exists()


def test_of_whom_a_correction_tells_nothing_new_the_entry_stays_as_it_is(aigul: Worker) -> None:
    cases, first = visited(aigul)
    one = first.records[0]

    correct_record(
        record_ids=ids(first),
        happened_at=one.happened_at,
        details=one.details,
        own={one.pk: {"child_view": "She liked it."}},
        by=aigul.actor,
        at=AT,
    )

    with system("test"):
        assert [row.corrects_id for row in Record.objects.filter(corrects__isnull=False)] == [one.pk]


def test_the_reason_for_taking_back_stands_under_a_label_of_its_own(aigul: Worker) -> None:
    cases, first = visited(aigul)
    retract_record(record_ids=ids(first), reason=WRONG, by=aigul.actor, at=AT)

    history = aigul.client.get(reverse("cases:history", kwargs={"family_id": cases[0].family_id}))

    assert f"<dt>Taken back because</dt><dd><bdi>{WRONG}</bdi>" in history.content.decode()


def test_taking_back_needs_a_sentence(aigul: Worker) -> None:
    _cases, first = visited(aigul)

    with pytest.raises(CannotRecord):
        retract_record(record_ids=ids(first), reason="oops", by=aigul.actor, at=AT)


def test_a_supervisor_takes_back_what_was_set_aside_and_it_is_owed_again(
    aigul: Worker, daniyar: Worker
) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    waived = waive_step(steps={cases[0].pk: "P5-09"}, reason=WRONG, by=daniyar.actor, at=AT)

    retract_record(record_ids=ids(waived), reason=WRONG, by=daniyar.actor, at=AT)

    step = plans_of(cases, AT)[cases[0].pk].step("P5-09")
    assert step is not None and step.is_open


def test_nobody_corrects_what_her_role_does_not_write(aigul: Worker, daniyar: Worker, erlan: Worker) -> None:
    _cases, first = visited(aigul)

    for worker in (daniyar, erlan):
        with pytest.raises(NotAllowed):
            correct_record(record_ids=ids(first), happened_at=AT, details={}, by=worker.actor, at=AT)


def test_the_page_shows_the_entry_as_it_stands_and_the_history_both_versions(aigul: Worker) -> None:
    cases, first = visited(aigul)
    url = reverse("cases:correct_record", args=[first.records[0].pk])
    who = [str(case.pk) for case in cases]
    data = {"kind": "home.visit.made", "who": who, "on": "2021-05-18", "minutes": "30", "text": "right words"}

    asked = aigul.client.get(url).content.decode()
    answered = aigul.client.post(url, data, follow=True).content.decode()
    history = aigul.client.get(
        reverse("cases:history", kwargs={"family_id": cases[0].family_id})
    ).content.decode()

    assert "first words" in asked and asked.count('name="who"') == 6
    assert "Corrected: Home visit made, all six." in answered
    assert "right words" in history and "first words" in history
    assert "What stood there before" in history


def test_the_page_of_taking_back_answers_and_the_history_says_so(aigul: Worker) -> None:
    cases, first = visited(aigul)
    url = reverse("cases:retract_record", args=[first.records[0].pk])

    answered = aigul.client.post(url, {"who": [str(one) for one in ids(first)], "reason": WRONG}, follow=True)
    history = aigul.client.get(
        reverse("cases:history", kwargs={"family_id": cases[0].family_id})
    ).content.decode()

    assert "Taken back: Home visit made, all six." in answered.content.decode()
    assert "Taken back: Home visit made" in history and WRONG in history and "first words" in history


def test_a_teacher_finds_no_page_for_an_entry_that_is_closed_to_her(aigul: Worker) -> None:
    cases, first = visited(aigul)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)

    for name in ("correct_record", "retract_record"):
        url = reverse(f"cases:{name}", args=[first.records[0].pk])
        assert teacher.client.get(url).status_code == 404


def test_a_reader_who_may_not_write_is_told_so(aigul: Worker, daniyar: Worker) -> None:
    _cases, first = visited(aigul)

    url = reverse("cases:correct_record", args=[first.records[0].pk])

    assert daniyar.client.get(url).status_code == 403


def test_the_form_of_a_correction_sends_it_where_it_is_saved(aigul: Worker) -> None:
    _, done = visited(aigul)
    address = reverse("cases:correct_record", args=[done.records[0].pk])

    page = aigul.client.get(address).content.decode()

    assert f'<form class="inline-form" method="post" action="{address}"' in page
