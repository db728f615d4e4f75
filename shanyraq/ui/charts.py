"""Geometry of the charts, in per cent across and pixels down, so that words keep their size on a phone. Pure.

Every figure comes already protected (`partners.rules.protect_small_counts`): it has a `value`, None where it is
hidden, and the `label` that chart, table and CSV print alike. What is hidden is hatched: as long as what is left of a
printed total, or a stub that says nothing of its size. It is never left out, or the rest would look like the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shanyraq.ui.figures import figure_text, isolated

BAR_ROW, BAR_TOP, BAR_DEPTH = 52, 24, 20
BARS_REACH = 74.0  # the longest bar; the rest of the width is for the figures behind it
COLUMN_BASE, COLUMN_TALLEST, COLUMN_SHARE = 236.0, 190.0, 0.72
BAR_STUB, COLUMN_STUB = 4.0, 16.0
HATCHED = "hatched"


class Shown(Protocol):
    """A figure that may be shown: its value, None where hidden, and its label."""

    @property
    def value(self) -> int | None: ...

    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class Series:
    """What one colour stands for: `css` is a, b, late or due; `icon` repeats a state."""

    label: str
    css: str
    icon: str = ""


@dataclass(frozen=True)
class ChartRow:
    """A bar or column: its label, one figure per series, and their total where it is printed instead of them."""

    label: str
    figures: tuple[Shown, ...]
    total: Shown | None = None

    @property
    def text(self) -> str:
        """What is printed: the total, or each figure isolated, so that the first stands where its piece stands."""
        if self.total is not None:
            return figure_text(self.total)
        return " + ".join(isolated(figure_text(figure)) for figure in self.figures)


@dataclass(frozen=True)
class Piece:
    """One coloured piece of a bar or column; across in per cent, down in pixels."""

    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Mark:
    """One bar or column with its words."""

    label: str
    label_x: str
    label_y: str
    pieces: tuple[Piece, ...]
    text: str
    text_x: str
    text_y: str
    text_shift: int = 0


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `template` shows it; `label` says what it shows to those who cannot see it."""

    template: str
    label: str
    height: int
    marks: tuple[Mark, ...]
    series: tuple[Series, ...]
    grid: tuple[str, ...] = ()
    base: str = ""

    @property
    def has_hatch(self) -> bool:
        """Whether anything is hidden, so that the legend explains it."""
        return any(piece.css == HATCHED for mark in self.marks for piece in mark.pieces)


def bars(rows: Sequence[ChartRow], series: Sequence[Series], *, label: str, rtl: bool = False) -> Chart:
    """Horizontal stacked bars, each under its label, the figures behind the bar."""
    scale = _scale(rows, BARS_REACH, BAR_STUB)
    marks = []
    for number, row in enumerate(rows):
        top = number * BAR_ROW
        x, pieces = 0.0, []
        for css, width in _lengths(row, series, scale, BAR_STUB):
            left = 100 - x - width if rtl else x
            pieces.append(Piece(css, per_cent(left), str(top + BAR_TOP), per_cent(width), str(BAR_DEPTH)))
            x += width
        marks.append(
            Mark(
                label=row.label,
                label_x=per_cent(100 if rtl else 0),
                label_y=str(top + 16),
                pieces=tuple(pieces),
                text=row.text,
                text_x=per_cent(100 - x if rtl else x),
                text_y=str(top + 39),
                text_shift=-8 if rtl else 8,
            )
        )
    return Chart("ui/chart_bars.html", label, len(marks) * BAR_ROW, tuple(marks), tuple(series))


def columns(rows: Sequence[ChartRow], series: Sequence[Series], *, label: str, rtl: bool = False) -> Chart:
    """Upright stacked columns with short labels under them and the figure above."""
    scale = _scale(rows, COLUMN_TALLEST, COLUMN_STUB)
    slot = 100 / max(len(rows), 1)
    width = slot * COLUMN_SHARE
    marks = []
    for number, row in enumerate(rows):
        place = len(rows) - 1 - number if rtl else number
        left, y, pieces = place * slot + (slot - width) / 2, COLUMN_BASE, []
        for css, height in _lengths(row, series, scale, COLUMN_STUB):
            y -= height
            pieces.append(Piece(css, per_cent(left), _px(y), per_cent(width), _px(height)))
        middle, base = per_cent(left + width / 2), str(int(COLUMN_BASE) + 22)
        marks.append(Mark(row.label, middle, base, tuple(pieces), row.text, middle, _px(y - 8)))
    grid = tuple(_px(COLUMN_BASE - COLUMN_TALLEST * share / 3) for share in (1, 2, 3))
    return Chart(
        "ui/chart_columns.html", label, 268, tuple(marks), tuple(series), grid=grid, base=_px(COLUMN_BASE)
    )


def _lengths(row: ChartRow, series: Sequence[Series], scale: float, stub: float) -> list[tuple[str, float]]:
    """The pieces of a row in the order of its series; what is left of a printed total where the first is hidden."""
    rest = _rest(row)
    hidden = stub if rest is None else rest * scale
    found = []
    for figure, kind in zip(row.figures, series, strict=True):
        if figure.value is None:
            found.append((HATCHED, hidden))
            hidden = stub if rest is None else 0.0
        else:
            found.append((kind.css, figure.value * scale))
    return [(css, length) for css, length in found if length]


def _rest(row: ChartRow) -> int | None:
    """What is left of a printed total for the figures that are hidden; None where it is not printed."""
    if row.total is None or row.total.value is None:
        return None
    return row.total.value - sum(figure.value or 0 for figure in row.figures)


def _scale(rows: Sequence[ChartRow], reach: float, stub: float) -> float:
    """How long one is, so that the longest row fits with its stubs."""
    found = []
    for row in rows:
        hidden = sum(figure.value is None for figure in row.figures)
        rest = _rest(row)
        drawn = sum(figure.value or 0 for figure in row.figures) + (rest or 0)
        if drawn:
            found.append((reach - (hidden * stub if rest is None else 0)) / drawn)
    return min(found, default=1.0)


def per_cent(number: float) -> str:
    """A place or length across, as SVG wants it."""
    return f"{number:.2f}%"


def _px(number: float) -> str:
    return f"{number:.1f}"
