"""Checkpoints are signed as rows come, and kept one a day; silence is broken by a sign of life."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import TestCase

from shanyraq.audit import rules
from shanyraq.audit.actions import recorded
from shanyraq.audit.actions.checkpoints import CannotSign, sign_checkpoint
from shanyraq.audit.actions.watching import ALIVE, give_sign_of_life
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.queries import signing_key
from shanyraq.audit.queries.verifying import examine, verify
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.tree import grown, leaf, root_of
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.somebody import Somebody, write
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
AT = datetime(2021, 5, 20, 4, 10, tzinfo=UTC)


def act(times: int = 1, name: str = "act") -> None:
    for _ in range(times):
        with recorded(name, by=Somebody()):
            pass


def rows_of(page: str) -> checkpoints.Checkpoint:
    return checkpoints.read(page, signing_key().public_key())


def whole_root() -> bytes:
    return root_of(grown((), 0, map(leaf, Entry.objects.order_by("seq").values_list("hash", flat=True)))[0])


def test_an_empty_record_gets_no_checkpoint() -> None:
    assert sign_checkpoint(at=AT) is None


def test_a_checkpoint_tells_the_length_the_root_and_the_last_row() -> None:
    act(5)

    made = sign_checkpoint(at=AT)

    assert made is not None
    told = rows_of(made.page)
    assert (told.size, told.head, told.root) == (5, Head.objects.get().hash, whole_root())
    assert told.at == rules.instant(AT)
    assert verify() is None


@pytest.mark.parametrize("more", [1, 2, 3, 8])
def test_a_checkpoint_goes_on_from_the_last_one_to_the_same_root(more: int) -> None:
    act(5)
    sign_checkpoint(at=AT)
    act(more)

    made = sign_checkpoint(at=AT + timedelta(days=1))

    assert made is not None and rows_of(made.page).root == whole_root()
    assert Checkpoint.objects.count() == 2


def test_without_new_rows_no_checkpoint_is_added() -> None:
    act()
    first = sign_checkpoint(at=AT)

    assert sign_checkpoint(at=AT + timedelta(days=1)) == first


def test_of_each_day_the_last_checkpoint_is_kept() -> None:
    for hours in (0, 1, 2, 24, 25):
        act()
        sign_checkpoint(at=AT + timedelta(hours=hours))

    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [3, 5]


@pytest.mark.parametrize("column", ["page", "frontier"])
def test_nothing_is_signed_on_top_of_a_checkpoint_that_was_altered(column: str) -> None:
    act(3)
    made = sign_checkpoint(at=AT)
    assert made is not None
    changed = made.page.replace("3", "2", 1) if column == "page" else bytes(32) * 2
    Checkpoint.objects.update(**{column: changed})
    act()

    with pytest.raises(CannotSign, match="cannot be used"):
        sign_checkpoint(at=AT)


def test_nothing_is_signed_over_rows_that_do_not_follow_each_other() -> None:
    act(3)
    sign_checkpoint(at=AT)
    act(3)
    Entry.objects.filter(seq=5).delete()

    with pytest.raises(CannotSign):
        sign_checkpoint(at=AT)
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize("since", [1, 3, 5, 8])
def test_nothing_is_signed_over_rows_that_were_written_anew_behind_the_last_checkpoint(since: int) -> None:
    damage.make_world(size=7, every=5)
    if since > 5:
        Entry.objects.filter(seq=7).update(prev_hash="f" * 64)
    else:
        damage.compute_anew(since)
    damage.sign_head(7)

    with pytest.raises(CannotSign, match="does not follow"):
        sign_checkpoint(at=AT)


def test_every_hundred_rows_and_after_grave_acts_a_checkpoint_is_signed_at_once() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        act(98)
    assert not Checkpoint.objects.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        act(2)
    assert Checkpoint.objects.get().size == 100
    with TestCase.captureOnCommitCallbacks(execute=True):
        act(name="staff.give_role")

    assert Checkpoint.objects.order_by("-size")[0].size == 101


@pytest.mark.parametrize(
    "name",
    [
        "custodian.end",
        "copy.give",
        "emergency.open",
        "erasure.erase",
        "export.make",
        "keys.rotate",
        "record.restored",
        "record.damage",
        "seal.read",
        "staff.end_role",
        "vault.lock_anew",
        "walls.lower",
    ],
)
def test_a_grave_act_is_under_a_checkpoint_the_moment_it_is_saved(name: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        act(name=name)

    assert Checkpoint.objects.get().size == 1


def test_silence_is_broken_by_a_sign_of_life_each_minute() -> None:
    assert not give_sign_of_life(at=real_now())  # where no installation was made yet
    act()
    assert not give_sign_of_life(at=real_now())

    assert give_sign_of_life(at=real_now() + timedelta(minutes=1))

    row = Entry.objects.order_by("-seq")[0]
    assert (row.action, row.actor, row.objects_json) == (ALIVE, "system", "[]")


def test_verifying_counts_the_silences_and_tells_the_longest() -> None:
    act(2)
    Entry.objects.filter(seq=1).update(at=Entry.objects.get(seq=1).at - timedelta(hours=3))

    walk = examine().walk

    assert walk.silences == 1 and timedelta(hours=3) <= walk.longest[0] < timedelta(hours=3, minutes=1)


def test_a_checkpoint_that_was_altered_in_the_database_is_named() -> None:
    act(3)
    sign_checkpoint(at=AT)
    page = Checkpoint.objects.get().page
    Checkpoint.objects.update(page=page.replace("\n3\n", "\n2\n"))

    (fault,) = examine().faults

    assert (fault.kind, fault.words) == (
        "bad signature",
        "a checkpoint in the database: the checkpoint carries a bad signature",
    )


def test_the_index_that_names_another_than_the_row_is_noticed() -> None:
    with recorded("act", by=Somebody()) as one:
        one.about("00000000-0000-4000-8000-000000000007")
    assert verify() is None
    quoted = "00000000000040008000000000000008" if connection.vendor == "sqlite" else str(UUID(int=8))

    write("audit_about", "person", f"'{quoted}'", "1 = 1")

    (fault,) = examine().faults
    assert (fault.kind, fault.first) == ("index", 1)
