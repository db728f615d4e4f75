"""What a key agent gives, how many, and to whom: asked without a process of its own."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

from shanyraq.foundation.key_holder import KeyHolder
from shanyraq.foundation.key_messages import GARBLED, OK, SEALED, STOPPED, packed, received
from shanyraq.foundation.key_server import KeyServer
from shanyraq.foundation.keyfiles import ROOT, make_key_file, roots_in

NOBODY = 65534


def test_the_agents_own_number_holds_whoever_the_site_says_is_reading(tmp_path: Path) -> None:
    holder, questions = holder_of(tmp_path, most=2)

    def ask(number: int, name: bytes, *, is_trusted: bool = False) -> bytes:
        words = [b"open", name, b"1000000", *questions[number]]
        return holder.answer(words, is_trusted=is_trusted)[0]

    assert [ask(0, b"a"), ask(1, b""), ask(0, b"b"), ask(2, b"c"), ask(2, b"")] == [
        OK,
        OK,
        OK,
        STOPPED,
        STOPPED,
    ]
    assert ask(2, b"", is_trusted=True) == OK
    assert ask(2, b"d", is_trusted=True) == STOPPED


def test_a_key_that_was_just_made_is_not_counted_for_everybody(tmp_path: Path) -> None:
    holder, questions = holder_of(tmp_path, most=0)
    by, bound = questions[0][:2], b"shq|dek|new"
    made = holder.answer([b"make", *by, bound], is_trusted=False)[1]

    assert holder.answer([b"open", b"", b"0", *by, bound, made], is_trusted=False)[0] == OK
    assert holder.answer([b"open", b"", b"0", *questions[0]], is_trusted=False)[0] == STOPPED


def test_whoever_has_one_made_in_the_name_of_an_older_key_is_not_given_the_older_one(tmp_path: Path) -> None:
    holder, questions = holder_of(tmp_path, most=0)
    by, wrapped, bound, _ = questions[0]

    assert holder.answer([b"make", by, wrapped, bound], is_trusted=False)[0] == OK
    assert holder.answer([b"open", b"", b"0", *questions[0]], is_trusted=False)[0] == STOPPED


def holder_of(folder: Path, most: int) -> tuple[KeyHolder, list[list[bytes]]]:
    """A holder and what to ask it for three keys, wrapped by one that was here before it."""
    make_key_file(folder, ROOT)
    before, by = KeyHolder(lambda: roots_in(folder), 10), b"shq|kek|1"
    wrapped = before.answer([b"make wrapping", by], is_trusted=False)[1]
    bounds = [b"shq|dek|%d" % number for number in range(3)]
    keys = [before.answer([b"make", by, wrapped, bound], is_trusted=False)[1] for bound in bounds]
    asked = [[by, wrapped, bound, key] for bound, key in zip(bounds, keys, strict=True)]
    return KeyHolder(lambda: roots_in(folder), most), asked


def test_no_wrapping_key_leaves_it_under_any_name(tmp_path: Path) -> None:
    holder, questions = holder_of(tmp_path, most=9)
    by, wrapped = questions[0][:2]

    assert holder.answer([b"open", b"", b"0", by, wrapped, by, wrapped], is_trusted=True) == [b"wrong"]
    assert holder.answer([b"make", by, wrapped, by], is_trusted=True) == [b"wrong"]
    assert holder.answer([b"make wrapping", b"shq|dek|1"], is_trusted=True) == [GARBLED]


def test_an_account_that_is_not_named_is_hung_up_on_and_one_that_is_named_is_answered(tmp_path: Path) -> None:
    make_key_file(tmp_path / "keys", ROOT)
    holder, path = KeyHolder(lambda: roots_in(tmp_path / "keys"), 5), tmp_path / "s"
    with KeyServer(path, holder, {NOBODY}) as server:
        assert path.stat().st_mode & 0o777 == 0o600
        assert server.users == {0, os.geteuid(), NOBODY}
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        server.users = {NOBODY}  # as an agent that another account had started
        assert not is_answered(path)
        server.users = {os.geteuid()}
        assert is_answered(path)
        server.shutdown()


def is_answered(path: Path) -> bool:
    """Whether this account is told how an agent is."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        with suppress(BrokenPipeError):  # it may have hung up by now
            line.sendall(packed([b"state"]))
        with suppress(ConnectionResetError):
            return received(line, waits=5, lasts=5) == [OK, b"0", b"5"]
    return False


def test_who_may_ask_and_is_not_trusted_cannot_unseal(tmp_path: Path) -> None:
    _, questions = holder_of(tmp_path, most=9)
    by, wrapped = questions[0][:2]
    holder, root = KeyHolder(list, 9), (tmp_path / ROOT).read_bytes()

    assert holder.answer([b"opens", by, wrapped], is_trusted=True) == [SEALED]
    assert holder.answer([b"unseal", root, by, wrapped], is_trusted=False) == [SEALED]
    assert holder.answer([b"unseal", b"x" * 32, by, wrapped], is_trusted=True) == [b"wrong"]
    assert holder.answer([b"unseal", root, by, wrapped], is_trusted=True) == [OK]
    assert holder.answer([b"opens", by, wrapped], is_trusted=False) == [OK]


def test_many_asked_for_at_once_leave_as_far_as_they_would_one_by_one(tmp_path: Path) -> None:
    holder, questions = holder_of(tmp_path, most=2)
    alone = [holder.answer([b"open", b"", b"0", *one], is_trusted=True)[1] for one in questions]
    at_once = [part for one in questions for part in one]

    answer = holder.answer([b"open", b"a", b"9", *at_once], is_trusted=False)

    assert answer == [OK, *alone[:2]]
    assert holder.answer([b"state"], is_trusted=False) == [OK, b"2", b"2"]
    assert holder.answer([b"open", b"a", b"9", *questions[2] * 2], is_trusted=False) == [STOPPED]
    assert holder.answer([b"open", b"a", b"9", *at_once[:-1]], is_trusted=False) == [GARBLED]
