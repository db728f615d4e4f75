"""One root stands for all rows in their order; a checkpoint tells it, and says no word that was not signed."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.audit.rules.checkpoints import Checkpoint, NoCheckpoint, read, signed
from shanyraq.audit.rules.tree import EMPTY, grown, leaf, root_of

KEY = Ed25519PrivateKey.generate()
ONE = Checkpoint("3f0c", 3, b"r" * 32, "ab" * 32, "2021-05-20T04:10:00.000000Z")


def as_defined(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it: split at the largest power of two below the number of leaves."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    at = 1
    while at * 2 < len(leaves):
        at *= 2
    return hashlib.sha256(b"\x01" + as_defined(leaves[:at]) + as_defined(leaves[at:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70), st.integers(0, 70))
def test_the_root_is_the_defined_one_however_the_rows_came(rows: list[bytes], at: int) -> None:
    leaves = [leaf(one.hex()) for one in rows]
    frontier, size = grown((), 0, leaves[:at])
    frontier, size = grown(frontier, size, leaves[at:])

    assert size == len(leaves)
    assert root_of(frontier) == as_defined(leaves)
    assert len(frontier) == size.bit_count()


def test_the_known_roots_of_the_standard_come_out() -> None:
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(one)).digest() for one in ("", "00", "10", "2021")]

    assert root_of(grown((), 0, leaves[:1])[0]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert root_of(grown((), 0, leaves)[0]).hex() == (
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
    )


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    assert read(signed(ONE, KEY), KEY.public_key()) == ONE


@given(st.data())
def test_a_checkpoint_with_any_sign_changed_is_none(data: st.DataObject) -> None:
    text = signed(ONE, KEY)
    at = data.draw(st.integers(0, len(text) - 2))
    other = data.draw(st.characters(codec="ascii", exclude_characters=[text[at]]))
    changed = text[:at] + other + text[at + 1 :]

    with pytest.raises(NoCheckpoint):
        found = read(changed, KEY.public_key())
        if found == ONE:  # only spaces around the signature may differ
            raise NoCheckpoint


@pytest.mark.parametrize("text", ["", "hello", "a\nb\nc\nd\ne\n\n— shanyraq AAAA\n", "\n\n"])
def test_another_text_is_no_checkpoint(text: str) -> None:
    with pytest.raises(NoCheckpoint):
        read(text, KEY.public_key())


def test_another_key_signs_nothing_of_ours() -> None:
    with pytest.raises(NoCheckpoint, match="bad signature"):
        read(signed(ONE, Ed25519PrivateKey.generate()), KEY.public_key())
