"""The drawing of a family: no line behind anybody, and from right to left the mirror of from left to right."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from shanyraq.ui.kinship import BOX_DEPTH, Box, Graph, Kin, Line, Tie, draw

PEOPLE = [Kin(str(number), f"Name {number}", "sub", number // 4) for number in range(12)]
TIES = [
    Tie(one.id, other.id, kind)
    for kind in ("parent", "partner", "care")
    for one in PEOPLE
    for other in PEOPLE
    if one.id != other.id
]


def points(line: Line) -> list[tuple[float, float]]:
    places = [point.split() for point in line.path.removeprefix("M").split(" L")]
    return [(float(x), float(y)) for x, y in places]


def box_of(graph: Graph, person: str) -> Box:
    return next(box for box in graph.boxes if box.name == f"Name {person}")


def touches(box: Box, x: float, y: float) -> bool:
    """As exactly as a path is printed."""
    across = box.left - 0.1 <= x <= box.left + box.span + 0.1
    return across and box.top <= y <= box.top + BOX_DEPTH


@pytest.mark.parametrize("rtl", [False, True])
def test_a_line_begins_and_ends_with_its_two_and_passes_behind_nobody(rtl: bool) -> None:
    graph = draw(PEOPLE, TIES, label="x", sentences=(), rtl=rtl)

    for tie, line in zip(TIES, graph.lines, strict=True):
        way, ends = points(line), [box_of(graph, tie.one), box_of(graph, tie.other)]
        assert any(touches(one, *way[0]) and touches(other, *way[-1]) for one, other in (ends, ends[::-1]))
        for (x, y), (u, v) in pairwise(way):
            assert min(x, u) >= 0 and max(x, u) <= graph.width and max(y, v) <= graph.height
            for box in graph.boxes:
                beside = max(x, u) <= box.left + 0.1 or min(x, u) >= box.left + box.span - 0.1
                assert beside or max(y, v) <= box.top or min(y, v) >= box.top + BOX_DEPTH, (tie, box.name)


def test_from_right_to_left_a_family_is_the_mirror_of_itself() -> None:
    here, there = (draw(PEOPLE, TIES, label="x", sentences=(), rtl=rtl) for rtl in (False, True))

    for one, other in zip(here.lines, there.lines, strict=True):
        mirrored: list[Any] = [(pytest.approx(here.width - x, abs=1), y) for x, y in points(one)]
        assert points(other) in (mirrored, mirrored[::-1])
