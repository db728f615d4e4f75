"""How many came, and how: the stages of 2019 to 2021, and those who came by themselves or are not home yet.

The stages' sizes and days are public. Published splits into children, women and men do not add up to the totals that
the government gave (700 people, 520 of them children, 25 men charged); here the stages' sizes and those totals hold,
so a stage's split can differ from what was published for it. Everybody in it is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Stage:
    """One way in which people came: its name, its days, and who. `alone` are children without any parent with them."""

    key: str
    operation: str
    days: tuple[date, ...]
    entry: str
    children: int
    women: int
    charged_men: int
    other_men: int
    alone: int

    @property
    def people(self) -> int:
        return self.children + self.women + self.charged_men + self.other_men


STAGES = (
    Stage("zhusan-1", "Zhusan-1", (date(2019, 1, 6),), "ORGANISED", 33, 8, 5, 1, 2),
    Stage("zhusan-2", "Zhusan-2", (date(2019, 5, 7), date(2019, 5, 9)), "ORGANISED", 166, 55, 8, 2, 18),
    Stage("zhusan-3", "Zhusan-3", (date(2019, 5, 28), date(2019, 5, 31)), "ORGANISED", 183, 55, 7, 1, 8),
    Stage("zhusan-4", "Zhusan-4", (date(2019, 9, 17),), "ORGANISED", 54, 15, 1, 1, 4),
    Stage("rusafa", "Rusafa", (date(2019, 11, 27),), "ORGANISED", 14, 0, 0, 0, 14),
    Stage("zhusan-5", "Zhusan-5", (date(2021, 2, 4),), "ORGANISED", 7, 1, 4, 0, 2),
    Stage("self", "", (), "SELF", 44, 6, 0, 0, 0),
    Stage("waiting", "", (), "ORGANISED", 19, 10, 0, 0, 3),
)
PARTS = ("children", "women", "charged_men", "other_men")
DEMO_DAY = date(2021, 5, 20)
# Children of each stage as they were published at the time, where they were.
PUBLISHED_CHILDREN = {
    "zhusan-1": 30,
    "zhusan-2": 156,
    "zhusan-3": 171,
    "zhusan-4": 49,
    "rusafa": 14,
    "zhusan-5": 7,
}


def scaled(people: int) -> tuple[Stage, ...]:
    """The stages for another number of people, in the same proportions, adding up exactly.

    By largest remainders over all parts of all stages; every stage keeps a woman or child to have someone in it only
    where the numbers allow.
    """
    whole = sum(stage.people for stage in STAGES)
    if people == whole:
        return STAGES
    cells = [
        (index, part, getattr(stage, part) * people / whole)
        for index, stage in enumerate(STAGES)
        for part in PARTS
    ]
    counts = {(index, part): int(share) for index, part, share in cells}
    missing = people - sum(counts.values())
    by_remainder = sorted(cells, key=lambda cell: (int(cell[2]) - cell[2], cell[0], cell[1]))
    for index, part, _ in by_remainder[:missing]:
        counts[index, part] += 1
    return tuple(
        _with(stage, {part: counts[index, part] for part in PARTS}) for index, stage in enumerate(STAGES)
    )


def _with(stage: Stage, counts: dict[str, int]) -> Stage:
    alone = round(stage.alone * counts["children"] / stage.children) if stage.children else 0
    if counts["women"] + counts["other_men"] == 0:
        alone = counts["children"]
    return replace(
        stage,
        children=counts["children"],
        women=counts["women"],
        charged_men=counts["charged_men"],
        other_men=counts["other_men"],
        alone=min(alone, counts["children"]),
    )
