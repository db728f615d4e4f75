"""People of one sheet as growing families."""

from __future__ import annotations

from dataclasses import dataclass, field

from shanyraq.cases.rosters.records import Draft


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
