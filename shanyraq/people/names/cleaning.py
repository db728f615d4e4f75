"""Signs that nobody sees: some turn the letters around them, some only hide in a name."""

from __future__ import annotations

import re
import unicodedata

#: The most letters a name in use can have, in one script.
LONGEST = 160

_UNSEEN = ("Cc", "Cf", "Cs")  # control signs, format signs (direction, zero width), halves of signs
_BLANK = ("Zs", "Zl", "Zp")
# Letters and marks that show nothing: joiners, fillers, selectors of a variant.
_EMPTY = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_NON_JOINER = "\u200c"
_ARABIC = (
    "\u0610-\u061a\u0620-\u06d3\u06d5-\u06dc\u06df-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
)
_STRAY_NON_JOINER = re.compile(f"(?<![{_ARABIC}]){_NON_JOINER}|{_NON_JOINER}(?![{_ARABIC}])")


def visible(text: str) -> str:
    """The text without signs that cannot be seen; tabs, line ends and special spaces become spaces.

    Between two Arabic letters one zero-width non-joiner stays: there it belongs to the spelling.
    """
    if text.isprintable() and not _EMPTY.search(text):
        return text
    kept = "".join(_seen(sign) for sign in _EMPTY.sub("", text))
    return _STRAY_NON_JOINER.sub("", re.sub(f"{_NON_JOINER}+", _NON_JOINER, kept))


def _seen(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _BLANK or sign in "\t\n\r\v\f":
        return " "
    return "" if category in _UNSEEN and sign != _NON_JOINER else sign
