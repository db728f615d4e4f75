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
LANE, ASIDE = 12, 14  # how far from a box a line of care runs, and how far from the middle of one it begins


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
    """A person as drawn. A template prints the texts: numbers would get the commas of the page's language."""

    name: str
    sub: str
    css: str
    left: float
    top: float
    span: float

    @property
    def centre(self) -> float:
        """The box's middle, across."""
        return self.left + self.span / 2

    @property
    def x(self) -> str:
        """Its left edge."""
        return f"{self.left:.1f}"

    @property
    def y(self) -> str:
        """Its upper edge."""
        return f"{self.top:.1f}"

    @property
    def width(self) -> str:
        """Its width."""
        return f"{self.span:.1f}"

    @property
    def middle(self) -> str:
        """Its middle, across."""
        return f"{self.centre:.1f}"

    @property
    def name_y(self) -> str:
        """Where the name stands, down."""
        return f"{self.top + 21:.1f}"

    @property
    def sub_y(self) -> str:
        """Where the line under the name stands, down."""
        return f"{self.top + 39:.1f}"


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
            boxes[person.id] = Box(person.name, person.sub, css, across, depth * ROW_DEPTH + 6, own)
            across += own + BOX_GAP
    lines = [_line(boxes[tie.one], boxes[tie.other], tie, width, rtl) for tie in ties]
    height = max(len(order), 1) * ROW_DEPTH - (ROW_DEPTH - BOX_DEPTH) + 14 + LANE
    has_care = any(tie.kind == "care" for tie in ties)
    return Graph(label, round(width), height, tuple(boxes.values()), tuple(lines), tuple(sentences), has_care)


def box_width(person: Kin) -> float:
    """A box wide enough for the longer of its two lines."""
    return max(NARROWEST, round(max(len(person.name), len(person.sub)) * LETTER + 18, 1))


def _row_width(row: Sequence[Kin]) -> float:
    return sum(box_width(person) for person in row) + BOX_GAP * (len(row) - 1)


def _line(one: Box, other: Box, tie: Tie, width: float, rtl: bool) -> Line:
    """A tie that passes behind nobody: between the rows, and round at the edge where a row lies between."""
    is_care = tie.kind == "care"
    css = "care" if is_care else "" if tie.is_sure else "unsure"
    if one.top == other.top:
        left, right = sorted((one, other), key=lambda box: box.left)
        if right.left - left.left - left.span <= BOX_GAP + 0.1 and not is_care:
            return Line(_path((left.left + left.span, left.top + 24), (right.left, right.top + 24)), css)
        below = one.top + BOX_DEPTH
        return Line(_path(*_turns(left.centre, right.centre, below, below, below + LANE)), css)
    upper, lower = sorted((one, other), key=lambda box: box.top)
    # care stands a little aside of kinship, so that both are seen where they join the same two
    aside, inward, turn = (ASIDE, 4, lower.top - LANE) if is_care else (0, 12, lower.top - 26)
    if rtl:
        aside = -aside
    begin, end, edge = upper.centre + aside, lower.centre + aside, inward if rtl else width - inward
    below = upper.top + BOX_DEPTH
    if lower.top - upper.top <= ROW_DEPTH:
        return Line(_path(*_turns(begin, end, below, lower.top, turn)), css)
    out = below + turn - lower.top + (ROW_DEPTH - BOX_DEPTH)
    return Line(
        _path((begin, below), (begin, out), (edge, out), (edge, turn), (end, turn), (end, lower.top)), css
    )


def _turns(begin: float, end: float, start: float, stop: float, turn: float) -> list[tuple[float, float]]:
    return [(begin, start), (begin, turn), (end, turn), (end, stop)]


def _path(*points: tuple[float, float]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
