"""How many people, or colleagues, one colleague can do justice to: the pack's numbers, and where they are passed. Pure.

A warning about a service that is short of hands, never a figure about somebody's work. What a number would need that is
sealed (who is unaccompanied) or not kept (rosters of nights, of child-minders) is not reckoned.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

CENTRE, CHILDREN, COLLEAGUES = "caseload_max_centre", "psychologist_children_max", "workers_per_supervisor"
PSYCHOLOGIST = "psychologist"
CENTRE_PHASES = ("P3", "P4")
RATIOS = (CENTRE, CHILDREN, COLLEAGUES)


class Above(NamedTuple):
    """A number of the pack that is passed: by how many colleagues in view, and what the number is."""

    ratio: str
    colleagues: int
    most: int


def above(counts: Mapping[str, Mapping[Any, int]], most: Mapping[str, int | None]) -> tuple[Above, ...]:
    """The numbers that are passed, in their order. `counts`: for each ratio how many each colleague has.

    A number that the pack does not give is never passed.
    """
    found = []
    for ratio in RATIOS:
        ceiling = most.get(ratio)
        if ceiling is None:
            continue
        if over := sum(count > ceiling for count in counts.get(ratio, {}).values()):
            found.append(Above(ratio, over, ceiling))
    return tuple(found)
