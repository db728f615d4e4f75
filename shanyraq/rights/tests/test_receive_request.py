"""Entering what people ask about their files, and the days that run from then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import make_person
from shanyraq.rights import rules
from shanyraq.rights.actions.requests import (
    CannotReceive,
)
from shanyraq.rights.queries.requests import waiting_for
from shanyraq.rights.queries.telling import waiting_words
from shanyraq.rights.tests.asking import aged, asked, page
from shanyraq.rights.tests.factories import make_data_request

# --- entering ---------------------------------------------------------------------------------------------------------


def test_what_is_asked_gets_its_days_and_its_row_in_the_record(mother: Case, aigul: Worker) -> None:
    made = asked(mother, aigul, wish="I want to see it.", is_read_aloud=True)

    assert made.acknowledge_by - made.received_on == timedelta(days=3)
    assert made.answer_by - made.received_on == timedelta(days=30)
    entry = Entry.objects.get(action="request.enter")
    assert (entry.decision, entry.purpose) == ("ALLOWED", "SEE")
    assert str(mother.person_id) in entry.objects_json and "I want" not in entry.objects_json
    with connection.cursor() as cursor:
        cursor.execute("SELECT wish FROM rights_datarequest")
        assert b"I want" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("years", "asker", "is_entered"),
    [
        (30, "SELF", True),
        (30, "CAREGIVER", False),
        (30, "GUARDIAN", False),
        (12, "SELF", True),
        (12, "CAREGIVER", True),
        (11, "SELF", False),
        (11, "GUARDIAN", True),
    ],
)
def test_an_adult_asks_alone_and_a_child_from_twelve(
    years: int, asker: str, is_entered: bool, aigul: Worker
) -> None:
    case = aged(years, aigul)
    if is_entered:
        assert asked(case, aigul, asked_by=asker).asked_by == asker
        return
    with pytest.raises(CannotReceive) as refused:
        asked(case, aigul, asked_by=asker)
    assert refused.value.code == "receiver"


def test_an_objection_names_a_use_and_nothing_else_does(mother: Case, aigul: Worker) -> None:
    assert asked(mother, aigul, kind="OBJECT", purpose="school_information").purpose == "school_information"
    for told in ({"kind": "OBJECT"}, {"kind": "OBJECT", "purpose": "fun"}, {"purpose": "school_information"}):
        with pytest.raises(CannotReceive):
            asked(mother, aigul, **told)


def test_it_is_entered_on_her_page_and_by_data_protection_by_code_alone(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    told = {
        "asked_by": "SELF",
        "identified": "CODE",
        "language": "ru",
        "received_on": clock.today().isoformat(),
    }
    for worker, kind in ((aigul, "READERS"), (auditor, "SEE")):
        response = worker.client.post(
            reverse("rights:requests_of", args=[mother.person_id]), told | {"kind": kind}
        )
        assert response.status_code == 302, response.content.decode()[:2000]
    found = auditor.client.get(reverse("rights:requests"), {"code": mother.person.code.lower()})
    assert found["Location"] == reverse("rights:requests_of", args=[mother.person_id])
    shown = page(auditor, "requests_of", mother.person_id)
    assert mother.person.code in shown and "Maryam" not in shown
    assert "Maryam" in page(aigul, "requests_of", mother.person_id)


def test_the_same_is_entered_twice_only_by_who_says_so(mother: Case, aigul: Worker) -> None:
    first = asked(mother, aigul, kind="CORRECT")
    told = {
        "kind": "CORRECT",
        "asked_by": "SELF",
        "identified": "KNOWN",
        "language": "ru",
        "received_on": clock.today().isoformat(),
        "wish": "My birth year is wrong.",
    }
    address = reverse("rights:requests_of", args=[mother.person_id])
    assert 'name="is_again"' not in page(aigul, "requests_of", mother.person_id)

    warned = aigul.client.post(address, told)
    shown = warned.content.decode().partition('id="enter"')[2]
    assert warned.status_code == 200 and "The same is asked already" in shown
    assert reverse("rights:request", args=[first.pk]) in shown
    assert 'name="is_again"' in shown and "My birth year is wrong." in shown
    assert waiting_for(aigul.actor, clock.today()).count == 1

    assert aigul.client.post(address, told | {"kind": "SEE"}).status_code == 302  # something else
    assert aigul.client.post(address, told | {"is_again": "on"}).status_code == 302
    assert waiting_for(aigul.actor, clock.today()).count == 3


@pytest.mark.parametrize("wrong", [{"kind": "\0"}, {"kind": "OBJECT", "purpose": "\0"}])
def test_what_no_form_sends_never_reaches_the_register(
    mother: Case, aigul: Worker, wrong: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.rights.views.requests.read.open_request", None)  # called, it would fail

    assert aigul.client.post(reverse("rights:requests_of", args=[mother.person_id]), wrong).status_code == 200


def test_two_objections_to_two_uses_are_two_requests(mother: Case, aigul: Worker) -> None:
    for purpose in ("school_information", "statistics"):
        asked(mother, aigul, kind="OBJECT", purpose=purpose)
    with pytest.raises(CannotReceive) as refused:
        asked(mother, aigul, kind="OBJECT", purpose="statistics")
    assert refused.value.code == "open"


def test_whom_she_does_not_see_she_asks_nothing_for(mother: Case, erlan: Worker) -> None:
    page(erlan, "requests_of", mother.person_id, status=404)
    with pytest.raises(NotAllowed):
        asked(mother, erlan)
    made = make_data_request(mother, erlan.staff)
    page(erlan, "request", made.pk, status=404)
    assert mother.person.code not in page(erlan, "requests")


@pytest.mark.parametrize("who", ["admin", "damir", "partner", "bota", "zhanna"])
def test_a_role_without_it_sees_no_register(request: pytest.FixtureRequest, who: str) -> None:
    page(request.getfixturevalue(who), "requests", status=403)


# --- the days ---------------------------------------------------------------------------------------------------------


def test_what_waits_is_counted_and_late_is_said(mother: Case, aigul: Worker, auditor: Worker) -> None:
    today = clock.today()
    old = today - timedelta(days=40)
    late = make_data_request(
        mother,
        aigul.staff,
        received_on=old,
        acknowledge_by=old + timedelta(days=3),
        answer_by=old + timedelta(days=30),
        state="ACKNOWLEDGED",
    )
    asked(mother, aigul, kind="READERS")

    for worker in (aigul, auditor):
        waiting = waiting_for(worker.actor, today)
        assert (waiting.count, waiting.late, waiting.first) == (2, 1, late.answer_by)
        assert waiting_words(waiting) == "The answer to one person about her file is late."
        assert "Late by 10 days" in page(worker, "requests")


def test_it_tells_on_which_day_of_thirty_it_is(mother: Case, aigul: Worker) -> None:
    today = clock.today()
    received = today - timedelta(days=12)
    made = make_data_request(
        mother,
        aigul.staff,
        received_on=received,
        acknowledge_by=received + timedelta(days=3),
        answer_by=received + timedelta(days=30),
        state=rules.ACKNOWLEDGED,
    )

    assert "Day 12 of 30" in page(aigul, "request", made.pk)


def test_a_long_register_asks_no_more_than_a_short_one(mother: Case, aigul: Worker) -> None:
    asked(mother, aigul)
    page(aigul, "requests")
    with CaptureQueriesContext(connection) as short:
        page(aigul, "requests")
    for _ in range(15):
        asked(
            make_case(
                make_person("Other", birth_date=date(1980, 1, 1), birth_precision="day"),
                case_manager=aigul.staff,
            ),
            aigul,
        )
    with CaptureQueriesContext(connection) as long:
        page(aigul, "requests")

    asked_long, asked_short = (
        [one for one in queries if "audit_" not in one["sql"]] for queries in (long, short)
    )
    assert len(asked_long) == len(asked_short) <= 20


def test_her_day_says_that_somebody_waits_for_an_answer(mother: Case, aigul: Worker, bota: Worker) -> None:
    assert (
        "waits for an answer about her file" not in aigul.client.get(reverse("desk:today")).content.decode()
    )
    asked(mother, aigul)

    day = aigul.client.get(reverse("desk:today")).content.decode()
    assert "One person waits for an answer about her file" in day and 'href="/requests/"' in day
    assert "waits for an answer" not in bota.client.get(reverse("desk:today")).content.decode()
