"""The recovery key on paper: five lists of words, of which any three give it back. Pure.

SLIP-0039 shares: each is 33 words of a fixed list, with a checksum that finds a word written down wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

SHARES, NEEDED = 5, 3


class NotEnough(Exception):
    """These shares do not give the key: too few, of another key, or a word is wrong. The message says what."""


def shares_of(private: bytes) -> list[str]:
    """Five shares of a private key, each a line of words. Every call gives other words for the same key."""
    return list(generate_mnemonics(1, [(NEEDED, SHARES)], private)[0])


def private_from(shares: Sequence[str]) -> bytes:
    """The private key that three shares give. Raises NotEnough."""
    try:
        return bytes(combine_mnemonics([" ".join(one.lower().split()) for one in shares]))
    except MnemonicError as fault:
        raise NotEnough(str(fault)) from None
