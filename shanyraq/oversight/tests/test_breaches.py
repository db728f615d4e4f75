"""Breaches: what is known, the clock of 72 hours, what was done, and the reason for which one is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.installation import install
from shanyraq.oversight.actions.breaches import CannotKeepBreach, add_breach_step, enter_breach
from shanyraq.oversight.models import Breach
from shanyraq.oversight.queries.breaches import waiting_for
from shanyraq.oversight.rules import breaches as rules
from shanyraq.oversight.tests.factories import make_finding

REASON = "She opened it for a neighbour who had asked her."
WORDS = "The inspector was called at noon and has our letter."
steps = st.lists(st.sampled_from(rules.STEPS), max_size=6)


@given(steps, st.sampled_from(rules.RISKS))
def test_a_breach_is_closed_only_after_it_is_said_who_was_told(done: list[str], risk: str) -> None:
    is_closed = rules.CLOSED in done
    may_close = rules.reason_not_to_add(rules.CLOSED, WORDS, risk=risk, done=done) == ""
    about = set(done)

    assert may_close is (
        not is_closed and bool(rules.ABOUT_AUTHORITY & about) and bool(rules.ABOUT_PEOPLE & about)
    )
    assert rules.reason_not_to_add(rules.MEASURE, "x" * 29, risk=risk, done=done)


@pytest.mark.parametrize(
    ("step", "risk", "code"),
    [
        (rules.AUTHORITY_NOT, rules.LIKELY, "risk_authority"),
        (rules.AUTHORITY_NOT, rules.HIGH, "risk_authority"),
        (rules.AUTHORITY_NOT, rules.UNLIKELY, ""),
        (rules.PEOPLE_NOT, rules.HIGH, "risk_people"),
        (rules.PEOPLE_NOT, rules.LIKELY, ""),
        ("FORGOTTEN", rules.LIKELY, "step"),
    ],
)
def test_where_there_is_a_risk_silence_is_no_choice(step: str, risk: str, code: str) -> None:
    assert rules.reason_not_to_add(step, WORDS, risk=risk, done=()) == code


def test_the_clock_is_seventy_two_hours_from_when_it_was_noticed() -> None:
    noticed = datetime(2021, 5, 20, 10, tzinfo=UTC)

    assert rules.tell_until(noticed) == noticed + timedelta(hours=72)
    assert rules.clock_runs([rules.MEASURE]) and not rules.clock_runs([rules.AUTHORITY_TOLD])


pytestmark = pytest.mark.django_db


def enter(who: Worker, **more: Any) -> Breach:
    told: dict[str, Any] = {
        "what": "A printed list lay in the hall.",
        "noticed_at": real_now() - timedelta(hours=2),
        "people": 12,
        "whom": "Two families of one centre.",
        "risk": rules.LIKELY,
        "risk_words": "Their street stands on it.",
        "at": real_now(),
    }
    return enter_breach(**told | more, by=who.actor)


def test_from_what_happened_to_the_reason_for_closing_by_the_pages(auditor: Worker) -> None:
    form = {
        "what": "A printed list lay in the hall.",
        "on": "2021-05-20",
        "at": "09:30",
        "people": "12",
        "whom": "Two families of one centre.",
        "risk": "LIKELY",
        "risk_words": "Their street stands on it.",
    }
    auditor.client.post(reverse("oversight:enter_breach"), form)
    with computing("test"):
        breach = Breach.objects.get()
    page = reverse("oversight:breach", args=[breach.pk])
    assert "was to be told by" in auditor.client.get(page).content.decode()

    early = auditor.client.post(page, {"kind": "CLOSED", "words": WORDS}).content.decode()
    assert "Say first whether the authority was told" in early
    for kind in ("AUTHORITY_TOLD", "PEOPLE_TOLD", "MEASURE", "CLOSED"):
        assert auditor.client.post(page, {"kind": kind, "words": WORDS}).status_code == 302

    breach.refresh_from_db()
    assert breach.closed_at is not None
    closed = auditor.client.get(page).content.decode()
    assert 'name="kind"' not in closed and "Closed on" in closed
    assert "Closed on" in auditor.client.get(reverse("oversight:breaches")).content.decode()


def test_the_desk_shows_the_clock_while_it_runs(auditor: Worker) -> None:
    breach = enter(auditor)
    assert waiting_for(auditor.actor) == (1, rules.tell_until(breach.noticed_at))

    add_breach_step(breach_id=breach.pk, kind="AUTHORITY_TOLD", words=WORDS, by=auditor.actor, at=real_now())

    assert waiting_for(auditor.actor) == (1, None)


def test_it_was_not_noticed_in_the_future(auditor: Worker) -> None:
    with pytest.raises(CannotKeepBreach):
        enter(auditor, noticed_at=real_now() + timedelta(hours=1))


@pytest.mark.parametrize("who", ["aigul", "admin", "damir", "zhanna"])
def test_the_register_is_the_officers_alone(
    request: pytest.FixtureRequest, auditor: Worker, who: str
) -> None:
    worker, breach = request.getfixturevalue(who), enter(auditor)

    for name, args in (("breaches", []), ("breach", [breach.pk]), ("enter_breach", [])):
        assert worker.client.get(reverse(f"oversight:{name}", args=args)).status_code == 403
    with pytest.raises(NotAllowed):
        enter(worker)
    with pytest.raises(NotAllowed):
        add_breach_step(breach_id=breach.pk, kind="MEASURE", words=WORDS, by=worker.actor, at=real_now())


def test_a_reading_that_was_for_no_work_stands_in_the_register_with_its_clock_at_once(
    auditor: Worker, aigul: Worker
) -> None:
    one = make_finding(aigul.staff, people=4)
    url = reverse("oversight:finding", args=[one.pk])

    unsaid = auditor.client.post(url, {"state": "BREACH", "words": REASON})
    with computing("test"):
        assert not Breach.objects.exists()
    answer = auditor.client.post(url, {"state": "BREACH", "words": REASON, "risk": "HIGH"}, follow=True)

    assert "Say how likely it is" in unsaid.content.decode()
    with computing("test"):
        breach = Breach.objects.get()
    entry = reverse("oversight:breach", args=[breach.pk])
    assert answer.redirect_chain[-1][0] == entry
    assert "The authority is to be told by" in answer.content.decode() and url in answer.content.decode()
    assert (breach.finding_id, breach.people, breach.risk, breach.risk_words) == (one.pk, 4, "HIGH", REASON)
    assert entry in auditor.client.get(url).content.decode()
    row = Entry.objects.get(action="finding.answer", decision="ALLOWED")
    assert f"breach:{breach.pk}" in row.objects_json


def test_in_a_demonstration_it_is_noticed_on_a_day_of_its_own_calendar(auditor: Worker) -> None:
    install(fixed_day=date(2021, 5, 20), at=real_now())
    told = {
        "what": "A list was left in a bus.",
        "on": "2021-05-20",
        "at": "00:00",
        "people": 3,
        "whom": "A centre.",
    }
    told |= {"risk": "LIKELY", "risk_words": "Ages and phases stand on it."}

    saved = auditor.client.post(reverse("oversight:enter_breach"), told, follow=True).content.decode()

    assert "The authority is to be told by" in saved and "was to be told" not in saved
    told["on"] = "2021-05-21"
    late = auditor.client.post(reverse("oversight:enter_breach"), told).content.decode()
    assert "It was noticed before now." in late
