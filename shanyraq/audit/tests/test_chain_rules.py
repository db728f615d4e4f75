"""Whatever was done to a record is named as what it is: altered, removed, swapped, cut off, forked, set back."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.audit import rules
from shanyraq.audit.rules import chain
from shanyraq.audit.rules.chain import Walk
from shanyraq.audit.rules.checkpoints import Checkpoint, NoCheckpoint, Start, signed, start_at
from shanyraq.audit.rules.damage import Fault
from shanyraq.audit.rules.tree import grown, leaf, root_of

Link = tuple[rules.Row, str, str]
KEY = Ed25519PrivateKey.generate()


def row(seq: int, actor: str = "me") -> rules.Row:
    """A row in the month of its number: ten rows a month from January on."""
    month = f"2021-{(seq - 1) // 10 % 12 + 1:02}"
    empty = dict.fromkeys(rules.Row._fields, "")
    told = {"version": "2", "seq": str(seq), "shard": month, "at": f"{month}-01T00:00:00Z", "actor": actor}
    told["request_id"] = str(seq)
    return rules.Row(**empty | told)


def chained(rows: list[rules.Row], before: str = rules.GENESIS) -> list[Link]:
    found = []
    for one in rows:
        found.append((one, before, rules.hash_of(one, before)))
        before = found[-1][2]
    return found


def record(size: int, actor: str = "me") -> list[Link]:
    return chained([row(seq, actor) for seq in range(1, size + 1)])


def mark(links: list[Link], size: int) -> Checkpoint:
    root = root_of(grown((), 0, (leaf(stored) for _, _, stored in links[:size]))[0])
    return Checkpoint("me", size, root, links[size - 1][2], "then")


def head_of(links: list[Link]) -> tuple[int, str]:
    return int(links[-1][0].seq), links[-1][2]


def faults(links: list[Link], head: tuple[int, str] | None, *marks: Checkpoint) -> list[Fault]:
    walk = Walk(marks)
    for link in links:
        walk.take(*link)
    walk.end(head)
    return walk.faults


def told(found: list[Fault]) -> list[tuple[str, int, int]]:
    return [(fault.kind, fault.first, fault.last) for fault in found]


WHOLE = record(40)
HEAD = head_of(WHOLE)
MARKS = [mark(WHOLE, size) for size in (1, 7, 16, 33, 40)]


@given(st.integers(1, 70), st.sets(st.integers(1, 70)))
def test_an_untouched_record_holds_with_any_checkpoints_of_it(size: int, sizes: set[int]) -> None:
    links = record(size)

    assert faults(links, head_of(links), *(mark(links, one) for one in sizes if one <= size)) == []


@given(st.integers(0, 39), st.sampled_from([n for n in rules.Row._fields if n not in {"seq", "version"}]))
def test_an_altered_row_is_named_with_its_month(at: int, column: str) -> None:
    changed, prev_hash, stored = WHOLE[at]
    links = [*WHOLE]
    links[at] = (changed._replace(**{column: "another"}), prev_hash, stored)

    (fault,) = faults(links, HEAD, *MARKS)

    assert told([fault]) == [("altered", at + 1, at + 1)]
    if column != "shard":
        assert f"row {at + 1} ({changed.shard})" in fault.words


@given(st.integers(0, 39), st.booleans())
def test_an_altered_link_is_one_fault_and_not_two(at: int, is_own: bool) -> None:
    changed, prev_hash, stored = WHOLE[at]
    links = [*WHOLE]
    links[at] = (changed, prev_hash, "f" * 64) if is_own else (changed, "f" * 64, stored)

    found = told(faults(links, HEAD))

    assert found == [("altered", at + 1, at + 1)]


@given(st.integers(0, 38), st.data())
def test_removed_rows_are_counted(at: int, data: st.DataObject) -> None:
    upto = data.draw(st.integers(at + 1, 39))

    assert told(faults(WHOLE[:at] + WHOLE[upto:], HEAD, *MARKS)) == [("removed", at + 1, upto)]


def test_a_month_that_is_missing_as_a_whole_is_named() -> None:
    (fault,) = faults(WHOLE[:10] + WHOLE[20:], HEAD, *MARKS)

    assert (fault.kind, fault.first, fault.last) == ("removed", 11, 20)
    assert "the whole of 2021-02 among them" in fault.words


@given(st.lists(st.integers(0, 39), min_size=2, max_size=2, unique=True), st.booleans())
def test_rows_that_were_swapped_are_named_as_such(pair: list[int], with_links: bool) -> None:
    one, other = pair
    links = [*WHOLE]
    for to, came in ((one, other), (other, one)):
        moved = WHOLE[came][0]._replace(seq=str(to + 1))
        links[to] = (moved, *WHOLE[came][1:]) if with_links else (moved, *WHOLE[to][1:])

    found = faults(links, HEAD, *MARKS)

    if with_links:
        assert {fault.kind for fault in found} == {"swapped"}
        assert sorted((fault.first, fault.words.rsplit(" ", 1)[1]) for fault in found) == sorted(
            [(one + 1, str(other + 1)), (other + 1, str(one + 1))]
        )
    else:
        assert sorted(told(found)) == sorted([("swapped", n + 1, n + 1) for n in pair])


@given(st.integers(0, 39))
def test_rows_that_were_cut_off_are_counted_by_the_head(at: int) -> None:
    assert told(faults(WHOLE[:at], HEAD, *(one for one in MARKS if one.size <= at))) == [
        ("truncated", at + 1, 40)
    ]


@given(st.integers(1, 39))
def test_yesterdays_record_in_todays_place_was_set_back(at: int) -> None:
    older = WHOLE[:at]

    assert told(faults(older, head_of(older))) == []  # nothing in it shows it
    assert told(faults(older, head_of(older), *MARKS)) == [("rolled back", at + 1, 40)]


@given(st.integers(0, 38), st.integers(0, 20))
def test_a_record_that_was_set_back_and_went_on_is_forked(at: int, more: int) -> None:
    other = chained(
        [row(seq, "another") for seq in range(at + 1, 41 + more)],
        head_of(WHOLE[:at])[1] if at else rules.GENESIS,
    )
    links = WHOLE[:at] + other

    found = faults(links, head_of(links), *MARKS)

    first = next(one.size for one in MARKS if one.size > at)
    agreed = max([one.size for one in MARKS if one.size <= at], default=0)
    assert told(found) == [("forked", agreed + 1, first)]


def test_a_record_computed_anew_is_forked_from_its_signed_head() -> None:
    assert told(faults(record(40, "another"), HEAD)) == [("forked", 40, 40)]


def test_a_row_that_stands_twice_is_a_fork() -> None:
    assert told(faults([*WHOLE[:5], record(40, "another")[4], *WHOLE[5:]], HEAD)) == [("forked", 5, 5)]


def test_rows_behind_the_head_were_added() -> None:
    assert told(faults(WHOLE, head_of(WHOLE[:37]))) == [("added", 38, 40)]


def test_without_a_head_the_record_does_not_hold() -> None:
    assert told(faults(WHOLE, None)) == [("bad signature", 40, 40)]
    assert told(faults(WHOLE[:30], None, *MARKS)) == [("bad signature", 30, 30), ("truncated", 31, 40)]
    assert told(faults([], None)) == []


def test_a_checkpoint_with_the_last_row_and_another_root_is_a_fork() -> None:
    other = replace(MARKS[2], root=b"r" * 32)

    assert told(faults(WHOLE, HEAD, MARKS[1], other)) == [("forked", 8, 16)]


def test_more_faults_than_can_be_told_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MOST", 3)
    walk = Walk()
    for changed, prev_hash, stored in WHOLE:
        walk.take(changed._replace(actor="x"), prev_hash, stored)
    walk.end(HEAD)

    assert (len(walk.faults), walk.untold) == (3, 37)


@given(st.integers(1, 39))
def test_a_walk_from_a_checkpoint_finds_what_comes_after_it(at: int) -> None:
    frontier = grown((), 0, (leaf(stored) for _, _, stored in WHOLE[:at]))[0]
    start = start_at(at, signed(mark(WHOLE, at), KEY), b"".join(frontier), KEY.public_key())
    walk = Walk(MARKS, start)
    for link in WHOLE[at:]:
        walk.take(*link)
    walk.end(HEAD)
    assert walk.faults == []

    walk = Walk(MARKS, replace(start, head="f" * 64))
    walk.take(*WHOLE[at])
    assert told(walk.faults)[0] == ("altered", at + 1, at + 1)
    with pytest.raises(NoCheckpoint, match="tree"):
        start_at(at, signed(mark(WHOLE, at), KEY), bytes(32) * len(frontier), KEY.public_key())


def test_months_between_two_others() -> None:
    assert rules.months_between("2020-11", "2021-02") == ["2020-12", "2021-01"]
    assert rules.months_between("", "2021-02") == rules.months_between("2021-01", "2021-02") == []
    assert len(rules.months_between("0001-01", "9999-01")) == 100
    assert Start().head == rules.GENESIS
