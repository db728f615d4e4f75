"""Names without the signs that nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.people.names import is_kunya, tokens, visible

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
HIDING = "\u200b\u200d\u2060\ufeff\u00ad\u034f\u3164"
CONTROLS = "\x00\x07\x1b\x85"


@pytest.mark.parametrize("sign", [*TURNING, *HIDING, *CONTROLS])
def test_a_sign_that_nobody_sees_goes(sign: str) -> None:
    assert visible(f"{sign}Ais{sign}ha{sign}") == "Aisha"
    assert visible(f"عا{sign}ئشة") == "عائشة"
    assert visible(sign) == ""


def test_a_non_joiner_stays_once_inside_an_arabic_word_and_nowhere_else() -> None:
    assert visible("علی\u200cرضا") == "علی\u200cرضا"
    assert visible("علی\u200c\u200cرضا") == "علی\u200cرضا"
    assert visible("\u200cعلی\u200c رضا\u200c") == "علی رضا"
    assert visible("Ai\u200csha") == "Aisha"
    assert visible("Ай\u200cша") == "Айша"


def test_a_name_is_found_whether_it_was_written_with_a_non_joiner_or_not() -> None:
    assert tokens("علی\u200cرضا") == tokens("علیرضا")


def test_a_kunya_that_hides_behind_such_signs_is_one() -> None:
    assert is_kunya(visible("U\u200bmm\u202e Ali"))
    assert is_kunya("أم\u200cعلي")


def test_tabs_line_ends_and_wide_spaces_are_spaces() -> None:
    assert visible("Aisha\u00a0Karimova\tAli\u2028Omar\u3000") == "Aisha Karimova Ali Omar "


@given(st.text())
def test_what_is_left_can_be_seen_and_cleaning_twice_is_cleaning_once(text: str) -> None:
    clean = visible(text)

    assert visible(clean) == clean
    assert all(unicodedata.category(sign) not in ("Cc", "Cf") or sign == "\u200c" for sign in clean)
    assert [sign for sign in clean if sign.isalnum()] == [
        sign for sign in text if sign.isalnum() and visible(sign)
    ]
