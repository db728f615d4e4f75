"""Writing the record: one row an act, in the act's own transaction; refusals too."""

import json
import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction

from shanyraq.audit import actions
from shanyraq.audit.actions import (
    Reading,
    became_known,
    reading,
    record_reading,
    record_refusal,
    recorded,
    saw,
)
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries import count_for
from shanyraq.audit.queries.verifying import verify
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.models import Chore

PERSON = uuid.UUID(int=7)
pytestmark = pytest.mark.django_db


@dataclass
class Somebody:
    audit_id: str = "00000000-0000-4000-8000-000000000001"


def test_an_act_leaves_one_row_that_says_who_what_and_about_whom() -> None:
    with recorded("case.close", by=Somebody(), purpose="review") as act:
        act.about(PERSON, PERSON)
        act.about("x", kind="staff")
        act.about(None)

    row = Entry.objects.get()
    assert (row.actor, row.action, row.purpose, row.decision) == (
        Somebody.audit_id,
        "case.close",
        "review",
        Entry.ALLOWED,
    )
    assert json.loads(row.objects_json) == [f"person:{PERSON}", "staff:x"]
    assert count_for(PERSON) == 1
    assert verify() is None


def test_whoever_an_act_makes_known_gets_a_row_of_her_own_that_names_the_same_act() -> None:
    people = [uuid.UUID(int=n) for n in range(1, 4)]
    with recorded("person.register", by=Somebody()) as act:
        act.about(*people)
        became_known(people)
        became_known(people[:1])

    rows = [json.loads(row.objects_json) for row in Entry.objects.order_by("seq")]
    (named,) = {row[0] for row in rows}
    assert named.startswith("act:")
    assert rows == [[named, *(f"person:{one}" for one in people)], *([named, f"person:{p}"] for p in people)]
    assert set(Entry.objects.values_list("action", "actor", "decision")) == {
        ("person.register", Somebody.audit_id, Entry.ALLOWED)
    }
    assert len(set(Entry.objects.values_list("at", flat=True))) == 1
    assert verify() is None


def test_an_act_within_an_act_gives_rows_to_those_it_made_known_itself() -> None:
    with recorded("outer", by=Somebody()):
        with recorded("inner", by=Somebody()):
            became_known([PERSON])
        became_known([uuid.UUID(int=8)])

    told = Entry.objects.order_by("seq").values_list("action", "objects_json")
    assert [(action, f"person:{PERSON}" in objects) for action, objects in told] == [
        ("inner", False),
        ("inner", True),
        ("outer", False),
        ("outer", False),
    ]


def test_a_refused_act_makes_nobody_known() -> None:
    with pytest.raises(Refusal), recorded("person.register", by=Somebody()):
        became_known([PERSON])
        raise Refusal("No.", code="no")
    became_known([PERSON])

    assert Entry.objects.values_list("objects_json", flat=True).get() == "[]"


def test_seven_hundred_people_are_made_known_in_few_statements(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(20), recorded("roster.confirm", by=Somebody()):
        became_known(uuid.UUID(int=n) for n in range(700))

    assert Entry.objects.count() == Head.objects.get().seq == 701
    assert verify() is None


def test_what_breaks_leaves_neither_the_act_nor_a_row() -> None:
    with pytest.raises(RuntimeError), recorded("case.close", by=Somebody()):
        Chore.objects.create(name="written", begun_at=real_now())
        raise RuntimeError

    assert not Chore.objects.exists()
    assert not Entry.objects.exists()


def test_a_refusal_leaves_nothing_of_the_act_but_its_row_and_reason() -> None:
    with pytest.raises(Refusal), recorded("case.close", by=Somebody()) as act:
        act.about(PERSON)
        Chore.objects.create(name="written", begun_at=real_now())
        raise NotAllowed("Not yours.", code="scope")

    row = Entry.objects.get()
    assert not Chore.objects.exists()
    assert (row.decision, row.reason_code) == (Entry.DECLINED, "scope")
    assert json.loads(row.objects_json) == [f"person:{PERSON}"]
    assert "Not yours" not in str(Entry.objects.values().get())


def test_where_the_row_cannot_be_written_the_act_does_not_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "append", broken)
    with pytest.raises(OSError, match="disk"), recorded("case.close", by=Somebody()):
        Chore.objects.create(name="written", begun_at=real_now())

    assert not Chore.objects.exists()


def test_one_row_says_what_a_request_read() -> None:
    seen = Reading("request-1", session="mark", actor="me")
    token = reading.set(seen)
    try:
        saw("people.Person", [PERSON, uuid.UUID(int=8), None])
        saw("cases.Case", [PERSON])
    finally:
        reading.reset(token)
    record_reading(seen)

    row = Entry.objects.get()
    assert (row.action, row.actor, row.request_id, row.session) == ("records.read", "me", "request-1", "mark")
    assert json.loads(row.objects_json) == [f"person:{PERSON}", f"person:{uuid.UUID(int=8)}"]
    assert json.loads(row.fields_json) == ["cases.Case", "people.Person"]


def test_reading_outside_a_request_remembers_nothing() -> None:
    saw("people.Person", [PERSON])

    assert reading.get() is None


def test_a_page_that_was_refused_leaves_a_row() -> None:
    record_refusal("case.read", "me", "role")

    assert Entry.objects.values_list("action", "decision", "reason_code").get() == (
        "case.read",
        Entry.DECLINED,
        "role",
    )


def test_a_very_long_list_of_ids_is_cut_and_counted() -> None:
    with recorded("plan.day", by=Somebody()) as act:
        act.about(*[uuid.UUID(int=n) for n in range(5003)])

    ids = json.loads(Entry.objects.get().objects_json)
    assert len(ids) == 5001
    assert ids[-1] == "and:3"


def test_the_chain_goes_on_over_acts_that_were_rolled_back() -> None:
    with recorded("one", by=Somebody()):
        pass
    with pytest.raises(RuntimeError), transaction.atomic():
        with recorded("two", by=Somebody()):
            pass
        raise RuntimeError
    with recorded("three", by=Somebody()):
        pass

    assert list(Entry.objects.order_by("seq").values_list("seq", "action")) == [(1, "one"), (2, "three")]
    assert Head.objects.get().seq == 2
    assert verify() is None
