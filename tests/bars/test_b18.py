"""B18: whatever was done to the record is found and named as what it is, by two verifiers written apart.

Removed, swapped, cut off, a whole month dropped, a row put in, yesterday's copy in today's place, and a thousand other
changes at random: both verifiers say the same.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shanyraq.audit import rules
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.damage import World, compute_anew, first, second, undone

pytestmark = pytest.mark.django_db
SIZE = 24
ROWS = st.integers(1, SIZE)
TEXTS = sorted({*rules.Row._fields} - {"version", "seq", "at"} | {"hash", "prev_hash"})


@pytest.fixture
def world() -> World:
    return damage.make_world(SIZE)


def both(world: World, *, kept: bool = True) -> damage.Told:
    """What both say; they must not differ."""
    pages = world.kept if kept else []
    told, other = first(pages), second(pages)
    assert told == other
    return told


def swap(one: int, other: int, *, with_links: bool) -> None:
    rows = {n: Entry.objects.filter(seq=n).values().get() for n in (one, other)}
    Entry.objects.filter(seq__in=rows).delete()
    for to, came in ((one, other), (other, one)):
        links = {name: rows[came if with_links else to][name] for name in ("prev_hash", "hash")}
        Entry.objects.create(**rows[came] | {"seq": to} | links)


def cut(since: int, *, with_head: World | None = None) -> None:
    Entry.objects.filter(seq__gte=since).delete()
    if with_head is not None and since > 1:
        row_hash, signature = with_head.heads[since - 1]
        Head.objects.update(seq=since - 1, hash=row_hash, signature=signature)


def test_an_untouched_record_holds_for_both(world: World) -> None:
    assert both(world) == []


def test_a_removed_row_is_named(world: World) -> None:
    Entry.objects.filter(seq=9).delete()

    assert both(world) == [("removed", 9, 9)]


def test_a_dropped_month_is_named(world: World) -> None:
    Entry.objects.filter(shard="2021-02").delete()

    assert both(world) == [("removed", 7, 12)]
    assert "2021-02" in damage.examine().faults[0].words


@pytest.mark.parametrize("with_links", [True, False])
@pytest.mark.parametrize("pair", [(9, 10), (3, 22), (1, 24)])
def test_swapped_rows_are_named(world: World, pair: tuple[int, int], with_links: bool) -> None:
    swap(*pair, with_links=with_links)

    assert both(world) == [("swapped", n, n) for n in pair]


def test_an_inserted_row_is_named(world: World) -> None:
    damage.add_row(25, world.heads[24][0], at=damage.FIRST_DAY)

    assert both(world) == [("added", 25, 25)]


def test_a_row_put_in_between_others_is_named(world: World) -> None:
    for entry in Entry.objects.filter(seq__gte=10).order_by("-seq"):
        Entry.objects.filter(pk=entry.pk).update(seq=entry.seq + 1)
    damage.add_row(10, "f" * 64, at=damage.FIRST_DAY)

    assert {("altered", 10, 10), ("added", 25, 25)} <= {*both(world)}


def test_rows_cut_off_at_the_end_are_named(world: World) -> None:
    cut(20)

    assert both(world) == [("truncated", 20, 24)]


def test_yesterdays_copy_in_todays_place_is_named(world: World) -> None:
    cut(13, with_head=world)
    Checkpoint.objects.filter(size__gt=12).delete()

    assert both(world, kept=False) == []  # without a witness nobody can know
    assert both(world) == [("rolled back", 13, 20)]


def test_yesterdays_copy_that_went_on_is_named(world: World) -> None:
    cut(13, with_head=world)
    Checkpoint.objects.filter(size__gt=12).delete()
    before = world.heads[12][0]
    for seq in range(13, 30):
        before = damage.add_row(seq, before, at=damage.FIRST_DAY, actor="later").hash
    damage.sign_head(29)

    assert both(world) == [("forked", 11, 15)]


def test_what_no_checkpoint_has_seen_is_at_most_what_came_since_the_last_one(world: World) -> None:
    """The tail that can go unnoticed, by somebody who kept an old head too: a checkpoint is signed each minute."""
    for end in range(20, 24):
        with undone():
            cut(end + 1, with_head=world)
            assert both(world) == []
    cut(20, with_head=world)

    assert both(world) == [("rolled back", 20, 20)]


@pytest.mark.only_on("sqlite")  # PostgreSQL's columns take nothing of this
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_entry SET seq = 9.5 WHERE seq = 9", [("altered", 0, 0), ("removed", 9, 9)]),
        ("UPDATE audit_entry SET seq = 9.5 WHERE seq = 20", [("altered", 0, 0), ("removed", 20, 20)]),
        ("UPDATE audit_checkpoint SET page = x'00ff' WHERE size = 10", [("bad signature", 0, 0)]),
        ("UPDATE audit_checkpoint SET page = CAST(x'ff' AS TEXT) WHERE size = 10", [("bad signature", 0, 0)]),
        ("UPDATE audit_entry SET at = at || '+00:00' WHERE seq = 9", [("altered", 9, 9)]),
    ],
)
def test_what_no_column_should_hold_is_named_and_hides_nothing(
    world: World, statement: str, told: damage.Told
) -> None:
    for before in (None, 3):
        with undone():
            with connection.cursor() as cursor:
                cursor.execute(statement)
            if before:
                Entry.objects.filter(seq=before).update(purpose="another")
            assert both(world) == sorted([*told, *([("altered", before, before)] if before else [])])


# --- at random --------------------------------------------------------------------------------------------------------


def change(world: World, how: str, row: int, more: int, column: str, sign: str) -> None:
    """One thing done to the record."""
    there = Entry.objects.filter(seq=row)
    other = more % SIZE + 1
    if how == "alter":
        there.update(**{column: sign if column != "shard" else "2021-13"})
    elif how == "version":
        there.update(version=more % 4)
    elif how == "time":
        there.update(at=damage.FIRST_DAY + damage.timedelta(microseconds=more))
    elif how == "remove":
        Entry.objects.filter(seq__gte=row, seq__lte=row + more % 5).delete()
    elif how == "swap" and {row, other} <= {*Entry.objects.values_list("seq", flat=True)} and row != other:
        swap(row, other, with_links=bool(more % 2))
    elif how == "renumber":
        there.update(seq=SIZE + more)
    elif how == "cut":
        cut(row, with_head=world if more % 2 else None)
    elif how == "anew" and Entry.objects.filter(seq=max(row - 1, 1)).exists():
        compute_anew(row)
    elif how == "head":
        row_hash, signature = world.heads[row]
        Head.objects.update(seq=row + more % 2, hash=row_hash, signature=signature)
    elif how == "no head":
        Head.objects.all().delete()
    elif how == "page":
        page = Checkpoint.objects.order_by("size")[more % Checkpoint.objects.count()]
        at = row % len(page.page)
        Checkpoint.objects.filter(pk=page.pk).update(page=f"{page.page[:at]}{sign}{page.page[at + 1 :]}")


WAYS = ["alter", "version", "time", "remove", "swap", "renumber", "cut", "anew", "head", "page", "no head"]
CHANGES = st.tuples(
    st.sampled_from(WAYS), ROWS, st.integers(0, 40), st.sampled_from(TEXTS), st.sampled_from("aA0é;")
)


@pytest.mark.slow
@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=damage.EXAMPLES,
)
@given(st.lists(CHANGES, min_size=1, max_size=3), st.booleans())
@example([("alter", 3, 0, "actor", "a")], True)
@example([("version", 1, 0, "action", "a"), ("swap", 1, 1, "action", "a")], False)
@example([("anew", 3, 0, "actor", "a"), ("head", 24, 0, "actor", "a")], True)
def test_both_verifiers_say_the_same_of_any_change(world: World, changes: list[Any], kept: bool) -> None:
    with undone():
        for one in changes:
            with suppress(IntegrityError), transaction.atomic():  # some the tables themselves refuse
                change(world, *one)
        both(world, kept=kept)
