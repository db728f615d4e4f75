"""Files and rows that do not belong together: told, and what is left over taken off the shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper

AT_WORK = timedelta(hours=1)  # longer than any file takes from the shelf to its row
SEAL = 45  # bytes that sealing adds: version, key, nonce, tag


@dataclass
class Found:
    """What does not belong together, by the names of files: without a row; that a row names and are not there; cut."""

    papers: int = 0
    left_over: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether every row has its file and every file its row."""
        return not (self.left_over or self.missing or self.cut)


def compare(*, at: datetime, waits: bool = True) -> Found:
    """Files and rows side by side. Changes nothing. With `waits`, what was just written may still get its row.

    `at`: the real time. Files first, then rows: what is taken in meanwhile is no fault.
    """
    before = at - AT_WORK if waits else at
    on_shelf = [name for name, written in shelf.names() if not waits or written < before]
    found = Found()
    with computing("papers.compare"):
        kept = Paper.objects.exclude(stored=None)
        rows = {row.file: row for row in kept.only("pk", "stored", "size")}
    found.papers = len(rows)
    found.left_over = sorted(name for name in on_shelf if name not in rows)
    for name, row in rows.items():
        size = shelf.size_of(name)
        if size is None:
            found.missing.append(name)
        elif size != row.size + SEAL:
            found.cut.append(name)
    return found


def strangers() -> list[str]:
    """Files among the papers that are none, by where they lie: named to whoever keeps the machine, never taken away."""
    return shelf.strangers()


def tidy(*, at: datetime, waits: bool = True) -> Found:
    """Take off the shelf what no row names, and tell of the rest. `at`: the real time."""
    found = compare(at=at, waits=waits)
    if found.left_over:
        with recorded("papers.tidy", by=system_actor("papers.tidy")) as act:
            for name in found.left_over:
                act.about(name, kind="file")
        for name in found.left_over:
            _remove_if_nobodys(name)
    return found


def _remove_if_nobodys(name: str) -> None:
    """Asked once more: sealing anew may have given a row to it meanwhile."""
    with computing("papers.tidy"):
        is_somebodys = Paper.objects.filter(stored=name).exists()
    if not is_somebodys:
        shelf.remove(name)
