"""Legal holds: set, renewed, lifted; they freeze deletion and open nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_note
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.rights.actions.holds import CannotHold, ask_to_lift, renew_hold, set_hold
from shanyraq.rights.models import LegalHold
from shanyraq.rights.queries.controls import waiting_controls
from shanyraq.rights.queries.holds import held_parts
from shanyraq.rights.rules.holds import last_day
from shanyraq.rights.tests.factories import lifted, make_legal_hold

WHY = "The court of Almaty has closed the matter and wrote so to us."
ACT = "Court of Almaty, order 12 of 3 May 2021"


def held(case: Case, by: Worker, **told: Any) -> LegalHold:
    today = clock.today()
    known: dict[str, Any] = {
        "act": ACT,
        "parts": ["C3", "C9"],
        "starts_on": today,
        "ends_on": last_day(today),
    }
    return set_hold(person_id=case.person_id, **(known | told), by=by.actor, at=clock.now())


def test_a_hold_is_on_parts_of_one_file_and_in_the_record(mother: Case, auditor: Worker) -> None:
    hold = held(mother, auditor)

    assert held_parts([mother.person_id], clock.today()) == {mother.person_id: frozenset({"C3", "C9"})}
    assert held_parts([mother.person_id], hold.ends_on + timedelta(days=1)) == {}
    entry = Entry.objects.get(action="hold.set")
    assert str(mother.person_id) in entry.objects_json and ACT not in entry.objects_json


def test_nobody_reads_more_by_it(mother: Case, aigul: Worker, auditor: Worker) -> None:
    make_note(mother, compartment="C3", text="closed to both")
    held(mother, auditor)

    for worker in (aigul, auditor):
        assert not Note.objects.visible_to(worker.actor).filter(compartment="C3").exists()
        assert not worker.actor.reads("C3")
    assert auditor.client.get(reverse("cases:person", args=[mother.person_id])).status_code in (403, 404)
    shown = auditor.client.get(reverse("rights:holds")).content.decode()
    assert mother.person.code in shown and "Maryam" not in shown


def test_it_ends_after_six_months_unless_it_is_renewed(mother: Case, auditor: Worker) -> None:
    with pytest.raises(CannotHold) as refused:
        held(mother, auditor, ends_on=last_day(clock.today()) + timedelta(days=1))
    assert refused.value.code == "too_long"

    today = clock.today()
    first = make_legal_hold(
        mother, auditor.staff, starts_on=today - timedelta(days=90), ends_on=today + timedelta(days=5)
    )
    later = renew_hold(hold_id=first.pk, act=ACT, ends_on=last_day(today), by=auditor.actor, at=clock.now())
    assert (later.renews_id, later.parts, later.ends_on) == (first.pk, ["C3"], last_day(today))
    with pytest.raises(CannotHold):
        renew_hold(hold_id=first.pk, act=ACT, ends_on=last_day(today), by=auditor.actor, at=clock.now())


def test_no_hold_is_set_that_is_over_already(mother: Case, auditor: Worker) -> None:
    day = timedelta(days=1)
    today = clock.today()
    for starts_on, ends_on in ((date(2019, 1, 1), date(2019, 5, 1)), (today - 9 * day, today - day)):
        with pytest.raises(CannotHold) as refused:
            held(mother, auditor, starts_on=starts_on, ends_on=ends_on)
        assert refused.value.code == "past" and "today or later" in str(refused.value)
    assert held(mother, auditor, starts_on=today - 9 * day, ends_on=today).ends_on == today


def test_what_is_lifted_or_over_holds_no_more(mother: Case, auditor: Worker, daniyar: Worker) -> None:
    hold, today = held(mother, auditor), clock.today()
    over = make_legal_hold(
        mother, auditor.staff, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1)
    )

    lifted(hold, auditor, daniyar)
    assert held_parts([mother.person_id], today) == {}
    for one in (hold, over):
        with pytest.raises(CannotHold):
            ask_to_lift(hold_id=one.pk, reason=WHY, by=auditor.actor, at=real_now(), today=today)


@pytest.mark.parametrize("who", ["aigul", "daniyar", "admin", "damir"])
def test_only_data_protection_sets_holds(mother: Case, who: str, request: pytest.FixtureRequest) -> None:
    worker = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        held(mother, worker)
    assert worker.client.get(reverse("rights:set_hold", args=[mother.person_id])).status_code == 403
    with computing("test"):
        assert not LegalHold.objects.exists()


def test_the_pages_set_renew_and_lift_it(mother: Case, auditor: Worker, daniyar: Worker) -> None:
    today = clock.today()
    told = {"act": ACT, "parts": ["C8"], "starts_on": today.isoformat()}
    address = reverse("rights:set_hold", args=[mother.person_id])
    assert auditor.client.post(address, told | {"ends_on": "2090-01-01"}).status_code == 200
    sent = auditor.client.post(address, told | {"ends_on": last_day(today).isoformat()})
    assert sent.status_code == 302
    renewed = auditor.client.post(
        f"{sent['Location']}renew/", {"act": ACT, "ends_on": last_day(today).isoformat()}
    )
    assert renewed.status_code == 302 and renewed["Location"] != sent["Location"]
    assert "Renewed by a later one" in auditor.client.get(sent["Location"]).content.decode()
    unsaid = auditor.client.post(f"{renewed['Location']}lift/", {"reason": "No."})
    assert "Say why in at least 30 characters." in unsaid.content.decode()
    assert auditor.client.post(f"{renewed['Location']}lift/", {"reason": WHY}).status_code == 302
    assert "In force until" in auditor.client.get(renewed["Location"]).content.decode()
    waiting = waiting_controls(daniyar.actor, real_now(), "en")[0][0]
    page = reverse("rights:control", args=[waiting.pk])
    assert page in daniyar.client.get(reverse("rights:controls")).content.decode()
    assert WHY in daniyar.client.get(page).content.decode()
    assert daniyar.client.post(page, {"fingerprint": fingerprint_of(waiting)}).status_code == 302
    assert "Lifted on" in auditor.client.get(renewed["Location"]).content.decode()
