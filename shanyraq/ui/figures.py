"""Figures as text: thousands apart, a hidden count by its label, kept in one piece in either direction. Pure."""

from __future__ import annotations

from typing import Any

NARROW_SPACE = "\u202f"
ISOLATE_LTR, ISOLATE_END = "\u2066", "\u2069"


def figure_text(value: Any) -> str:
    """The text of a figure: a protected count's label where it is hidden, or a number with its thousands apart."""
    if hasattr(value, "label") and hasattr(value, "value"):
        return str(value.label) if value.value is None else grouped(value.value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return grouped(value)


def grouped(number: float) -> str:
    """1033 as "1 033", with a narrow space that does not break, in every language."""
    return f"{number:,}".replace(",", NARROW_SPACE)


def isolated(text: str) -> str:
    """Text that reads from left to right inside a drawing, where no element can say so."""
    return f"{ISOLATE_LTR}{text}{ISOLATE_END}"
