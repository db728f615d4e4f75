"""People of one sheet as growing families."""

from __future__ import annotations

from dataclasses import dataclass, field

from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.records import Draft

#: A part of a list with more people is a page.
MOST_OF_A_FAMILY = 12


@dataclass(slots=True)
class Grouping:
    """People of one sheet as growing groups."""

    groups: list[list[Draft]] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    of: dict[int, int] = field(default_factory=dict)

    def start(self, draft: Draft, label: str | None = None) -> int:
        self.groups.append([draft])
        number = len(self.groups) - 1
        self.of[id(draft)] = number
        if label is not None:
            self.labels[number] = label
        return number

    def join(self, draft: Draft, number: int) -> None:
        self.groups[number].append(draft)
        self.of[id(draft)] = number


def by_starts(people: list[Draft], starts: list[bool], *, use_number: bool = False) -> Grouping:
    """A group from each person who begins one to the next; `use_number` labels it with her number."""
    grouping = Grouping()
    current: int | None = None
    for draft, begins in zip(people, starts, strict=True):
        if begins or current is None:
            current = grouping.start(draft, draft.number_text if use_number else None)
        else:
            grouping.join(draft, current)
    return grouping


class HeadingCount:
    """Where headings of families are counted and their members are not, whoever has the next number is no member."""

    def __init__(self, heading: list[Cell]) -> None:
        first = next((cell_text(cell).strip(" .") for cell in heading if cell is not None), "")
        self._next = int(first) + 1 if first.isdecimal() else None
        self._has_members = False

    def goes_on(self, draft: Draft) -> bool:
        """Whether the number of this person goes on with those of the headings."""
        if draft.host is not None or self._next is None:
            return False
        if draft.number_text is None:
            self._has_members = True
            return False
        return self._has_members and draft.number_text.strip(" .") == str(self._next)
