"""Digits of other writing systems."""

from __future__ import annotations

_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_FULL_WIDTH = "０１２３４５６７８９"
_TO_ASCII = {
    ord(sign): str(value)
    for digits in (_ARABIC_INDIC, _PERSIAN, _FULL_WIDTH)
    for value, sign in enumerate(digits)
}
_TO_ASCII[ord("٫")] = "."


def ascii_digits(text: str) -> str:
    """The text with Arabic-Indic, Persian and full-width digits as 0-9, and the Arabic decimal sign as a point."""
    return text.translate(_TO_ASCII)
