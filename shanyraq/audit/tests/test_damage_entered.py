"""Damage that two persons acknowledged is told with the entry, by both verifiers; and no entry hides anything else."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.audit import rules
from shanyraq.audit.actions.damage import CannotEnter, enter_damage
from shanyraq.audit.models import About, Checkpoint, Entry
from shanyraq.audit.queries.verifying import examine, verify
from shanyraq.audit.rules.damage import ENTERED
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.damage import World, first_entered, second_entered, undone

pytestmark = pytest.mark.django_db
SYSTEM = SimpleNamespace(audit_id="system")
TWO = UUID(int=1), UUID(int=2)
SIZE = 24


@pytest.fixture
def world() -> World:
    return damage.make_world(SIZE)


def enter(because: str = "disk") -> int:
    """Acknowledge all that is wrong; the number of the row that says so."""
    enter_damage(faults=[one for one in examine().faults if one.is_open], because=because, two=TWO, by=SYSTEM)
    return Entry.objects.order_by("-seq")[0].seq


def both() -> damage.Entered:
    """What both say, of the rows and what the database's own checkpoints know; they must not differ."""
    told = first_entered()
    assert second_entered() == [one for one in told if one[0] != "index"]
    return told


def alter(row: int, actor: str = "another") -> None:
    Entry.objects.filter(seq=row).update(actor=actor)


def test_an_altered_row_that_was_acknowledged_is_told_with_the_row_that_says_so(world: World) -> None:
    alter(9)

    entry = enter()

    assert both() == [("altered", 9, 9, entry)]
    assert verify() is None
    row = Entry.objects.get(seq=entry)
    assert (row.action, row.reason_code, row.decision) == (ENTERED, "disk", "ALLOWED")
    assert '"damage:altered:2021-02:9:9:' in row.objects_json
    assert f'"custodian:{TWO[0]}"' in row.objects_json and f'"custodian:{TWO[1]}"' in row.objects_json


def test_a_month_that_is_gone_and_rows_that_were_swapped_can_be_acknowledged(world: World) -> None:
    Entry.objects.filter(shard="2021-02").delete()
    rows = {n: Entry.objects.filter(seq=n).values().get() for n in (3, 22)}
    Entry.objects.filter(seq__in=rows).delete()
    for to, came in ((3, 22), (22, 3)):
        Entry.objects.create(**rows[came] | {"seq": to})

    entry = enter("attack")

    assert both() == [("removed", 7, 12, entry), ("swapped", 3, 3, entry), ("swapped", 22, 22, entry)]


def test_rows_cut_off_at_the_end_can_be_acknowledged_once_another_was_written(world: World) -> None:
    Entry.objects.filter(seq__gte=20).delete()
    with pytest.raises(CannotEnter):
        enter()  # the refusal itself is a row

    entry = enter()

    assert both() == [("removed", 20, 24, entry)]


def test_the_index_is_compared_again_and_its_damage_is_acknowledged_by_itself(world: World) -> None:
    alter(9)
    known = enter()
    About.objects.create(entry=Entry.objects.get(seq=5), person=UUID(int=7))

    assert first_entered() == [("altered", 9, 9, known), ("index", 5, 5, 0)]
    another = enter()

    assert first_entered() == [("altered", 9, 9, known), ("index", 5, 5, another)]
    About.objects.filter(person=UUID(int=7)).update(person=UUID(int=8))
    assert first_entered() == [("altered", 9, 9, known), ("index", 5, 5, 0)]


def test_a_row_whose_list_was_altered_into_none_does_not_stop_the_verifying(world: World) -> None:
    Entry.objects.filter(seq=9).update(objects_json='["person:')

    enter()
    enter()

    assert verify() is None


@pytest.mark.parametrize(
    ("two", "because"), [((TWO[0], TWO[0]), "disk"), (TWO, "because I say so")], ids=["one", "cause"]
)
def test_one_person_alone_or_another_cause_enters_nothing(
    world: World, two: tuple[UUID, UUID], because: str
) -> None:
    alter(9)

    with pytest.raises(CannotEnter):
        enter_damage(faults=examine().faults, because=because, two=two, by=SYSTEM)

    assert first_entered() == [("altered", 9, 9, 0)]


