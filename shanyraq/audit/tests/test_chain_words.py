"""What a walk along the record says in words, counts, and makes of rows that cannot be read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shanyraq.audit import rules
from shanyraq.audit.rules import chain
from shanyraq.audit.rules.chain import Shard, Walk, first_fault
from shanyraq.audit.tests.test_chain_rules import (
    HEAD,
    MARKS,
    WHOLE,
    Link,
    chained,
    faults,
    head_of,
    mark,
    row,
    told,
)


def words(links: list[Link], head: tuple[int, str] | None = HEAD, *marks: Any) -> list[str]:
    return [fault.words for fault in faults(links, head, *marks)]


def walked(rows: list[rules.Row]) -> Walk:
    walk = Walk()
    for link in (links := chained(rows)):
        walk.take(*link)
    walk.end(head_of(links))
    return walk


def test_the_first_fault_of_a_chain_is_told_alone() -> None:
    assert first_fault(WHOLE, HEAD) is None
    for wrong in (WHOLE[:30], [*WHOLE[:3], *WHOLE[4:]]):
        fault = first_fault(wrong, HEAD)

        assert [fault] == faults(wrong, HEAD)


# --- what is counted --------------------------------------------------------------------------------------------------


def test_each_month_is_known_by_its_first_and_last_row() -> None:
    walk = walked([row(seq) for seq in range(1, 24)])

    assert walk.shards == {"2021-01": Shard(1, 10), "2021-02": Shard(11, 20), "2021-03": Shard(21, 23)}


def test_silences_longer_than_five_minutes_are_counted_and_the_longest_is_named() -> None:
    minutes = ["10:00:00", "10:00:59", "10:05:59", "10:11:00", "11:00:00", "11:06:00"]
    walk = walked(
        [row(seq)._replace(at=f"2021-01-01T{at}.000000Z") for seq, at in enumerate(minutes, 1)]
        + [row(7)._replace(at="no time"), row(8)]
    )

    assert walk.faults == []
    assert (walk.silences, walk.longest) == (
        3,
        (timedelta(minutes=49), "2021-01-01T10:11:00.000000Z"),
    )


# --- what is said -----------------------------------------------------------------------------------------------------


def test_one_missing_row_and_several_are_told_in_other_words() -> None:
    assert words([*WHOLE[:4], *WHOLE[5:]]) == ["row 5 (2021-01) is missing: the next one found is 6"]
    assert words([*WHOLE[:4], *WHOLE[6:]]) == [
        "row 5 (2021-01) and those after it are missing: the next one found is 7"
    ]
    assert words(WHOLE[1:]) == ["row 1 (2021-01) is missing: the next one found is 2"]
    assert words(WHOLE[2:]) == ["row 1 (2021-01) and those after it are missing: the next one found is 3"]


def test_what_is_missing_is_of_the_month_in_which_it_begins() -> None:
    assert [one.shard for one in faults([*WHOLE[:9], *WHOLE[11:]], HEAD)] == ["2021-01"]
    assert [one.shard for one in faults(WHOLE[12:], HEAD)] == ["2021-02"]


def test_whoever_knows_the_end_is_named() -> None:
    assert words(WHOLE[:30]) == ["rows 31 to 40 were cut off: the signed head ends at 40"]
    known = "rows 31 to 40 were cut off: a checkpoint knows 40"
    assert words(WHOLE[:30], head_of(WHOLE[:35]), *MARKS) == [known]
    assert words(WHOLE[:30], None, *MARKS)[1:] == [known]
    assert told(faults([], None, MARKS[-1])) == [("bad signature", 0, 0), ("truncated", 1, 40)]


def test_a_head_that_is_not_well_signed_is_told_once() -> None:
    walk = Walk()
    for link in WHOLE:
        walk.take(*link)
    walk.end(None, "the head is not signed by us")

    assert [one.words for one in walk.faults] == ["the head is not signed by us"]


# --- rows that cannot be read -----------------------------------------------------------------------------------------


def test_a_row_with_a_number_that_is_never_given_is_altered() -> None:
    links = [*WHOLE, (row(1)._replace(seq="0", shard="2021-04"), "", "")]

    assert told(faults(links, HEAD)) == [("altered", 0, 0)]
    assert told(faults([(row(1)._replace(seq="-1"), "", ""), *WHOLE], HEAD)) == [("altered", -1, -1)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"version": "9"}, "its version is 9, and that is unknown"),
        ({"actor": None}, "it holds what is no text"),
        ({"actor": "\ud800"}, "it holds what is no text"),
    ],
)
def test_what_cannot_be_hashed_says_why_and_what_the_reader_said_comes_first(
    changed: dict[str, Any], said: str
) -> None:
    one, before, stored = WHOLE[0]

    for complaint, expected in (("", said), ("it is torn", "it is torn")):
        walk = Walk()
        assert not walk.take(one._replace(**changed), before, stored, complaint)
        assert [fault.words for fault in walk.faults] == [f"row 1 cannot be read: {expected}"]


def test_where_a_row_cannot_be_read_nobody_knows_what_the_next_one_follows() -> None:
    walk = Walk()
    for link in WHOLE[:4]:
        walk.take(*link)
    walk.take(*WHOLE[4], "it is torn")
    for link in chained([row(6), row(7)], "f" * 64):
        walk.take(*link)

    assert told(walk.faults) == [("altered", 5, 5)]


@pytest.mark.parametrize("stored", [None, "zz", "ab"])
def test_a_hash_that_is_none_is_an_altered_row_also_where_checkpoints_are_compared(stored: Any) -> None:
    links = [*WHOLE]
    links[8] = (*WHOLE[8][:2], stored)

    assert told(faults(links, HEAD, *MARKS)) == [("altered", 9, 9)]


# --- checkpoints, and rows that were swapped --------------------------------------------------------------------------


def test_a_checkpoint_with_the_root_of_all_rows_and_another_last_one_is_a_fork() -> None:
    assert told(faults(WHOLE, HEAD, MARKS[1], replace(MARKS[2], head="f" * 64))) == [("forked", 8, 16)]


def test_a_checkpoint_of_a_row_that_is_missing_proves_nothing_of_the_next() -> None:
    misled = replace(mark(WHOLE, 5), head=WHOLE[5][2])
    other = replace(mark(WHOLE, 16), head="f" * 64)

    assert told(faults([*WHOLE[:4], *WHOLE[5:]], HEAD, misled, other)) == [
        ("removed", 5, 5),
        ("forked", 1, 16),
    ]


def test_swapped_rows_behind_those_that_are_told_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MOST", 1)
    links = [*WHOLE]
    for one, other in ((0, 1), (4, 5)):
        for to, came in ((one, other), (other, one)):
            links[to] = (WHOLE[came][0]._replace(seq=str(to + 1)), *WHOLE[came][1:])
    walk = Walk()
    for link in links:
        walk.take(*link)
    walk.end(HEAD)

    assert (told(walk.faults), walk.untold) == ([("swapped", 1, 1)], 3)


def test_no_more_rows_are_looked_at_as_swapped_than_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "COMPARED", 1)
    links = [*WHOLE]
    for to, came in ((0, 1), (1, 0)):
        links[to] = (WHOLE[came][0]._replace(seq=str(to + 1)), *WHOLE[came][1:])

    assert {kind for kind, _, _ in told(faults(links, HEAD))} == {"altered"}


def test_what_stands_in_no_order_is_not_well() -> None:
    walk = Walk()
    for seq, kind in (("none", "altered"), ("0", "altered")):
        assert not walk.take(row(1)._replace(seq=seq), "", "", "it is torn")
        assert told(walk.faults)[-1] == (kind, 0, 0)
    assert "has the number none, which is none: it is torn" in walk.faults[0].words
    assert walk.take(*WHOLE[0]) and not walk.take(*WHOLE[0])


@pytest.mark.parametrize(("upto", "said"), [(10, "is missing"), (11, "and those after it are missing")])
def test_what_is_missing_at_the_end_of_a_month_is_told_with_that_month(upto: int, said: str) -> None:
    (fault,) = faults([*WHOLE[:9], *WHOLE[upto:]], HEAD)

    assert fault.words.startswith(f"row 10 (2021-01) {said}")


def test_a_row_that_cannot_be_read_is_compared_with_others_and_never_with_itself() -> None:
    swapped = [*WHOLE]
    for to, came in ((0, 1), (1, 0)):
        swapped[to] = (WHOLE[came][0]._replace(seq=str(to + 1)), *WHOLE[came][1:])
    for links, kind in ((WHOLE, "altered"), (swapped, "swapped")):
        walk = Walk()
        for number, link in enumerate(links):
            walk.take(*link, "it is torn" if number < 2 else "")
        walk.end(HEAD)

        assert told(walk.faults) == [(kind, 1, 1), (kind, 2, 2)]


def test_two_rows_that_cannot_be_hashed_were_not_swapped() -> None:
    links = [(one._replace(version="9") if at < 2 else one, *rest) for at, (one, *rest) in enumerate(WHOLE)]

    assert told(faults(links, HEAD)) == [("altered", 1, 1), ("altered", 2, 2)]  # type: ignore[arg-type]


def test_what_was_written_anew_lies_behind_the_last_checkpoint_that_agrees() -> None:
    other = replace(MARKS[2], head="1" * 64)

    (said,) = words(WHOLE, HEAD, MARKS[1], other)

    assert "knows another row 16: rows between 8 and 16 were written anew" in said


def test_a_record_that_was_set_back_is_told_by_the_longest_checkpoint() -> None:
    (said,) = words(WHOLE[:30], head_of(WHOLE[:30]), MARKS[3], replace(MARKS[4], at="later"))

    assert said == "the record ends at row 30, but on later it was 40 rows long: it was set back"
