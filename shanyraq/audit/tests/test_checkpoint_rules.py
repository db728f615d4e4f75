"""One root stands for all rows in their order; a checkpoint tells it, and says no word that was not signed."""

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.audit.rules.checkpoints import (
    Checkpoint,
    Epoch,
    NoCheckpoint,
    epoch_at,
    pages_of,
    parts_of,
    read,
    read_all,
    signed,
    start_at,
)
from shanyraq.audit.rules.tree import EMPTY, grown, leaf, root_of

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key()
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (signed(ONE, KEY).replace("\n3\n", "\n03\n"), "not written as ours"),
        (signed(ONE, KEY).replace("head ", "", 1), "not written as ours"),
        (signed(ONE, KEY).replace("\ncnJy", "\n*cnJy", 1), "has not the lines"),
        (signed(ONE, KEY).replace("— shanyraq ", "— shanyraq *"), "has not the lines"),
        (signed(replace(ONE, next="zz"), KEY), "a next key that is none"),
        (None, "what is no text"),
    ],
)
def test_a_page_that_is_not_written_as_ours_says_what_is_wrong_with_it(text: str, said: str) -> None:
    with pytest.raises(NoCheckpoint, match=said):
        read(text, PUBLIC)


def test_of_many_pages_each_is_read_once_and_the_bad_ones_are_named_where_they_stand() -> None:
    pages = [("here", signed(ONE, KEY)), ("there", signed(ONE, KEY)), ("here", "bad"), ("there", "bad")]

    marks, epochs, complaints = read_all(pages, PUBLIC)

    assert marks == [ONE]
    assert [(one.after, one.key) for one in epochs] == [(0, PUBLIC)]
    assert read_all([("there", signed(ONE, Ed25519PrivateKey.generate()))], PUBLIC)[2] == [
        "a checkpoint there: the checkpoint carries a bad signature"
    ]
    assert complaints == ["a checkpoint here: this is no checkpoint: it has not the lines of one"]


def test_only_the_key_in_use_says_which_one_comes_next() -> None:
    second, stolen = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    first_end = replace(ONE, size=5, next=second.public_key().public_bytes_raw().hex())
    later = replace(ONE, size=9, next=stolen.public_key().public_bytes_raw().hex())

    _, epochs, _ = read_all([("here", signed(first_end, KEY)), ("here", signed(later, KEY))], PUBLIC)

    assert [one.after for one in epochs] == [0, 5]
    assert epochs[1].key.public_bytes_raw() == second.public_key().public_bytes_raw()


def test_before_the_first_row_the_first_key_signs() -> None:
    epochs = [Epoch(0, PUBLIC), Epoch(5, PUBLIC)]

    assert [epoch_at(epochs, seq) for seq in (0, 1, 5, 6)] == [0, 0, 0, 1]


def test_a_start_is_taken_only_with_its_own_tree() -> None:
    leaves = [leaf(one.hex()) for one in (b"a", b"b", b"c")]
    nodes = grown((), 0, leaves)[0]
    page = signed(replace(ONE, root=root_of(nodes)), KEY)

    assert start_at(3, page, b"".join(nodes), PUBLIC).frontier == nodes
    for size, frontier in ((5, nodes), (3, (root_of(nodes),)), (3, nodes[::-1])):
        with pytest.raises(NoCheckpoint, match="tree"):
            start_at(size, page, b"".join(frontier), PUBLIC)


PAGE = signed(ONE, KEY)
HALF = PAGE[: PAGE.index("head ")]


@pytest.mark.parametrize(
    ("kept", "parts"),
    [
        (PAGE + PAGE, [(PAGE, True), (PAGE, True)]),
        (f"Dear witness,\n\nthis is for you.\n{PAGE}\n \n{PAGE}\nYours", [(PAGE, True), (PAGE, True)]),
        (HALF + PAGE, [(HALF, False), (PAGE, True)]),
        (PAGE + HALF, [(PAGE, True), (HALF, False)]),
        (PAGE.replace("\n", "\r\n").rstrip(), [(PAGE, True)]),
        ("".join(f"> > {line}\n" for line in PAGE.splitlines()), [(PAGE, True)]),
        ("nothing of ours\n", []),
        ("\n\n— shanyraq x\n", [("— shanyraq x\n", True)]),
    ],
)
def test_pages_are_found_however_they_were_kept_and_one_without_its_end_is_not_whole(
    kept: str, parts: list[tuple[str, bool]]
) -> None:
    lines = kept.splitlines(keepends=True)

    assert list(parts_of(lines)) == parts
    assert list(pages_of(lines)) == [page for page, is_whole in parts if is_whole]
