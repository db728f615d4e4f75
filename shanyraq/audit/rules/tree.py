"""The Merkle tree over the rows of the record (RFC 6962): one root that stands for all of them, in order. Pure.

A frontier is what has to be kept to add the next row: the roots of the whole subtrees so far, largest first; their
number is the number of ones in the size written in binary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

NODE = 32  # bytes of a root
EMPTY = hashlib.sha256(b"").digest()


def leaf(row_hash: str) -> bytes:
    """The leaf of a row, from its hash in hex."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(row_hash)).digest()


def grown(frontier: tuple[bytes, ...], size: int, leaves: Iterable[bytes]) -> tuple[tuple[bytes, ...], int]:
    """The frontier and the size after more leaves were added."""
    kept = list(frontier)
    for one in leaves:
        node, rest = one, size
        while rest & 1:
            node = _node(kept.pop(), node)
            rest >>= 1
        kept.append(node)
        size += 1
    return tuple(kept), size


def root_of(frontier: tuple[bytes, ...]) -> bytes:
    """The root over everything that a frontier stands for."""
    if not frontier:
        return EMPTY
    *others, root = frontier
    for left in reversed(others):
        root = _node(left, root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
