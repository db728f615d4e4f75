"""What a panel needs to decide, whoever votes and in whichever order; and until when. Without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shanyraq.panels import rules
from shanyraq.panels.rules import AGREED, DECIDED, NOT_AGREED, Barred, Member, Standing, Terms, Vote

SEATS = ("protection", "health", "learning_law")
PEOPLE = [UUID(int=number) for number in range(1, 8)]
AT = datetime(2021, 5, 14, 10, tzinfo=UTC)  # a Friday
a_vote = some.builds(
    Vote, member=some.sampled_from(PEOPLE), seat=some.sampled_from(SEATS), is_for=some.booleans()
)
votes = some.lists(a_vote, max_size=9)
barred = some.sets(some.sampled_from(PEOPLE), max_size=4)


def outcome(given_votes: list[Vote], out: set[UUID] = frozenset(), *, urgent: bool = False) -> str:  # type: ignore[assignment]
    return rules.outcome(given_votes, barred=out, quorum=3, seats=SEATS, is_urgent=urgent)


@given(votes, barred, some.booleans())
def test_nothing_is_decided_without_three_different_people(
    given_votes: list[Vote], out: set[UUID], urgent: bool
) -> None:
    if outcome(given_votes, out, urgent=urgent):
        assert len({vote.member for vote in given_votes} - out) >= 3


@given(votes, barred, some.booleans())
def test_a_barred_vote_changes_nothing(given_votes: list[Vote], out: set[UUID], urgent: bool) -> None:
    allowed = [vote for vote in given_votes if vote.member not in out]

    assert outcome(given_votes, out, urgent=urgent) == outcome(allowed, urgent=urgent)


@given(
    votes.flatmap(lambda one: some.tuples(some.just(one), some.permutations(one))), barred, some.booleans()
)
def test_the_order_of_the_votes_does_not_matter(
    both: tuple[list[Vote], list[Vote]], out: set[UUID], urgent: bool
) -> None:
    assert outcome(both[0], out, urgent=urgent) == outcome(list(both[1]), out, urgent=urgent)


@given(barred, barred, some.integers(-2, 2))
def test_a_panel_waits_for_whoever_may_still_vote_and_no_longer_than_its_day(
    silent: set[UUID], out: set[UUID], days: int
) -> None:
    waits = rules.waits_for_votes(silent, out, AT + timedelta(days=days), AT)

    assert waits == (days < 0 and bool(silent - out))


@given(votes, barred)
def test_without_haste_every_view_is_there(given_votes: list[Vote], out: set[UUID]) -> None:
    if outcome(given_votes, out):
        assert {vote.seat for vote in rules.counted(given_votes, out)} == set(SEATS)


@given(votes, some.booleans())
def test_a_yes_is_more_than_half_of_those_who_count(given_votes: list[Vote], urgent: bool) -> None:
    counted = rules.counted(given_votes, ())
    if outcome(given_votes, urgent=urgent) == AGREED:
        assert 2 * sum(vote.is_for for vote in counted) > len(counted)


def of(*answers: bool, seats: tuple[str, ...] = SEATS) -> list[Vote]:
    return [Vote(PEOPLE[n], seats[n % len(seats)], answer) for n, answer in enumerate(answers)]


@pytest.mark.parametrize(
    ("answers", "decided"),
    [
        ((True, True, True), AGREED),
        ((True, False, True), AGREED),
        ((False, False, True), NOT_AGREED),
        ((True, True, False, False), NOT_AGREED),
        ((True, True), ""),
        ((), ""),
    ],
)
def test_the_majority_decides_and_a_tie_is_no_yes(answers: tuple[bool, ...], decided: str) -> None:
    assert outcome(of(*answers)) == decided


def test_whoever_votes_twice_counts_not_at_all() -> None:
    twice = [*of(True, True, True), Vote(PEOPLE[0], "health", False)]

    assert outcome(twice) == ""


def test_in_haste_three_of_one_house_decide_and_others_confirm_it() -> None:
    same = of(True, True, True, seats=("health",))

    assert (outcome(same), outcome(same, urgent=True)) == ("", AGREED)


@pytest.mark.parametrize(
    ("where", "is_chair", "reason"),
    [
        ("owners", False, "owner"),
        ("askers", False, "asked"),
        ("kin", False, "kin"),
        ("authors", False, "author"),
        ("before", False, "before"),
        ("line_managers", True, "line"),
        ("line_managers", False, ""),
    ],
)
def test_who_is_barred_is_told_why(where: str, is_chair: bool, reason: str) -> None:
    out = Barred(**{where: frozenset({PEOPLE[0]})})
    one = Member(PEOPLE[0], "Roza M.", frozenset({"health"}))

    assert reason == rules.reason_not_to_sit(
        one, disciplines=["health"], is_chair=is_chair, sitting=[], barred=out
    )


def test_a_second_account_of_somebody_who_sits_already_does_not_sit() -> None:
    sits = Member(PEOPLE[0], "Roza  Mukanova", frozenset({"health"}))
    again = Member(PEOPLE[1], "roza mukanova", frozenset({"teacher"}))

    assert (
        rules.reason_not_to_sit(
            again, disciplines=["teacher"], is_chair=False, sitting=[sits], barred=Barred()
        )
        == "twice"
    )


@pytest.mark.parametrize(
    ("asked", "number", "due"),
    [
        (date(2021, 5, 14), 5, date(2021, 5, 21)),
        (date(2021, 5, 15), 5, date(2021, 5, 21)),
        (date(2021, 5, 10), 5, date(2021, 5, 17)),
        (date(2021, 5, 10), 1, date(2021, 5, 11)),
    ],
)
def test_five_working_days_leave_out_the_weekend(asked: date, number: int, due: date) -> None:
    assert rules.working_days_after(asked, number) == due


def test_what_cannot_wait_is_due_after_a_day() -> None:
    assert rules.due_at(AT, Terms(), is_urgent=True) == AT + timedelta(hours=24)
    assert rules.due_at(AT, Terms(), is_urgent=False).date() == date(2021, 5, 21)


@pytest.mark.parametrize(
    ("standing", "hours", "holds"),
    [
        (Standing(DECIDED, AGREED, AT), 1, True),
        (Standing(DECIDED, AGREED, AT), 24 * 90, True),
        (Standing(DECIDED, AGREED, AT), 24 * 90 + 1, False),
        (Standing(DECIDED, AGREED, AT, True), 72, True),
        (Standing(DECIDED, AGREED, AT, True), 73, False),
        (Standing(DECIDED, AGREED, AT, True, True), 73, True),
        (Standing(DECIDED, AGREED, AT, True, False), 1, False),
        (Standing("WAITING"), 1, False),
    ],
)
def test_a_decision_holds_for_its_days_and_in_haste_only_if_confirmed(
    standing: Standing, hours: int, holds: bool
) -> None:
    assert rules.holds(standing, AT + timedelta(hours=hours), Terms()) is holds


def test_a_no_carries_only_what_needs_no_yes() -> None:
    no = Standing(DECIDED, NOT_AGREED, AT)

    assert rules.carries(no, AT, Terms(), needs_yes=False)
    assert not rules.carries(no, AT, Terms(), needs_yes=True)
