"""Which signs a name may have in one script."""

from __future__ import annotations

import unicodedata

from shanyraq.people.names.scripts import Script, letters_of, scripts_in

#: Beside letters: spaces, hyphens, apostrophes as clerks type them, and the dot of an initial.
_BESIDE = frozenset(" -‐‑–'’‘ʼʻ`´ʿʾ.")
_NON_JOINER = "\u200c"
_TATWEEL = "\u0640"


def foreign_signs(text: str, script: str) -> str:
    """The signs that no name in this script has, each once and in their order: digits, brackets, other letters.

    Vowel marks and accents belong to their letters.
    """
    letters = letters_of(script)
    return "".join(
        dict.fromkeys(
            sign
            for sign in text
            if not (
                letters.match(sign)
                or sign in _BESIDE
                or unicodedata.category(sign) == "Mn"
                or (script == "Arab" and sign in (_NON_JOINER, _TATWEEL))
            )
        )
    )


def right_script(text: str) -> Script | None:
    """The one script whose letters a name is written in; None where it mixes scripts or has other signs."""
    return next((script for script in scripts_in(text) if not foreign_signs(text, script)), None)
