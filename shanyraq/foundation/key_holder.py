"""What a key agent answers: it holds the root key, opens data keys one by one, and counts them within the hour.

It knows neither sockets nor the database: what is wrapped comes with the question, and is believed as far as it opens.
No wrapping key ever leaves it. Counted are different keys: of each reader, up to her budget as the site names it, and
of everybody together, up to a number of the agent's own, which no site can talk away.
"""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress

from cryptography.exceptions import InvalidTag

from shanyraq.foundation.agent import InProcess, Reader
from shanyraq.foundation.errors import OverBudget
from shanyraq.foundation.key_messages import GARBLED, OK, OVER, SEALED, STOPPED, WRONG
from shanyraq.foundation.keyfiles import ROOT, mark_of, unwrap, wrap, wrapping_root

log = logging.getLogger(__name__)
WRAPPING, DATA = b"shq|kek|", b"shq|dek|"  # what the wrapping of either kind of key is bound to begins with
EVERYBODY, MADE = "everybody", Reader("made", sys.maxsize)
ONE_KEY = 4  # texts with which a key is asked for: what wraps it and its place, it and its place
MOST_KNOWN = 4096  # wrapping keys kept open
# Of what is counted, so that nobody can fill its memory until it ends and counts anew; and of a reader's name.
MOST_COUNTED, LONGEST_NAME = 500_000, 64


class KeyHolder:
    """Answers one question after the other, in any number of threads.

    `roots` reads the root keys, the one in use first; none while the agent is sealed. `most` is how many different
    keys leave it within an hour, whoever asks. A key that was made within the hour is not counted there: nothing
    older hangs on it.
    """

    def __init__(self, roots: Callable[[], list[bytes]], most: int) -> None:
        self._roots, self._most = roots, most
        self._held = roots()
        self._known: dict[tuple[bytes, bytes], bytes] = {}
        self._readers, self._all, self._made = InProcess(), InProcess(), InProcess()

    def answer(self, question: list[bytes], *, is_trusted: bool) -> list[bytes]:
        """The answer. `is_trusted`: whoever asks could read the root key as well, so that what no reader asks for is
        not counted. Never raises.
        """
        try:
            return self._answer(question, is_trusted)
        except InvalidTag:
            return [WRONG]
        except ValueError:
            return [GARBLED]
        except OSError:
            log.exception("the root key cannot be read")
            return [SEALED]

    def _answer(self, question: list[bytes], is_trusted: bool) -> list[bytes]:
        match question:
            case [b"unseal", root, by, by_wrapped] if is_trusted:
                unwrap(by_wrapped, wrapping_root(root), by)
                self._held = [root]
                return [OK]
            case _ if not self._held and not self._read():
                return [SEALED]
            case [b"state"]:
                return [OK, b"%d" % self._all.opened_by(EVERYBODY), b"%d" % self._most]
            case [b"mark"]:
                return [OK, mark_of(ROOT, self._read()[0]).encode()]
            case [b"opens", by, by_wrapped]:
                self._wrapping(by, by_wrapped)
                return [OK]
            case [b"open", _, _, *keys] if len(keys) > ONE_KEY and len(keys) % ONE_KEY == 0:
                return self._one_by_one(question[:3], keys, is_trusted)
            case [b"open", name, most, by, by_wrapped, bound, wrapped] if len(name) <= LONGEST_NAME:
                key = unwrap(wrapped, self._wrapping(by, by_wrapped), _data(bound))
                reader = Reader(name.decode("ascii"), int(most)) if name else None
                return self._counted(reader, bound, wrapped, is_trusted) or [OK, key]
            case [b"make", by, by_wrapped, bound]:
                made = wrap(secrets.token_bytes(32), self._wrapping(by, by_wrapped), _data(bound))
                if self._made.total < MOST_COUNTED:
                    self._made.let_open(MADE, made)  # not what it is bound to: whoever asks chooses that
                return [OK, made]
            case [b"make wrapping", bound] if bound.startswith(WRAPPING):
                root = wrapping_root(self._read()[0])  # as it is now: it may have been replaced
                return [OK, wrap(secrets.token_bytes(32), root, bound)]
            case [b"wrap anew", by, by_wrapped, bound, wrapped, now, now_wrapped]:
                key = unwrap(wrapped, self._wrapping(by, by_wrapped), _data(bound))
                return [OK, wrap(key, self._wrapping(now, now_wrapped), bound)]
        return [GARBLED]

    def _one_by_one(self, asked: list[bytes], keys: list[bytes], is_trusted: bool) -> list[bytes]:
        """Keys asked for in one message, each opened and counted as if it were asked for alone, until one does not
        leave; where that is the first of them, why.
        """
        given = [OK]
        for at in range(0, len(keys), ONE_KEY):
            answer = self.answer([*asked, *keys[at : at + ONE_KEY]], is_trusted=is_trusted)
            if answer[0] != OK:
                return given if at else answer
            given += answer[1:]
        return given

    def _counted(self, reader: Reader | None, bound: bytes, wrapped: bytes, is_trusted: bool) -> list[bytes]:
        """Why a key does not leave; empty where it may."""
        if reader is not None:
            if self._readers.total >= MOST_COUNTED:
                log.warning("refused: more readers than can be counted")
                return [STOPPED]
            try:
                self._readers.let_open(reader, bound)
            except OverBudget as stop:
                log.warning("refused: %s has opened %d keys within an hour", reader.name, stop.opened)
                return [OVER, b"%d" % stop.opened, b"%d" % stop.most]
        if (reader is None and is_trusted) or self._made.has_opened(MADE.name, wrapped):
            return []
        try:
            self._all.let_open(Reader(EVERYBODY, self._most), bound)
        except OverBudget as stop:
            log.warning("refused: all together have opened %d keys within an hour", stop.opened)
            return [STOPPED]
        return []

    def _wrapping(self, bound: bytes, wrapped: bytes) -> bytes:
        """A wrapping key in clear. Raises InvalidTag."""
        if not bound.startswith(WRAPPING):
            raise InvalidTag
        found = self._known.get((bound, wrapped))
        if found is None:
            found = self._opened(bound, wrapped, self._held) or self._opened(bound, wrapped, self._read())
            if found is None:
                raise InvalidTag
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[bound, wrapped] = found
        return found

    def _opened(self, bound: bytes, wrapped: bytes, roots: list[bytes]) -> bytes | None:
        for root in roots:
            with suppress(InvalidTag):
                return unwrap(wrapped, wrapping_root(root), bound)
        return None

    def _read(self) -> list[bytes]:
        """The root keys as they lie in their files now; where none lies there, those that are held."""
        self._held = self._roots() or self._held
        return self._held


def _data(bound: bytes) -> bytes:
    """What the wrapping of a data key is bound to: it opens as nothing else. Raises InvalidTag."""
    if not bound.startswith(DATA):
        raise InvalidTag
    return bound
