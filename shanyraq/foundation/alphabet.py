"""The order of names as readers of Kazakh, Russian, Arabic and English look them up. Pure.

A database sorts by the numbers of the signs, where Ә, Қ and І come after Я, and پ after ي. Here each letter has its
place in its own alphabet. The Kazakh alphabet has every Russian letter, so one order serves both languages.
"""

from __future__ import annotations

import unicodedata

LATIN = "abcdefghijklmnopqrstuvwxyz"
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
ARABIC = "ءابپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهوي"
SAME = {"ı": "i", "ة": "ه", "ى": "ي", "ک": "ك", "ی": "ي", "ـ": ""}
_PLACES = {letter: number for number, letter in enumerate(" -0123456789" + LATIN + KAZAKH + ARABIC)}


LONGEST_KEY = 240


def alphabetical(text: str) -> tuple[list[int], str]:
    """A key to sort names by as they are shown: capitals and marks count only between names otherwise the same."""
    places: list[int] = []
    for sign in unicodedata.normalize("NFKC", text).casefold():
        sign = SAME.get(sign, sign)
        letters = sign if sign in _PLACES else unicodedata.normalize("NFKD", sign)
        places += [_PLACES[letter] for letter in letters if letter in _PLACES]
    return places, text


def alphabetical_key(text: str) -> str:
    """The same order for a column that a database sorts by: two signs of 0-9 a-f a letter, in every collation alike.

    Columns hold these keys: a change to the alphabets above needs a migration that writes them anew.
    """
    return "".join(f"{place:02x}" for place in alphabetical(text)[0])[:LONGEST_KEY]
