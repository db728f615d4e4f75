"""The drawing of a family: generations from the top, solid lines for known kinship, dashed for unsure or away. Pure.

The caller says who stands in which generation and in which order; this module finds the places. The same is always
said in sentences beside the drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

BOX_GAP, BOX_DEPTH, ROW_DEPTH, MARGIN = 10, 48, 104, 8
NARROWEST, LETTER = 64, 9.2


@dataclass(frozen=True)
class Kin:
    """Somebody in the drawing. `kind` is child, adult or away (being traced, not here)."""

    id: str
    name: str
    sub: str
    generation: int
    kind: str = "child"


@dataclass(frozen=True)
class Tie:
    """Kinship or care from one to another: `kind` is parent, partner or care; `is_sure` draws it solid."""

    one: str
    other: str
    kind: str = "parent"
    is_sure: bool = True


@dataclass(frozen=True)
class Box:
    """A person as drawn."""

    name: str
    sub: str
    css: str
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        """The box's middle, across."""
        return self.x + self.width / 2

    @property
    def name_y(self) -> float:
        """Where the name stands, down."""
        return self.y + 21

    @property
    def sub_y(self) -> float:
        """Where the line under the name stands, down."""
        return self.y + 39


@dataclass(frozen=True)
class Line:
    """A tie as drawn: the path of an SVG and its class."""

    path: str
    css: str


@dataclass(frozen=True)
class Graph:
    """The finished drawing with the sentences that say the same."""

    label: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]
    has_care: bool


def draw(
    people: Sequence[Kin], ties: Sequence[Tie], *, label: str, sentences: Sequence[str], rtl: bool = False
) -> Graph:
    """Place the people by generation and draw the ties. Unknown ids in ties raise KeyError."""
    rows: dict[int, list[Kin]] = defaultdict(list)
    for person in people:
        rows[person.generation].append(person)
    order = sorted(rows)
    width = max((_row_width(rows[g]) for g in order), default=0) + 2 * MARGIN + 24
    boxes: dict[str, Box] = {}
    for depth, generation in enumerate(order):
        across = (width - _row_width(rows[generation])) / 2
        for person in reversed(rows[generation]) if rtl else rows[generation]:
            own = box_width(person)
            css = "" if person.kind == "child" else person.kind
            boxes[person.id] = Box(person.name, person.sub, css, round(across, 1), depth * ROW_DEPTH + 6, own)
            across += own + BOX_GAP
    lines = [_line(boxes[tie.one], boxes[tie.other], tie, width) for tie in ties]
    height = max(len(order), 1) * ROW_DEPTH - (ROW_DEPTH - BOX_DEPTH) + 14
    has_care = any(tie.kind == "care" for tie in ties)
    return Graph(label, round(width), height, tuple(boxes.values()), tuple(lines), tuple(sentences), has_care)


def box_width(person: Kin) -> float:
    """A box wide enough for the longer of its two lines."""
    return max(NARROWEST, round(max(len(person.name), len(person.sub)) * LETTER + 18, 1))


def _row_width(row: Sequence[Kin]) -> float:
    return sum(box_width(person) for person in row) + BOX_GAP * (len(row) - 1)


def _line(one: Box, other: Box, tie: Tie, width: float) -> Line:
    if tie.kind == "care":
        edge = round(width - 4, 1)
        start, end = one.x + one.width, other.x + other.width
        down = one.y + 24, other.y + 24
        return Line(f"M{start} {down[0]} L{edge} {down[0]} L{edge} {down[1]} L{end} {down[1]}", "care")
    css = "" if tie.is_sure else "unsure"
    if tie.kind == "partner" or one.y == other.y:
        left, right = sorted((one, other), key=lambda box: box.x)
        return Line(f"M{left.x + left.width} {left.y + 24} L{right.x} {right.y + 24}", css)
    upper, lower = sorted((one, other), key=lambda box: box.y)
    turn = lower.y - 26
    path = f"M{upper.middle} {upper.y + BOX_DEPTH} L{upper.middle} {turn} L{lower.middle} {turn} L{lower.middle} {lower.y}"
    return Line(path, css)