def test_a_bad_checkpoint_cannot_be_acknowledged(world: World) -> None:
    Checkpoint.objects.filter(size=10).update(page="nothing")

    with pytest.raises(CannotEnter):
        enter()


def test_an_entry_that_was_declined_or_altered_acknowledges_nothing(world: World) -> None:
    alter(9)
    entry = enter()
    told = Entry.objects.get(seq=entry).objects_json

    with undone():
        Entry.objects.filter(seq=entry).update(reason_code="mistake")
        assert both() == [("altered", 9, 9, 0), ("altered", entry, entry, 0)]
    Entry.objects.filter(seq=entry).delete()
    damage.add_row(
        entry,
        world.heads[SIZE][0],
        at=damage.FIRST_DAY,
        objects_json=told,
    )  # another act with the same words
    damage.sign_head(entry)
    assert ("altered", 9, 9, 0) in both()


# --- an entry hides nothing else --------------------------------------------------------------------------------------

ROWS = st.integers(1, SIZE)
WAYS = ["forge", "alter", "hash", "prev", "remove", "anew", "version", "time"]
CHANGES = st.lists(st.tuples(st.sampled_from(WAYS), ROWS, st.integers(0, 3)), min_size=1, max_size=3)


def forge(row: int, actor: str) -> None:
    """Write one row anew with a hash that fits it: it is well for itself, and what follows it no longer follows."""
    for entry in Entry.objects.filter(seq=row):
        entry.version, entry.actor = rules.LATEST, actor
        Entry.objects.filter(pk=entry.pk).update(
            version=entry.version, actor=actor, hash=rules.hash_of(entry.as_row(), entry.prev_hash)
        )


@pytest.mark.parametrize("way", ["altered", "removed"])
def test_the_row_before_acknowledged_damage_cannot_be_forged_though_nothing_follows_it(
    world: World, way: str
) -> None:
    if way == "altered":
        alter(13)
    else:
        Entry.objects.filter(seq=13).delete()
    entry = enter()
    assert both() == [(way, 13, 13, entry)]

    forge(12, "forged")

    assert both() == [(way, 13, 13, 0)]


def change(how: str, row: int, more: int, mark: str) -> None:
    """One thing done to the record by whoever owns the database."""
    there = Entry.objects.filter(seq=row)
    if how == "alter":
        there.update(**{("actor", "purpose", "objects_json", "shard")[more]: f"{mark}{more}"[:7]})
    elif how == "forge":
        forge(row, mark)
    elif how == "hash":
        there.update(hash=mark * 64)
    elif how == "prev":
        there.update(prev_hash=mark * 64)
    elif how == "remove":
        Entry.objects.filter(seq__gte=row, seq__lte=row + more).delete()
    elif how == "anew" and Entry.objects.filter(seq=max(row - 1, 1)).exists():
        damage.compute_anew(row, actor=mark)
    elif how == "version":
        there.update(version=more)
    elif how == "time":
        there.update(at=damage.FIRST_DAY + timedelta(days=more))


def state() -> list[tuple[object, ...]]:
    return list(Entry.objects.order_by("seq").values_list())


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=damage.EXAMPLES,
)
@pytest.mark.slow
@given(CHANGES, CHANGES)
def test_whatever_is_done_to_the_record_after_an_entry_is_told_as_open(
    world: World, before: list[tuple[str, int, int]], after: list[tuple[str, int, int]]
) -> None:
    with undone():
        for one in before:
            with suppress(IntegrityError), transaction.atomic():
                change(*one, mark="a")
        with suppress(CannotEnter):
            entry = enter()
            assert verify() is None and all(one[3] == entry for one in both() if one[0] != "index")
            known = state()
            for one in after:
                with suppress(IntegrityError), transaction.atomic():
                    change(*one, mark="b")
            if state() != known:
                assert any(one[3] == 0 for one in both())
                assert verify() is not None
