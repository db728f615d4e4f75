"""Whoever asks: what her rights open, what she only adds to, and by what the record knows her."""

from uuid import UUID

import pytest

from shanyraq.access.rules import Actor, Grant, Permission, decide_without_object, role_in_hand

SOMEBODY = UUID("5a000000-0000-4000-8000-00000000000a")
SYSTEM = Actor(None, None, system_reason="a job")


def actor(own: str = "", discipline: str = "", **rights: str) -> Actor:
    return Actor(SOMEBODY, SOMEBODY, discipline=discipline, rights=rights, own=frozenset(own.split()))


@pytest.mark.parametrize(
    ("asking", "known_as"),
    [(actor(), str(SOMEBODY)), (SYSTEM, "system"), (Actor(None, None), "nobody")],
)
def test_the_record_knows_whoever_asks(asking: Actor, known_as: str) -> None:
    assert asking.audit_id == known_as


def test_the_system_reads_and_writes_everything_and_needs_no_role() -> None:
    assert SYSTEM.is_system and not actor().is_system
    assert SYSTEM.reads("C2") and SYSTEM.writes("C2")
    assert decide_without_object(SYSTEM, Permission("case.close", "C0", writes=True))
    assert not decide_without_object(SYSTEM, None)


@pytest.mark.parametrize(
    ("reach", "is_far"),
    [("region", True), ("centre", True), ("early", True), ("operation", True), ("assigned", False)],
)
def test_only_some_roles_reach_more_people_than_a_list_can_hold(reach: str, is_far: bool) -> None:
    places = (Grant("first", "none"), Grant("first", reach))

    assert Actor(SOMEBODY, SOMEBODY, grants=places).reaches_far is is_far
    assert Actor(SOMEBODY, SOMEBODY, grants=places).role == "first"


def test_there_is_nobody_in_two_roles_at_once() -> None:
    with pytest.raises(ValueError):
        Actor(SOMEBODY, SOMEBODY, grants=(Grant("first", "region"), Grant("second", "region")))


@pytest.mark.parametrize(
    ("held", "wanted", "found"),
    [
        (("worker", "leader"), ("leader",), "leader"),
        (("worker", "leader"), ("", "leader"), "leader"),
        (("worker", "leader"), ("worker", "leader"), "worker"),
        (("worker", "leader"), ("chief",), "worker"),
        (("worker", "leader"), (), "worker"),
        ((), ("leader",), ""),
    ],
)
def test_she_works_as_what_she_asked_for_if_she_holds_it_else_in_the_first_role_of_hers(
    held: tuple[str, ...], wanted: tuple[str, ...], found: str
) -> None:
    assert role_in_hand(held, *wanted) == found


def test_nobody_without_a_role_reaches_far() -> None:
    assert not actor().reaches_far


@pytest.mark.parametrize(
    ("rights", "names", "knows"),
    [
        ({"C1": "R"}, True, True),
        ({"C1": "W"}, True, True),
        ({"C1": "N"}, True, True),
        ({"C0": "W"}, False, True),
        ({"C0": "R"}, False, True),
        ({"C0": "S"}, False, True),
        ({"C1": "S", "C0": "counts"}, False, False),
        ({"C0": "N"}, False, False),
        ({}, False, False),
    ],
)
def test_she_knows_people_by_name_by_first_name_or_by_their_codes(
    rights: dict[str, str], names: bool, knows: bool
) -> None:
    assert (actor(**rights).names_people, actor(**rights).knows_people) == (names, knows)


def test_entries_of_her_own_are_all_she_sees_where_she_does_not_read() -> None:
    somebody = actor("C3 C4", C4="R", C5="O", C6="S", C7="W")

    assert somebody.owns_only == {"C3", "C5"}
    assert [part for part in ("C3", "C4", "C5", "C6", "C7") if somebody.writes(part)] == [
        "C3",
        "C4",
        "C5",
        "C7",
    ]


@pytest.mark.parametrize(
    ("compartment", "discipline", "is_seen"),
    [
        ("C4", "legal", True),
        ("C3", "health", True),
        ("C3", "legal", False),
        ("C6", "health", False),
    ],
)
def test_of_what_she_does_not_read_she_sees_the_services_of_her_discipline(
    compartment: str, discipline: str, is_seen: bool
) -> None:
    assert actor("C3", "health", C4="R").sees_service(compartment, discipline) is is_seen
