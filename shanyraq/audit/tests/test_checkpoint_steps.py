"""Checkpoints step by step: in batches, beside another process, behind walls; and what is said of the epoch at hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shanyraq.audit.actions import checkpoints as acts
from shanyraq.audit.actions import epochs as epoch_acts
from shanyraq.audit.actions.checkpoints import CannotSign, sign_checkpoint
from shanyraq.audit.actions.epochs import settle_key
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.queries.signing import (
    epoch_at_hand,
    epoch_pages,
    is_before_there,
    known_epochs,
    mark_of_record,
    seed_in,
)
from shanyraq.audit.rules.epochs import public_of
from shanyraq.audit.tests.epochs import keys as keys
from shanyraq.audit.tests.epochs import rotate
from shanyraq.audit.tests.test_checkpoint import act, rows_of, whole_root
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import MissingKey, key_file

pytestmark = pytest.mark.django_db
AT = datetime(2021, 5, 20, 4, 10, tzinfo=UTC)


def sizes() -> list[int]:
    return list(Checkpoint.objects.order_by("size").values_list("size", flat=True))


# --- step by step -----------------------------------------------------------------------------------------------------


def test_without_new_rows_not_a_row_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    act(2)
    made = sign_checkpoint(at=AT)
    monkeypatch.setattr(acts, "page_for", None)

    assert sign_checkpoint(at=AT + timedelta(days=1)) == made


def test_rows_that_are_read_in_batches_come_to_the_same_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "AT_ONCE", 2)
    act(5)

    made = sign_checkpoint(at=AT)

    assert made is not None and rows_of(made.page).root == whole_root() and made.size == 5


def test_what_is_missing_is_told_by_the_row_behind_it_or_by_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "AT_ONCE", 2)
    act(6)
    whole = list(Entry.objects.filter(seq__in=[3, 4]))
    Entry.objects.filter(seq=3).delete()
    with pytest.raises(CannotSign, match="row 3 does not follow"):
        sign_checkpoint(at=AT)
    Entry.objects.filter(seq=4).delete()
    with pytest.raises(CannotSign, match="the rows end at 2 and the head at 6"):
        sign_checkpoint(at=AT)
    Entry.objects.bulk_create(whole)
    assert sign_checkpoint(at=AT) is not None
    act()
    Head.objects.update(hash="f" * 64)
    with pytest.raises(CannotSign, match="the rows end at 7 and the head at 7"):
        sign_checkpoint(at=AT)


def test_another_process_may_have_signed_the_same_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    act(2)
    page_for = acts.page_for

    def is_late(head: Head, at: datetime) -> Checkpoint:
        page_for(head, AT).save()
        return Checkpoint(size=2, at=at, page="later", frontier=b"")

    monkeypatch.setattr(acts, "page_for", is_late)
    made = sign_checkpoint(at=AT + timedelta(seconds=1))

    assert made is not None and made.at == AT and Checkpoint.objects.count() == 1


def test_only_what_a_later_one_of_its_day_followed_within_forty_days_goes() -> None:
    for days, size in ((-50, 1), (-50, 2), (-39, 3), (-39, 4), (0, 5), (0, 9)):
        Checkpoint.objects.create(size=size, at=AT + timedelta(days=days), page="", frontier=b"")
    Checkpoint.objects.create(size=6, at=AT, page="x\nnext 77ab", frontier=b"")  # an epoch ended with it
    last = Checkpoint.objects.create(size=7, at=AT, page="", frontier=b"")

    acts._delete_followed(last)

    assert sizes() == [1, 2, 4, 6, 7, 9]


@pytest.mark.parametrize("may", [True, False])
def test_behind_walls_nothing_is_deleted_where_the_database_forbids_it(
    monkeypatch: pytest.MonkeyPatch, may: bool
) -> None:
    asked: list[Any] = []

    class Cursor:
        def __enter__(self) -> Cursor:
            return self

        def __exit__(self, *fault: object) -> None:
            return None

        def execute(self, sql: str, values: Any) -> None:
            asked.append(values)

        def fetchone(self) -> tuple[bool, bool]:
            return may, not may

    monkeypatch.setattr(acts, "connection", SimpleNamespace(vendor="postgresql", cursor=Cursor))

    assert acts._may_delete() is may
    assert asked == [["audit_checkpoint"]]


# --- epochs -----------------------------------------------------------------------------------------------------------


def test_of_an_empty_record_no_epoch_ends(keys: Path) -> None:
    assert epoch_at_hand() == (0, None)
    with pytest.raises(CannotSign, match="the record is empty"):
        rotate()


def test_an_epoch_begins_behind_a_page_that_vouches_for_it_and_is_named(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(3)
    first = Entry.objects.earliest("seq")
    assert epoch_at_hand() == (0, first.at)
    told: list[Any] = []

    def sign(*, at: datetime) -> None:
        told.append(at)
        sign_checkpoint(at=at)

    monkeypatch.setattr(epoch_acts, "sign_checkpoint", sign)

    assert rotate() == 1 and rotate() == 2

    assert len(told) == 2  # the long way is gone before the record's end is locked
    assert json.loads(Entry.objects.filter(action="keys.record").latest("seq").objects_json) == ["epoch:2"]
    number, since = epoch_at_hand()
    assert number == 2 and since == Checkpoint.objects.filter(page__contains="\nnext ").latest("size").at
    assert [one.after for one in known_epochs()] == [0, 3, 4] and len(epoch_pages()) == 2
    assert [len(epoch_pages(since=since)) for since in (3, 4, 5)] == [2, 1, 0]


def test_a_key_file_of_before_is_noticed_and_brought_up(keys: Path) -> None:
    act(2)
    old = key_file(keys, "audit.key")
    assert not is_before_there() and not settle_key()
    rotate()
    assert not is_before_there()
    (keys / "audit.key").write_bytes(old)
    assert is_before_there()
    assert settle_key() and not is_before_there()
    assert public_of(seed_in(keys, 1)) != public_of(old)


def test_a_key_of_an_epoch_that_no_page_speaks_of_is_missing(keys: Path) -> None:
    act(2)
    rotate()

    with pytest.raises(MissingKey, match="damaged"):
        seed_in(keys, 2)
    Checkpoint.objects.update(page="no page")
    with pytest.raises(MissingKey, match="damaged"):
        seed_in(keys, 1)


def test_a_record_is_marked_with_16_signs_of_the_key_that_signed_it_first() -> None:
    assert len(mark_of_record("ab" * 32)) == 16 and mark_of_record("ab" * 32) != mark_of_record("cd" * 32)


def test_the_first_page_tells_whether_the_first_key_is_there(keys: Path) -> None:
    act(2)
    rotate()
    (keys / "audit.public").unlink()

    with pytest.raises(MissingKey, match=r"audit\.public"):
        sign_checkpoint(at=real_now())
