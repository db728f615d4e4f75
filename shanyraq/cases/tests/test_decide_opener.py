"""More than two emergency openings of a colleague in a month: somebody else decides whether she goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.access.queries import computing
from shanyraq.access.rules import emergencies as rules
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.emergencies import CannotOpenNow, open_in_emergency
from shanyraq.cases.actions.openers import CannotDecide, decide_opener
from shanyraq.cases.models import Case, EmergencyOpening, OpenerReview
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_emergency_opening, make_opener_review
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed

REASON = "The ambulance asks what she takes, and nobody else is here."
WHY = "She stood in for two colleagues in that month; her permission is asked for."
instants = st.integers(0, 300 * 24).map(
    lambda hours: datetime(2021, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)


@given(st.lists(instants, max_size=6), instants)
def test_the_third_in_thirty_days_or_in_a_calendar_month_is_one_too_many(
    earlier: list[datetime], at: datetime
) -> None:
    began = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lately = [one for one in earlier if one <= at and (one >= began or one > at - timedelta(days=30))]

    assert rules.is_one_too_many(earlier, at, month_began=began) is (len(lately) >= 2)


@given(st.lists(instants, max_size=3), st.lists(instants, max_size=3), st.none() | st.dates(), instants)
def test_why_she_opens_nothing_now(
    unreviewed: list[datetime], undecided: list[datetime], until: date | None, at: datetime
) -> None:
    code = rules.why_blocked(
        unreviewed=unreviewed, undecided=undecided, suspended_until=until, at=at, today=at.date()
    )
    late = at - timedelta(hours=72)

    assert (code == "suspended") is (until is not None and at.date() <= until)
    assert bool(code) is (code == "suspended" or any(one <= late for one in [*unreviewed, *undecided]))


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(aigul: Worker) -> Case:
    return the_omarova_family(aigul.staff)[0]


def opens(case: Case, who: Worker, compartment: str = "C3", **more: Any) -> EmergencyOpening:
    told: dict[str, Any] = {"ground": "medical", "reason": REASON, "at": real_now()}
    return open_in_emergency(person_id=case.person_id, compartment=compartment, by=who.actor, **told | more)


def opened_twice(case: Case, who: Worker) -> None:
    reviewer = make_worker("Reviewer", "supervisor")
    reviewed = {"verdict": "YES", "reviewed_by": reviewer.staff, "reviewed_at": real_now()}
    for ago in (4, 5):
        at = real_now() - timedelta(days=ago)
        make_emergency_opening(case.person, who.staff, opened_at=at, **reviewed)


def review() -> OpenerReview:
    with computing("test"):
        return OpenerReview.objects.get()


def decided(found: OpenerReview, who: Worker, **told: Any) -> OpenerReview:
    given: dict[str, Any] = {"verdict": "GOES_ON", "reason": WHY, "at": real_now()}
    return decide_opener(review_id=found.pk, by=who.actor, **given | told)


def test_the_third_asks_by_itself_and_waits_for_the_officer(
    case: Case, aigul: Worker, auditor: Worker, daniyar: Worker
) -> None:
    opened_twice(case, aigul)
    third = opens(case, aigul)
    opens(case, aigul, "C4")  # one question while it waits, and no closed door before three days

    found = review()
    assert (found.colleague_id, found.opening_id) == (aigul.staff.pk, third.pk)
    url = reverse("cases:decide_opener", args=[found.pk])
    assert url in auditor.client.get(reverse("cases:emergencies")).content.decode()
    assert "Who opened more than two in a month" in auditor.client.get("/", follow=True).content.decode()
    assert url not in daniyar.client.get(reverse("cases:emergencies")).content.decode()
    assert daniyar.client.get(url).status_code == 403
    row = Entry.objects.filter(action="emergency.open", decision="ALLOWED").order_by("seq").first()
    assert row is not None and f"opener:{found.pk}" in row.objects_json


def test_two_ask_nothing(case: Case, aigul: Worker) -> None:
    opens(case, aigul)
    opens(case, aigul, "C4")

    with computing("test"):
        assert not OpenerReview.objects.exists()


def test_where_nobody_decides_for_three_days_she_opens_nothing_and_is_told_whom_to_ask(
    case: Case, aigul: Worker, auditor: Worker
) -> None:
    at = real_now() - timedelta(hours=72)
    reviewed = {"verdict": "YES", "reviewed_by": auditor.staff, "reviewed_at": at}
    late = make_emergency_opening(case.person, aigul.staff, opened_at=at, **reviewed)
    found = make_opener_review(late)

    with pytest.raises(CannotOpenNow) as refused:
        opens(case, aigul)
    assert refused.value.code == "undecided"
    page = aigul.client.get(reverse("cases:open_in_emergency", args=[case.person_id])).content.decode()
    assert "Call the data-protection officer" in page and "<textarea" not in page
    decided(found, auditor)
    assert opens(case, aigul)


def test_whoever_is_suspended_opens_nothing_until_that_day(
    case: Case, aigul: Worker, auditor: Worker
) -> None:
    earlier = make_emergency_opening(case.person, aigul.staff, compartment="C4", opened_at=real_now())
    found = make_opener_review(earlier)
    until = clock.today() + timedelta(days=14)
    url = reverse("cases:decide_opener", args=[found.pk])

    answer = auditor.client.post(url, {"verdict": "SUSPENDED", "until": until.isoformat(), "reason": WHY})

    assert answer.status_code == 302
    with pytest.raises(CannotOpenNow) as refused:
        opens(case, aigul)
    assert refused.value.code == "suspended" and "ask your supervisor" in str(refused.value)
    with pytest.raises(CannotOpenNow) as still:
        opens(case, aigul, at=real_now() + timedelta(days=13))
    assert still.value.code == "suspended"
    decided(found, auditor)  # put right before its day
    assert opens(case, aigul)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"verdict": "NEVER"}, "verdict"),
        ({"reason": "Hm."}, "reason"),
        ({"verdict": "SUSPENDED"}, "until"),
        ({"verdict": "SUSPENDED", "until": date(2020, 1, 1)}, "until"),
        ({"verdict": "SUSPENDED", "until": date(2100, 1, 1)}, "until"),
    ],
)
def test_a_decision_says_what_why_and_until_when(
    case: Case, aigul: Worker, auditor: Worker, told: dict[str, Any], code: str
) -> None:
    found = make_opener_review(make_emergency_opening(case.person, aigul.staff, opened_at=real_now()))

    with pytest.raises(CannotDecide) as refused:
        decided(found, auditor, **told)
    assert refused.value.code == code


def test_nobody_decides_about_herself_and_nobody_but_the_officer(
    case: Case, aigul: Worker, auditor: Worker
) -> None:
    hers = make_opener_review(make_emergency_opening(case.person, auditor.staff, opened_at=real_now()))

    with pytest.raises(CannotDecide) as refused:
        decided(hers, auditor)
    assert refused.value.code == "own"
    with pytest.raises(NotAllowed):
        decided(hers, aigul)
    with pytest.raises(IntegrityError), transaction.atomic(), computing("test"):
        OpenerReview.objects.update(verdict="GOES_ON", decided_by=auditor.staff, decided_at=real_now())


def test_what_was_decided_is_decided(case: Case, aigul: Worker, auditor: Worker) -> None:
    found = make_opener_review(make_emergency_opening(case.person, aigul.staff, opened_at=real_now()))
    decided(found, auditor)

    with pytest.raises(CannotDecide) as refused:
        decided(found, auditor, verdict="SUSPENDED", until=clock.today())
    assert refused.value.code == "over"
