"""Search keys: one spelling for the many of a name.

`fold` keeps what was written and only moves it to Latin letters; `skeleton` keeps the consonants that survive a
change of script, because Arabic leaves vowels out and Russian writes h as г or х. Both are for finding candidates:
they over-match on purpose.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "gh", "д": "d", "е": "e", "ё": "e", "ж": "zh", "җ": "zh",
    "з": "z", "и": "i", "й": "y", "і": "i", "ї": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n",
    "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ӯ": "u",
    "ф": "f", "х": "kh", "һ": "h", "ҳ": "h", "ц": "ts", "ч": "ch", "ҷ": "j", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y",
    "ӣ": "i", "ь": "", "э": "e", "є": "e", "ю": "yu", "я": "ya", "ӏ": "",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b", "پ": "p", "ت": "t",
    "ة": "a", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q",
    "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ہ": "h", "ھ": "h", "ە": "e", "و": "w",
    "ي": "y", "ى": "a", "ی": "y", "ې": "e", "ۆ": "o", "ۇ": "u", "ۈ": "u", "ۋ": "v", "ڭ": "n",
}  # fmt: skip
_LATIN = {
    "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ğ": "gh", "ģ": "gh", "ı": "i", "ə": "a", "ä": "a",
    "ŋ": "n", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
}  # fmt: skip
_TABLE = {ord(letter): latin for table in (_CYRILLIC, _ARABIC, _LATIN) for letter, latin in table.items()}
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"d?zh|dj", "j"),
        (r"shch|sch|sh|tch|ch", "š"),
        (r"kh|gh", "g"),
        (r"ph", "f"),
        (r"th", "s"),
        (r"dh", "z"),
        (r"ah$", "a"),
        (r"h", "g"),
        (r"[qc]", "k"),
        (r"x", "ks"),
        (r"p", "b"),
        (r"^w|v", "f"),
        (r"[aeiouyw]", ""),
        (r"(.)\1+", r"\1"),
        # A final h is written or not as the clerk pleases (Fatima, Fatimah).
        (r"(?<=..)g$", ""),
    )
)


@lru_cache(maxsize=65536)
def fold(token: str) -> str:
    """The token in plain Latin letters and digits, lower case, without accents: `Мұхаммед` is `mukhammed`'s neighbour.

    Total and idempotent; empty where the token has no letter or digit of the three scripts.
    """
    lowered = unicodedata.normalize("NFKC", token).casefold()
    mapped = unicodedata.normalize("NFC", lowered).translate(_TABLE)
    # Letters with marks that no table knows lose the mark, and may then be known: hence the second pass.
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", mapped) if not unicodedata.combining(sign))
    return _NOT_A_LETTER.sub("", bare.casefold().translate(_TABLE))


@lru_cache(maxsize=65536)
def skeleton(token: str) -> str:
    """The consonants that Arabic, Cyrillic and Latin spellings of a name share: محمد and Muhammad are both `mgmd`.

    h, kh, gh and g are one class, as are k, q, c and v, f and p, b and sh, ch. A name of vowels only (Aya) is `a`.
    Total and idempotent; empty exactly where `fold` is.
    """
    key = fold(token)
    if not key:
        return ""
    while True:
        reduced = _reduce(key)
        if reduced in ("", key):
            return reduced or "a"
        key = reduced


def _reduce(key: str) -> str:
    key = key.replace("š", "sh")
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    return key
