"""How a fault is told: where the thing stands, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from shanyraq.pathway.pack import Pack
from shanyraq.pathway.schema import Condition, Role
from shanyraq.pathway.source import Reading
from shanyraq.pathway.types import Fault

# What of a role no pack may grant: the key to blame and a sentence, for each thing.
RoleCeiling = Callable[[Role], Iterable[tuple[str, str]]]


class Check:
    """What every check needs: the pack, and where its parts stand in the files."""

    def __init__(self, reading: Reading, pack: Pack) -> None:
        self.reading, self.pack = reading, pack

    def fault(self, table: str, code: str, key: str, message: str, remedy: str, fatal: bool = True) -> Fault:
        file, line = self.reading.place(table, code, key.split(",")[0])
        return Fault(
            file, line, f"{table} {code}, {key}" if key else f"{table} {code}", message, remedy, fatal
        )

    def unknown(
        self, table: str, code: str, key: str, names: Iterable[str], known: Iterable[str], what: str
    ) -> Iterator[Fault]:
        """A fault for every name that stands for nothing."""
        known = set(known)
        for name in names:
            if name not in known:
                yield self.fault(
                    table, code, key, f"There is no {what} “{name}”.", nearest(name, known, what)
                )


def all_parts(condition: Condition) -> Iterator[Condition]:
    """A condition and every alternative inside it."""
    yield condition
    for part in condition.any_of:
        yield from all_parts(part)


def nearest(name: str, known: Iterable[str], what: str) -> str:
    """The remedy for a name that stands for nothing."""
    close = get_close_matches(name, list(known), 1)
    return f"Did you mean “{close[0]}”?" if close else f"Add this {what}, or name one that exists."
