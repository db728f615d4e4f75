"""What goes over the line to a key agent: every message comes back as it was, and junk is never more than junk."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.foundation.key_holder import KeyHolder
from shanyraq.foundation.key_messages import (
    GARBLED,
    LONGEST,
    OK,
    SEALED,
    WRONG,
    Garbled,
    packed,
    received,
    unpacked,
)

PARTS = st.lists(st.binary(max_size=200), min_size=1, max_size=12)
KNOWN = [b"open", b"make", b"make wrapping", b"wrap anew", b"opens", b"mark", b"state", b"unseal"]
VERBS = st.one_of(st.binary(), st.sampled_from(KNOWN))
BOUND = st.sampled_from([b"shq|kek|1", b"shq|dek|1", b"", b"\xff"])


@given(PARTS)
def test_a_message_comes_back_as_it_was(parts: list[bytes]) -> None:
    assert unpacked(packed(parts)[4:]) == parts


@given(PARTS)
def test_a_message_comes_through_a_line(parts: list[bytes]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(packed(parts))
        ours.shutdown(socket.SHUT_WR)

        assert received(theirs, waits=5, lasts=5) == parts
        assert received(theirs, waits=5, lasts=5) is None


@given(st.one_of(st.binary(max_size=60), st.lists(st.integers(0, 3), max_size=40).map(bytes)))
def test_junk_is_a_message_or_garbled_and_nothing_else(junk: bytes) -> None:
    try:
        found = unpacked(junk)
    except Garbled:
        return
    assert packed(found)[4:] == junk


@given(st.binary(min_size=1, max_size=300))
def test_junk_on_the_line_is_a_message_or_garbled_and_nothing_else(junk: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(junk)
        ours.shutdown(socket.SHUT_WR)
        try:
            received(theirs, waits=5, lasts=5)
        except Garbled:
            return


def test_a_message_that_says_it_is_too_long_is_not_waited_for() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall((LONGEST + 1).to_bytes(4, "big"))

        with pytest.raises(Garbled):
            received(theirs, waits=0.05, lasts=0.05)


@given(VERBS, st.lists(st.one_of(BOUND, st.binary())), st.booleans())
def test_no_question_makes_the_agent_fall_or_give_a_key(
    verb: bytes, rest: list[bytes], is_sealed: bool
) -> None:
    answer = KeyHolder(list if is_sealed else lambda: [bytes(32)], 5).answer([verb, *rest], is_trusted=True)

    assert answer[0] in (OK, WRONG, GARBLED, SEALED)
    assert answer[0] != OK or verb in (b"state", b"mark", b"make wrapping")


@pytest.mark.parametrize("parts", [[], [b"x" * LONGEST], [b"x"] * LONGEST])
def test_what_is_too_long_to_be_taken_is_not_sent(parts: list[bytes]) -> None:
    with pytest.raises(Garbled):
        packed(parts)


def test_who_stops_in_the_middle_is_waited_for_so_long_and_no_longer() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(packed([b"state"])[:6])

        with pytest.raises(TimeoutError):
            received(theirs, waits=1, lasts=0.05)


def test_a_root_key_that_cannot_be_read_seals_the_agent(tmp_path: Path) -> None:
    def roots() -> list[bytes]:
        if (tmp_path / "gone").exists():
            raise PermissionError
        return []

    holder = KeyHolder(roots, 5)
    (tmp_path / "gone").touch()

    assert holder.answer([b"state"], is_trusted=True) == [SEALED]
