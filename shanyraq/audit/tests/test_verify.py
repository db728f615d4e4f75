"""Verifying the record names what was altered, taken out, exchanged, cut off or signed by somebody else."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyraq.audit import rules
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries.verifying import verify

pytestmark = pytest.mark.django_db
COLUMNS = rules.Row._fields


@dataclass
class Somebody:
    audit_id: str = "me"


@pytest.fixture
def record() -> None:
    for number in range(1, 6):
        with recorded(f"act.{number}", by=Somebody(), purpose="test") as act:
            act.about(f"p{number}")


def change(row: int, /, **columns: Any) -> None:
    Entry.objects.filter(seq=row).update(**columns)


def test_an_untouched_record_holds(record: None) -> None:
    assert verify() is None


def test_an_empty_record_holds() -> None:
    assert verify() is None


def test_the_hash_covers_every_column_but_the_key_and_itself() -> None:
    names = {field.name for field in Entry._meta.local_fields}

    assert names - {"id", "hash", "prev_hash"} == set(COLUMNS)


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in {"version", "seq", "at"}])
def test_a_row_with_one_changed_column_is_named(record: None, column: str) -> None:
    now = getattr(Entry.objects.get(seq=3), column)
    change(3, **{column: "x" if now != "x" else "y"})

    assert (
        verify() == f"row 3 ({Entry.objects.get(seq=3).shard}) was altered: its hash does not fit its columns"
    )


@pytest.mark.parametrize("version", [1, 0, 3])
def test_a_row_that_says_another_version_is_named(record: None, version: int) -> None:
    change(3, version=version)

    assert (verify() or "").startswith("row 3 ")


def test_what_a_rows_version_does_not_cover_has_to_be_empty(record: None) -> None:
    first = Entry.objects.get(seq=1)
    first.version = 1
    change(1, version=1, hash=rules.hash_of(first.as_row(), first.prev_hash))
    Entry.objects.filter(seq__gt=1).delete()
    Head.objects.all().delete()
    assert verify() == "the signed head is missing"

    change(1, device="another")

    assert (verify() or "").startswith("row 1 ")


def test_a_row_moved_by_a_microsecond_is_named(record: None) -> None:
    change(3, at=Entry.objects.get(seq=3).at + timedelta(microseconds=1))

    assert "row 3" in (verify() or "")


@pytest.mark.parametrize("column", ["hash", "prev_hash"])
def test_a_row_whose_links_were_changed_is_named(record: None, column: str) -> None:
    change(3, **{column: "f" * 64})

    assert "row 3" in (verify() or "")


def test_a_missing_row_is_named(record: None) -> None:
    Entry.objects.filter(seq=3).delete()

    assert (verify() or "").startswith("row 3 ")
    assert "missing" in (verify() or "")


def test_a_missing_first_row_is_named(record: None) -> None:
    Entry.objects.filter(seq=1).delete()

    assert (verify() or "").startswith("row 1 ")


def test_rows_that_changed_places_are_named(record: None) -> None:
    change(2, seq=99)
    change(3, seq=2)
    change(99, seq=3)

    assert "row 2" in (verify() or "")


def test_a_row_that_was_replaced_with_a_fitting_hash_breaks_the_chain(record: None) -> None:
    row = Entry.objects.get(seq=3)
    row.actor = "another"
    change(3, actor="another", hash=rules.hash_of(row.as_row(), row.prev_hash))

    assert "row 4" in (verify() or "")
    assert "exchanged or replaced" in (verify() or "")


def test_rows_cut_off_at_the_end_are_counted(record: None) -> None:
    Entry.objects.filter(seq__gte=4).delete()

    assert verify() == "rows 4 to 5 were cut off: the signed head ends at 5"


def test_rows_cut_off_together_with_the_head_are_noticed(record: None) -> None:
    Entry.objects.filter(seq__gte=4).delete()
    Head.objects.update(seq=3, hash=Entry.objects.get(seq=3).hash)

    assert "bad signature" in (verify() or "")


def test_a_head_signed_with_another_key_is_noticed(record: None) -> None:
    head = Head.objects.get()
    forged = Ed25519PrivateKey.generate().sign(rules.head_message(head.seq, head.hash)).hex()
    Head.objects.update(signature=forged)

    assert "bad signature" in (verify() or "")


@pytest.mark.parametrize("signature", ["", "not hex"])
def test_a_head_with_a_broken_signature_is_noticed(record: None, signature: str) -> None:
    Head.objects.update(signature=signature)

    assert "bad signature" in (verify() or "")


def test_a_missing_head_is_noticed(record: None) -> None:
    Head.objects.all().delete()

    assert verify() == "the signed head is missing"


def test_a_row_added_behind_the_heads_back_is_noticed(record: None) -> None:
    last = Entry.objects.get(seq=5)
    last.pk, last.seq, last.prev_hash = None, 6, last.hash
    last.hash = rules.hash_of(last.as_row(), last.prev_hash)
    last.save()

    assert verify() == "the signed head ends at 5, but the rows go on to 6"


def test_verifying_writes_nothing(record: None) -> None:
    before = list(Entry.objects.order_by("pk").values()), list(Head.objects.values())

    with CaptureQueriesContext(connection) as queries:
        verify()

    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert (list(Entry.objects.order_by("pk").values()), list(Head.objects.values())) == before


def test_lengths_keep_two_different_rows_from_having_one_hash() -> None:
    empty = dict.fromkeys(COLUMNS, "") | {"version": "2"}
    one = rules.Row(**empty | {"actor": "ab", "session": "c"})
    other = rules.Row(**empty | {"actor": "a", "session": "bc"})

    assert rules.hash_of(one, rules.GENESIS) != rules.hash_of(other, rules.GENESIS)
