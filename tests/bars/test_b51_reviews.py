"""B51, the other half: who is told of an emergency opening, who looks at it afterwards, what stands in the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.models import Entry
from shanyraq.cases import jobs
from shanyraq.cases.actions.emergencies import CannotOpenNow, CannotReview, open_in_emergency
from shanyraq.cases.models import EmergencyOpening
from shanyraq.cases.queries.emergencies import hours_of
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed, Refusal
from tests.bars.emergencies import REASON, REVIEW, Scene, make_scene, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(aigul: Worker, daniyar: Worker, auditor: Worker) -> Scene:
    return make_scene(aigul, daniyar, auditor)


# --- everybody is told ------------------------------------------------------------------------------------------------


def test_a_banner_stands_on_every_page_of_hers_and_on_nobody_elses(scene: Scene) -> None:
    said = "You have opened a part of a file in an emergency"
    assert said not in scene.aigul.client.get("/", follow=True).content.decode()
    scene.opens()

    for address in ("/", reverse("cases:person", args=[scene.cases[1].person_id]), reverse("desk:pathway")):
        assert said in scene.aigul.client.get(address, follow=True).content.decode()
    assert said not in scene.daniyar.client.get("/", follow=True).content.decode()
    with patch("shanyraq.cases.menu.real_now", return_value=real_now() + timedelta(hours=1)):
        assert said not in scene.aigul.client.get("/", follow=True).content.decode()


def test_lead_supervisor_and_data_protection_are_told_at_once(scene: Scene) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR", supervisor=scene.daniyar)
    make_assignment(scene.cases[0], teacher.staff)
    for who in (scene.aigul, scene.daniyar, scene.auditor):
        assert "Gulnara" not in page(who, "emergencies")
    scene.opens(teacher)

    for who in (scene.aigul, scene.daniyar, scene.auditor):
        assert "Gulnara" in page(who, "emergencies")
        first = who.client.get("/", follow=True).content.decode()
        assert "was opened in an emergency and waits for its review" in first or (
            who is scene.auditor and "Emergency openings to be reviewed" in first
        )
        assert reverse("cases:emergencies") in first


def test_nobody_else_is_told(scene: Scene, erlan: Worker, bota: Worker) -> None:
    opening = scene.opens()

    for who in (erlan, bota):
        assert "Aigul" not in page(who, "emergencies")
        page(who, "review_emergency", opening.pk, status=404)


def test_data_protection_learns_neither_name_nor_content(scene: Scene) -> None:
    opening = scene.opens()
    shown = page(scene.auditor, "emergencies") + page(scene.auditor, "review_emergency", opening.pk)

    assert scene.cases[0].person.code in shown
    assert "Omarova" not in shown and "canary" not in shown


def test_the_lead_is_told_without_the_reason(scene: Scene) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(scene.cases[0], teacher.staff)
    opening = scene.opens(teacher)

    assert "unconscious" not in page(scene.aigul, "review_emergency", opening.pk)
    assert "unconscious" in page(scene.auditor, "review_emergency", opening.pk)


def test_her_file_shows_that_it_happened(scene: Scene) -> None:
    scene.opens(at=datetime(2021, 5, 3, 9, tzinfo=UTC))
    shown = page(scene.daniyar, "person", scene.person)

    assert "Medical emergency. As: Case manager." in shown
    assert "unconscious" not in shown
    assert "As: Case manager." not in page(scene.daniyar, "person", scene.cases[1].person_id)


# --- reviewed by somebody else, within three days ---------------------------------------------------------------------


def test_somebody_else_reviews_it_once(scene: Scene) -> None:
    opening = scene.reviews(scene.daniyar, scene.opens())

    assert (opening.verdict, opening.reviewed_by_id) == ("YES", scene.daniyar.staff.pk)
    with pytest.raises(CannotReview):
        scene.reviews(scene.auditor, opening, verdict="NO", risk="LIKELY")
    assert "Reviewed: justified" in page(scene.auditor, "emergencies")


def test_data_protection_reviews_through_the_page(scene: Scene) -> None:
    opening = scene.opens()
    answer = scene.auditor.client.post(
        reverse("cases:review_emergency", args=[opening.pk]),
        {"verdict": "NO", "review": REVIEW, "risk": "LIKELY"},
    )

    assert answer.status_code == 302
    assert "Reviewed: not justified" in page(scene.auditor, "emergencies")


def test_nobody_reviews_her_own(scene: Scene) -> None:
    opening = scene.opens(scene.daniyar)

    with pytest.raises(CannotReview) as refused:
        scene.reviews(scene.daniyar, opening)
    assert refused.value.code == "own"
    assert "Was it justified?" not in page(scene.daniyar, "review_emergency", opening.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), computing("test"):
        EmergencyOpening.objects.update(
            reviewed_by=scene.daniyar.staff, reviewed_at=real_now(), verdict="YES"
        )


def test_a_colleague_without_the_right_does_not_review(scene: Scene) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(scene.cases[0], teacher.staff)
    opening = scene.opens(teacher)

    with pytest.raises(NotAllowed):
        scene.reviews(scene.aigul, opening)  # its lead is told, and answers nothing
    other = make_worker("Marat", "supervisor", region="SHY")
    with pytest.raises(NotAllowed):
        scene.reviews(other, opening)


@pytest.mark.parametrize("told", [{"review": "Fine."}, {"verdict": ""}, {"verdict": "MAYBE"}])
def test_a_review_says_what_and_why(scene: Scene, told: dict[str, str]) -> None:
    with pytest.raises(CannotReview):
        scene.reviews(scene.auditor, scene.opens(), **told)


def test_what_nobody_reviewed_goes_to_data_protection_and_blocks_her_next(scene: Scene) -> None:
    now = real_now()
    late = scene.opens(at=now - timedelta(hours=72))
    assert "Not reviewed within three days" in page(scene.auditor, "emergencies")
    jobs.tell_what_nobody_reviewed(now)
    jobs.tell_what_nobody_reviewed(now)

    late.refresh_from_db()
    assert late.overdue_at == now
    assert Entry.objects.filter(action="emergency.overdue").count() == 1
    with pytest.raises(CannotOpenNow) as refused:
        scene.opens(compartment="C4")
    assert refused.value.code == "unreviewed"
    assert scene.opens(scene.daniyar)  # hers alone is blocked

    scene.reviews(scene.auditor, late)
    assert scene.opens(compartment="C4")


def test_before_three_days_the_next_one_opens(scene: Scene) -> None:
    scene.opens(at=real_now() - timedelta(hours=71))

    assert scene.opens()


def test_the_third_within_a_month_is_marked(scene: Scene) -> None:
    now = real_now()
    days = (40, 20, 10, 0)
    marks = []
    for day in days:
        opening = scene.opens(at=now - timedelta(days=day))
        marks.append(opening.is_one_too_many)
        scene.reviews(scene.daniyar, opening)

    assert marks == [False, False, False, True]
    assert page(scene.auditor, "emergencies").count("More than two within a month") == 1


def test_the_same_part_is_not_opened_twice_at_once(scene: Scene) -> None:
    scene.opens()

    with pytest.raises(CannotOpenNow) as refused:
        scene.opens()
    assert refused.value.code == "open"


# --- the record -------------------------------------------------------------------------------------------------------


def test_opening_reading_and_reviewing_stand_in_the_record(scene: Scene) -> None:
    opening = scene.opens()
    page(scene.aigul, "emergency", opening.pk)
    scene.reviews(scene.daniyar, opening)

    rows = list(Entry.objects.filter(grant_id=str(opening.pk)).order_by("seq"))
    assert [row.action for row in rows] == ["emergency.open", "records.read", "emergency.review"]
    assert {row.purpose for row in rows} == {"medical"}
    assert all(f"person:{scene.person}" in row.objects_json for row in rows)
    assert "cases.Note" in rows[1].fields_json
    assert not any(word in str(row.__dict__) for row in rows for word in ("unconscious", "canary"))


def test_nothing_is_shown_that_cannot_be_written_down(scene: Scene) -> None:
    opening = scene.opens()
    with patch("shanyraq.access.middleware.record_reading", side_effect=OSError):
        page(scene.aigul, "emergency", opening.pk, status=503)


def test_a_refusal_stands_in_the_record(scene: Scene) -> None:
    with pytest.raises(Refusal):
        scene.opens(compartment="C9")

    row = Entry.objects.order_by("seq").last()
    assert row is not None
    assert (row.action, row.decision, row.reason_code) == ("emergency.open", Entry.DECLINED, "compartment")


def test_the_system_opens_nothing(scene: Scene) -> None:
    with pytest.raises(Refusal):
        open_in_emergency(
            person_id=scene.person,
            compartment="C3",
            ground="medical",
            reason=REASON,
            by=system_actor("job"),
            at=real_now(),
        )


def test_the_banner_takes_one_query_and_none_of_who_may_open_nothing(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    hers, his = scene.aigul.actor, scene.auditor.actor
    with django_assert_num_queries(1):
        hours_of(hers, real_now())
    with django_assert_num_queries(0):
        hours_of(his, real_now())
