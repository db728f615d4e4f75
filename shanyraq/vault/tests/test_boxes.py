"""A box opens for each pair of its custodians and for recovery; for nobody alone, and not after a bit was bent."""

from itertools import combinations
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.vault.rules.boxes import (
    HEAD,
    LOCK,
    DoesNotOpen,
    Sealer,
    content_of,
    content_of_first_format,
    key_from,
    key_recovered,
    pairs_of,
    part_of,
    without,
)

THING = UUID(int=7)


class Circle:
    """Custodians with both halves of their keys, as nobody but a test ever holds them."""

    def __init__(self, many: int) -> None:
        self.private = {n: X25519PrivateKey.generate().private_bytes_raw() for n in range(many + 1)}
        self.public = {
            n: X25519PrivateKey.from_private_bytes(one).public_key().public_bytes_raw()
            for n, one in self.private.items()
        }

    def sealer(self) -> Sealer:
        return Sealer({n: key for n, key in self.public.items() if n}, self.public[0])

    def parts(self, box: bytes, *numbers: int, thing: UUID = THING) -> dict[int, bytes]:
        return {n: part_of(self.private[n], box, thing) for n in numbers}


@given(many=st.integers(2, 6), plain=st.binary(max_size=300), thing=st.uuids())
@settings(max_examples=40)
def test_every_pair_of_custodians_opens_what_was_sealed_and_so_does_recovery(
    many: int, plain: bytes, thing: UUID
) -> None:
    circle = Circle(many)
    sealed = circle.sealer().seal(plain, thing)

    assert pairs_of(sealed.box) == list(combinations(range(1, many + 1), 2))
    for pair in pairs_of(sealed.box):
        key = key_from(sealed.box, thing, circle.parts(sealed.box, *pair, thing=thing))
        assert content_of(key, sealed.content, thing) == plain
    assert content_of(key_recovered(sealed.box, thing, circle.private[0]), sealed.content, thing) == plain


def test_one_custodian_alone_opens_nothing_even_where_she_stands_in_for_the_other() -> None:
    circle = Circle(3)
    sealed = circle.sealer().seal(b"Maryam", THING)
    hers = circle.parts(sealed.box, 1)

    with pytest.raises(DoesNotOpen):
        key_from(sealed.box, THING, hers)
    with pytest.raises(DoesNotOpen):
        key_from(sealed.box, THING, {1: hers[1], 2: hers[1]})
    with pytest.raises(DoesNotOpen):
        key_recovered(sealed.box, THING, circle.private[1])


def test_a_custodians_part_helps_with_this_thing_alone() -> None:
    circle, other = Circle(2), uuid4()
    sealer = circle.sealer()
    one, another = sealer.seal(b"one", THING), sealer.seal(b"another", other)
    of_one = circle.parts(one.box, 1, 2)

    with pytest.raises(DoesNotOpen):
        key_from(another.box, other, of_one)
    with pytest.raises(DoesNotOpen):
        content_of(key_from(one.box, THING, of_one), another.content, other)


@given(st.data())
@settings(max_examples=60)
def test_one_bent_bit_anywhere_and_it_does_not_open(data: st.DataObject) -> None:
    circle = Circle(2)
    sealed = circle.sealer().seal(b"a name", THING)
    whole = bytearray(sealed.box[1:33] + sealed.box[81:] + sealed.content)
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << (at % 8)
    box = sealed.box[:1] + bytes(whole[:32]) + sealed.box[33:81] + bytes(whole[32:82])
    content = bytes(whole[82:])

    if at // 8 == 31 and at % 8 == 7:  # X25519 leaves out the last bit of a public key
        return
    with pytest.raises(DoesNotOpen):
        content_of(key_from(box, THING, circle.parts(box, 1, 2)), content, THING)


def test_a_custodian_who_left_opens_nothing_any_more_and_the_others_still_do() -> None:
    circle = Circle(3)
    sealed = circle.sealer().seal(b"a name", THING)
    box = without(sealed.box, 1)

    assert pairs_of(box) == [(2, 3)]
    with pytest.raises(DoesNotOpen):
        key_from(box, THING, circle.parts(box, 1, 2))
    assert content_of(key_from(box, THING, circle.parts(box, 2, 3)), sealed.content, THING) == b"a name"


def test_a_new_circle_locks_the_same_key_without_touching_what_was_sealed() -> None:
    old, new = Circle(2), Circle(4)
    sealed = old.sealer().seal(b"a name", THING)
    key = key_from(sealed.box, THING, old.parts(sealed.box, 1, 2))

    box = new.sealer().lock(key, THING)

    assert content_of(key_from(box, THING, new.parts(box, 3, 4)), sealed.content, THING) == b"a name"


def test_the_circle_is_the_custodians_without_the_paper() -> None:
    assert Circle(3).sealer().circle == [1, 2, 3]


def test_who_leaves_is_looked_for_among_the_numbers_and_not_in_the_locks() -> None:
    box = bytes(HEAD) + bytes((1, 2)) + bytes([3]) * LOCK

    assert without(box, 3) == box
    assert without(box, 2) == bytes(HEAD)


def test_what_was_sealed_before_there_were_boxes_still_opens_with_the_paper_alone() -> None:
    recovery, passing, nonce = X25519PrivateKey.generate(), X25519PrivateKey.generate(), bytes(range(12))
    secret = passing.exchange(recovery.public_key())
    key = HKDF(hashes.SHA256(), 32, None, b"shanyraq|vault|v1").derive(secret)
    head = b"\x01" + passing.public_key().public_bytes_raw() + nonce
    sealed = head + AESGCM(key).encrypt(nonce, b"Maryam", THING.bytes)

    assert content_of_first_format(recovery.private_bytes_raw(), sealed, THING) == b"Maryam"
    with pytest.raises(DoesNotOpen):
        content_of_first_format(recovery.private_bytes_raw(), sealed, UUID(int=8))
