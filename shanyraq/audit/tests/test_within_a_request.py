"""What a row takes from the request that it was done in, what a request remembers, and what is asked of rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError

from shanyraq.audit.actions import (
    Reading,
    adding,
    reading,
    record_reading,
    record_refusal,
    recorded,
    saw,
    saw_by_grant,
)
from shanyraq.audit.actions.adding import RecordBent
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.models import Checkpoint, Entry, Witness
from shanyraq.audit.queries import (
    LATE,
    about,
    acts_since,
    checkpoints_late,
    last_act,
    witness_fault,
    witness_told,
)
from shanyraq.audit.tests.somebody import Somebody
from shanyraq.foundation.asking import Asking, asking
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
PERSON, OTHER = UUID(int=7), UUID(int=8)
LAST = ("purpose", "grant_id", "session", "device", "request_id")


@pytest.fixture
def request_at_hand() -> Iterator[Reading]:
    seen = Reading("r-1", session="s", device="d", actor="me", purpose="page", grant_id="g-1")
    token = reading.set(seen)
    yield seen
    reading.reset(token)


def act(name: str = "act", *people: UUID, purpose: str = "", by: Somebody | None = None) -> None:
    with recorded(name, by=by or Somebody(), purpose=purpose) as now:
        now.about(*people)


def refused(name: str, *people: UUID) -> Refusal:
    with pytest.raises(NotAllowed) as refusal, recorded(name, by=Somebody()) as now:
        now.about(*people)
        raise NotAllowed("No.", code="no")
    return refusal.value


def last() -> dict[str, str]:
    return Entry.objects.order_by("-seq").values(*LAST)[0]


# --- rows and requests ------------------------------------------------------------------------------------------------


def test_an_act_takes_from_its_request_what_it_does_not_say_itself(request_at_hand: Reading) -> None:
    act()
    assert last() == {
        "purpose": "page",
        "grant_id": "g-1",
        "session": "s",
        "device": "d",
        "request_id": "r-1",
    }
    assert request_at_hand.has_acted and not request_at_hand.is_declined

    with recorded("act", by=Somebody(), purpose="own") as now:
        now.grant_id = "g-2"
    assert (last()["purpose"], last()["grant_id"]) == ("own", "g-2")


def test_outside_a_request_an_act_says_only_its_own() -> None:
    act()

    assert set(last().values()) == {""}


def test_a_request_knows_that_something_of_it_was_refused_and_that_the_record_has_it(
    request_at_hand: Reading,
) -> None:
    assert refused("act", PERSON).is_recorded

    assert request_at_hand.is_declined and not request_at_hand.has_acted


def test_who_was_let_in_for_once_reads_with_the_reason_of_that(request_at_hand: Reading) -> None:
    saw_by_grant(PERSON, "emergency")
    saw("people.Person", [PERSON])
    record_reading(request_at_hand, declined="late")

    row = Entry.objects.get()
    assert (row.purpose, row.grant_id, row.decision, row.reason_code) == (
        "emergency",
        str(PERSON),
        Entry.DECLINED,
        "late",
    )


def test_outside_a_request_nobody_is_let_in_and_nothing_seen() -> None:
    saw_by_grant(PERSON, "emergency")

    assert reading.get() is None


def test_a_refusal_names_what_was_asked_for_and_the_request_that_asked() -> None:
    record_refusal("case.read", "me", "role", [f"person:{PERSON}"], seen=Reading("r-2", session="s"))

    row = Entry.objects.get()
    assert (json.loads(row.objects_json), row.request_id) == ([f"person:{PERSON}"], "r-2")
    assert list(about(PERSON)) == [row]


def test_what_an_act_writes_is_written_for_whoever_does_it() -> None:
    staff = UUID(int=9)
    for who, told in (("system", Asking("", "act", "act")), ("me", Asking(str(staff), "", "act"))):
        somebody = Somebody(audit_id=who)
        if who == "me":
            somebody.staff_id = staff  # type: ignore[attr-defined]
        with recorded("act", by=somebody):
            assert asking() == told
    assert not asking().act


@pytest.mark.parametrize(
    ("said", "raised"),
    [("UNIQUE constraint failed: audit_entry.seq", RecordBent), ("FOREIGN KEY failed", IntegrityError)],
)
def test_only_a_place_that_is_taken_bends_the_record(
    monkeypatch: pytest.MonkeyPatch, said: str, raised: type[Exception]
) -> None:
    def fails(*words: object) -> None:
        raise IntegrityError(said)

    monkeypatch.setattr(adding, "_add", fails)
    with pytest.raises(raised, match=said):
        act()


# --- what is asked of rows --------------------------------------------------------------------------------------------


def test_the_rows_about_a_person_are_asked_for_newest_first_and_since_an_instant() -> None:
    act("one", PERSON)
    act("two", PERSON, OTHER)
    act("three", OTHER)
    second = Entry.objects.get(action="two")

    assert [row.action for row in about(PERSON)] == ["two", "one"]
    assert list(about(PERSON, since=second.at)) == [second]


def test_whether_anything_was_done_since_an_act_leaves_out_refusals_others_and_what_is_named() -> None:
    def since(*but: str) -> bool:
        return acts_since([PERSON], beginning="begin", but=but)

    act("before", PERSON)
    act("begin", PERSON)
    act("other", OTHER)
    refused("no", PERSON)
    assert not since()
    act("later", PERSON)
    assert since() and not since("later")
    act("begin", PERSON)
    assert not since()
    assert acts_since([OTHER], beginning="begin", but=[])


def test_the_last_of_some_acts_is_hers_about_that_thing_and_was_done() -> None:
    def last_of(*among: str) -> str | None:
        return last_act("draft:1", by=Somebody().audit_id, among=among)

    assert last_of("keep", "drop") is None
    for name, thing, by in (("keep", "1", None), ("drop", "2", None), ("drop", "1", Somebody("else"))):
        with recorded(name, by=by or Somebody()) as now:
            now.about(thing, kind="draft")
    with pytest.raises(NotAllowed), recorded("drop", by=Somebody()) as now:
        now.about("1", kind="draft")
        raise NotAllowed("No.", code="no")

    assert last_of("keep", "drop") == "keep" and last_of("drop") is None
    with recorded("drop", by=Somebody()) as now:
        now.about("1", kind="draft")
    assert last_of("keep", "drop") == "drop"


def test_rows_are_late_under_a_checkpoint_only_after_minutes_of_work() -> None:
    now = real_now()
    assert checkpoints_late(now) == ""
    act()
    act()
    Entry.objects.filter(seq=1).update(at=now - LATE)
    Entry.objects.filter(seq=2).update(at=now - LATE)
    assert checkpoints_late(now) == ""
    Entry.objects.filter(seq=1).update(at=now - LATE - timedelta(seconds=1))
    assert checkpoints_late(now).startswith("none for the rows after 0")
    Entry.objects.filter(seq=2).update(at=now - LATE - timedelta(seconds=1))
    assert checkpoints_late(now) == ""  # nobody is at work
    Entry.objects.filter(seq=2).update(at=now)
    Checkpoint.objects.create(size=1, at=now, page="", frontier=b"")
    assert checkpoints_late(now) == ""


def test_a_witness_has_some_minutes_and_then_is_late() -> None:
    now = real_now()
    assert witness_fault(now) == "" and witness_told() is None
    act()
    sign_checkpoint(at=now - LATE)
    assert witness_fault(now) == ""
    assert "not told of the rows after 0" in witness_fault(now + timedelta(seconds=1))
    Witness.objects.create(size=0, fault="gone")
    assert witness_fault(now) == "gone" and witness_told() is None
    Witness.objects.update(size=1, fault="", told_at=now)
    assert witness_fault(now + timedelta(days=1)) == "" and witness_told() == (now, 1)
