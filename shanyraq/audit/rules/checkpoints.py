"""A checkpoint: one signed page of text that says how long the record was, and what stood in all of it. Pure.

    shanyraq record of 3f0c…          whose record
    1280                              how many rows
    jL4…=                             the Merkle root over them, base64
    head 9af1…                        the hash of the last row
    at 2021-05-20T04:10:00.000000Z    when

    — shanyraq MEUC…=                 Ed25519 over the lines above, with their line ends

A witness's file is many such pages, one behind the other.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shanyraq.audit.rules import GENESIS
from shanyraq.audit.rules.tree import NODE, root_of

ORIGIN = "shanyraq record of "
SIGNED_BY = "— shanyraq "


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

    @property
    def body(self) -> str:
        """The lines that are signed."""
        root = base64.b64encode(self.root).decode()
        return f"{ORIGIN}{self.origin}\n{self.size}\n{root}\nhead {self.head}\nat {self.at}\n"


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The page of text, to be kept elsewhere."""
    signature = base64.b64encode(key.sign(checkpoint.body.encode())).decode()
    return f"{checkpoint.body}\n{SIGNED_BY}{signature}\n"


def read(text: str, key: Ed25519PublicKey) -> Checkpoint:
    """The checkpoint that a page holds, once its signature was found good. Raises NoCheckpoint."""
    try:
        body, _, note = text.replace("\r\n", "\n").partition("\n\n")
        origin, size, root, head, at = body.split("\n")
        found = Checkpoint(
            origin.removeprefix(ORIGIN),
            int(size),
            base64.b64decode(root, validate=True),
            head.removeprefix("head "),
            at.removeprefix("at "),
        )
        signature = base64.b64decode(note.strip().removeprefix(SIGNED_BY), validate=True)
    except (ValueError, binascii.Error):
        raise NoCheckpoint("this is no checkpoint: it has not the lines of one") from None
    if found.body != body + "\n":
        raise NoCheckpoint("this is no checkpoint: its lines are not written as ours are")
    try:
        key.verify(signature, found.body.encode())
    except InvalidSignature:
        raise NoCheckpoint("the checkpoint carries a bad signature") from None
    return found


def pages_of(lines: Iterable[str]) -> Iterator[str]:
    """The pages of a witness's file. One that was not written to its end (the power failed) is left out."""
    page: list[str] = []
    for line in lines:
        if line.startswith(ORIGIN):
            page = []
        page.append(line)
        if line.startswith(SIGNED_BY) and line.endswith("\n"):
            yield "".join(page).lstrip("\n")
            page = []


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
