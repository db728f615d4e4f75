"""Nothing is dated before the people it is about came or were known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.consents import Asked, CannotConsent, record_consents
from shanyraq.cases.actions.records import CannotRecord, correct_record, record_happening
from shanyraq.cases.actions.reviews import CannotAsk, ask_closure
from shanyraq.cases.models import Case, Record, Review
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import ARRIVED, the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
KNOWN = ARRIVED - timedelta(days=60)


@pytest.fixture
def case(aigul: Worker) -> Case:
    """Known for two months before she came."""
    case = the_omarova_family(aigul.staff)[0]
    with system("test"):
        Case.objects.filter(pk=case.pk).update(opened_at=KNOWN)
    return case


def record(case: Case, by: Worker, kind: str, at: datetime) -> Record:
    told = record_happening(case_ids=[case.pk], kind=kind, happened_at=at, details={}, by=by.actor, at=AT)
    return told.records[0]


@pytest.mark.parametrize(
    ("kind", "days", "is_taken"),
    [
        ("home.visit.made", -30, False),
        ("home.visit.made", -1, False),
        ("home.visit.made", 0, True),
        ("home.relative.identified", -30, True),
        ("home.relative.identified", -61, False),
    ],
)
def test_a_visit_follows_the_arrival_and_nothing_is_before_the_file(
    case: Case, aigul: Worker, kind: str, days: int, is_taken: bool
) -> None:
    day = ARRIVED + timedelta(days=days)

    if is_taken:
        record(case, aigul, kind, day)
    else:
        with pytest.raises(CannotRecord) as refused:
            record(case, aigul, kind, day)
        assert refused.value.code == "too_early"


def test_what_an_older_source_told_is_put_right_without_its_day_being_refused(
    case: Case, aigul: Worker
) -> None:
    visit = record(case, aigul, "home.visit.made", ARRIVED)
    before = ARRIVED - timedelta(days=30)
    with system("test"):
        Record.objects.filter(pk=visit.pk).update(happened_at=before)

    right: dict[str, Any] = {"details": {"minutes": 30}, "by": aigul.actor, "at": AT}
    with pytest.raises(CannotRecord):
        correct_record(record_ids=[visit.pk], happened_at=before - timedelta(days=1), **right)
    correct_record(record_ids=[visit.pk], happened_at=before, **right)


def test_nobody_agrees_to_anything_before_she_was_known(case: Case, aigul: Worker) -> None:
    def answer(day: datetime) -> None:
        asked = Asked("SELF", day.date(), language="kk")
        record_consents(case_id=case.pk, answers={"health_care": "YES"}, asked=asked, by=aigul.actor, at=AT)

    with pytest.raises(CannotConsent) as refused:
        answer(KNOWN - timedelta(days=1))

    assert refused.value.code == "too_early"
    answer(KNOWN)


def test_nobody_agreed_on_closing_before_she_came_and_the_supervisor_sees_when_she_did(
    case: Case, aigul: Worker, daniyar: Worker
) -> None:
    def ask(day: datetime) -> None:
        words = "All that was planned is done."
        ask_closure(
            case_ids=[case.pk], proposal="GOALS_MET", agreed_at=day, request=words, by=aigul.actor, at=AT
        )

    with pytest.raises(CannotAsk) as refused:
        ask(ARRIVED - timedelta(days=30))
    ask(datetime.fromisoformat("2021-04-17T12:00+06:00"))

    assert refused.value.code == "agreed_at"
    with system("test"):
        review = Review.objects.get(case=case)
    page = daniyar.client.get(reverse("cases:decide_closure", args=[review.pk])).content.decode()
    assert "The person, or the caregiver, agreed on" in page and "17 April" in page
