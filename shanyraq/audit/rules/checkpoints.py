"""A checkpoint: one signed page of text that says how long the record was, and what stood in all of it. Pure.

    shanyraq record of 3f0c…          whose record
    1280                              how many rows
    jL4…=                             the Merkle root over them, base64
    head 9af1…                        the hash of the last row
    at 2021-05-20T04:10:00.000000Z    when
    next 77ab…                        only where an epoch ends: the public key that signs from here on

    — shanyraq MEUC…=                 Ed25519 over the lines above, with their line ends

A witness's file is many such pages, one behind the other. The key of an epoch is vouched for by the one before, on the
page with which that one ends; the first is known from elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shanyraq.audit.rules import GENESIS
from shanyraq.audit.rules.tree import NODE, root_of

ORIGIN = "shanyraq record of "
SIGNED_BY = "— shanyraq "
NEXT = "next "
KEY = re.compile("[0-9a-f]{64}")
_QUOTED = re.compile("(> ?)+")


class NoCheckpoint(Exception):
    """A text that is no checkpoint, or carries another signature. The message says which."""


@dataclass(frozen=True)
class Checkpoint:
    """How long the record was at one instant, and the root and last hash that it had."""

    origin: str
    size: int
    root: bytes
    head: str
    at: str
    next: str = ""  # the public key of the next epoch, in hex; where this page ends one

    @property
    def body(self) -> str:
        """The lines that are signed."""
        root = base64.b64encode(self.root).decode()
        next_key = f"{NEXT}{self.next}\n" if self.next else ""
        return f"{ORIGIN}{self.origin}\n{self.size}\n{root}\nhead {self.head}\nat {self.at}\n{next_key}"


@dataclass(frozen=True)
class Epoch:
    """From behind which row on which key signs."""

    after: int
    key: Ed25519PublicKey


def epoch_at(epochs: Sequence[Epoch], seq: int) -> int:
    """The number of the epoch of a head at this row: the last one that began before it."""
    return max((number for number, one in enumerate(epochs) if one.after < seq), default=0)


def key_at(epochs: Sequence[Epoch], seq: int) -> Ed25519PublicKey:
    """The key that signs a head, or a checkpoint, at this row."""
    return epochs[epoch_at(epochs, seq)].key


Unsigned = tuple[Checkpoint, bytes]


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The page of text, to be kept elsewhere."""
    signature = base64.b64encode(key.sign(checkpoint.body.encode())).decode()
    return f"{checkpoint.body}\n{SIGNED_BY}{signature}\n"


def read(text: str, key: Ed25519PublicKey) -> Checkpoint:
    """The checkpoint that a page holds, once its signature was found good. Raises NoCheckpoint."""
    return _vouched_for(*_parsed(text), [key])


def read_all(
    pages: Iterable[tuple[str, str]], first: Ed25519PublicKey
) -> tuple[list[Checkpoint], list[Epoch], list[str]]:
    """The checkpoints of many pages, the epochs that they tell of, and what is wrong with the others, in words.

    A page is where it stands, in words, and its text. By their sizes: so each is signed by the key that was in use when
    the record was so long, or by an earlier one; the key of a later epoch cannot sign for rows of an earlier one.
    """
    found, marks, epochs, complaints = (
        dict[str, Unsigned](),
        list[Checkpoint](),
        [Epoch(0, first)],
        list[str](),
    )
    places = dict[str, str]()
    for where, text in pages:
        if text in places:
            continue
        places[text] = where
        try:
            found[text] = _parsed(text)
        except NoCheckpoint as fault:
            complaints.append(f"a checkpoint {where}: {fault}")
    for text, (mark, signature) in sorted(
        found.items(), key=lambda one: (one[1][0].size, bool(one[1][0].next))
    ):
        try:
            marks.append(_vouched_for(mark, signature, [one.key for one in reversed(epochs)]))
        except NoCheckpoint as fault:
            complaints.append(f"a checkpoint {places[text]}: {fault}")
            continue
        if mark.next and is_signed(epochs[-1].key, signature, mark.body.encode()):
            epochs.append(Epoch(mark.size, Ed25519PublicKey.from_public_bytes(bytes.fromhex(mark.next))))
    return marks, epochs, complaints


def is_signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether a signature is this key's."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _parsed(text: str) -> Unsigned:
    """The checkpoint of a page and its signature, not looked at yet. Raises NoCheckpoint."""
    if not isinstance(text, str):  # whatever the file holds
        raise NoCheckpoint("this is no checkpoint: it holds what is no text")
    try:
        body, _, note = text.replace("\r\n", "\n").partition("\n\n")
        origin, size, root, head, at, *more = body.split("\n")
        (next_key,) = more or [""]
        found = Checkpoint(
            origin.removeprefix(ORIGIN),
            int(size),
            base64.b64decode(root, validate=True),
            head.removeprefix("head "),
            at.removeprefix("at "),
            next_key.removeprefix(NEXT),
        )
        signature = base64.b64decode(note.strip().removeprefix(SIGNED_BY), validate=True)
    except (ValueError, binascii.Error):
        raise NoCheckpoint("this is no checkpoint: it has not the lines of one") from None
    if found.body != body + "\n":
        raise NoCheckpoint("this is no checkpoint: its lines are not written as ours are")
    if found.next and not KEY.fullmatch(found.next):
        raise NoCheckpoint("this is no checkpoint: it names a next key that is none")
    return found, signature


def _vouched_for(mark: Checkpoint, signature: bytes, keys: Iterable[Ed25519PublicKey]) -> Checkpoint:
    if not any(is_signed(key, signature, mark.body.encode()) for key in keys):
        raise NoCheckpoint("the checkpoint carries a bad signature")
    return mark


def pages_of(lines: Iterable[str]) -> Iterator[str]:
    """The pages of a witness's file. One that was not written to its end (the power failed) is left out."""
    return (page for page, is_whole in parts_of(lines) if is_whole)


def parts_of(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The pages of a file that somebody kept, and whether each is whole: one without its signature is not.

    Kept by hand or sent by mail, lines can end otherwise, or begin with `> `, and the last one not end at all.
    """
    page: list[str] = []
    for line in (_QUOTED.sub("", line).rstrip("\r\n") + "\n" for line in lines):
        if line.startswith(ORIGIN):
            if page and page[0].startswith(ORIGIN):
                yield "".join(page), False
            page = []
        if page or line.strip():
            page.append(line)
        if line.startswith(SIGNED_BY):
            yield "".join(page), True
            page = []
    if page and page[0].startswith(ORIGIN):
        yield "".join(page), False


@dataclass(frozen=True)
class Start:
    """Where a walk begins: after so many rows, of which the last had this hash. The frontier is of their tree."""

    size: int = 0
    head: str = GENESIS
    frontier: tuple[bytes, ...] = ()
    shard: str = ""


def start_at(size: int, page: str, frontier: bytes, key: Ed25519PublicKey) -> Start:
    """What a signed checkpoint proves, to go on from. Raises NoCheckpoint where it, or the tree, was altered."""
    mark = read(page, key)
    nodes = tuple(frontier[at : at + NODE] for at in range(0, len(frontier), NODE))
    if mark.size != size or len(nodes) != size.bit_count() or root_of(nodes) != mark.root:
        raise NoCheckpoint("its tree was altered")
    return Start(mark.size, mark.head, nodes)
