"""The recovery key on paper: five lists of words, of which any three give it back. Pure.

SLIP-0039 shares: each is 33 words of a fixed list, with a checksum that finds a word written down wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

SHARES, NEEDED = 5, 3


class NotEnough(Exception):
    """These shares do not give the key: too few, of different keys, or a word is wrong. The message says what to do."""


def shares_of(private: bytes) -> list[str]:
    """Five shares of a private key, each a line of words. Every call gives other words for the same key."""
    return list(generate_mnemonics(1, [(NEEDED, SHARES)], private)[0])


def private_from(shares: Sequence[str]) -> bytes:
    """The private key that three shares give. Raises NotEnough."""
    plain = list(dict.fromkeys(" ".join(one.lower().split()) for one in shares if one.strip()))
    for number, words in enumerate(plain, 1):
        try:
            Share.from_mnemonic(words)
        except MnemonicError:
            raise NotEnough(
                f"a word of number {number} is wrong, or one is missing: compare it again"
            ) from None
    if len(plain) < NEEDED:
        raise NotEnough(f"{NEEDED} different papers are needed, and there were {len(plain)}")
    try:
        return bytes(combine_mnemonics(plain))
    except MnemonicError:
        raise NotEnough("they are of different keys, or were not printed together") from None
