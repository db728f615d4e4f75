"""A checkpoint: one signed page of text that says how long the record was, and what stood in all of it. Pure.

shanyraq record of 3f0c…          whose record
1280                              how many rows
jL4…=                             the Merkle root over them, base64
head 9af1…                        the hash of the last row
at 2021-05-20T04:10:00.000000Z    when

— shanyraq MEUC…=                 Ed25519 over the lines above, with their line ends
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

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
