"""Where things stand in a TOML file. The parser of the standard library keeps no lines, so we look ourselves."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_\-]+)\s*=""")
_QUOTED = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')

Place = tuple[str | int, ...]


class Again(NamedTuple):
    """A key or a table that stands there a second time: its name, the line of the first one, and its own."""

    name: str
    first: int
    line: int


@dataclass(slots=True)
class Lines:
    """Line numbers of tables and keys: `("action", 3)` is the fourth `[[action]]`, then its keys."""

    text: str = ""  # looked through when a line is asked for: a pack without a fault never asks
    _at: dict[Place, int] = field(default_factory=dict)
    again: list[Again] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it; 1 for the file as a whole."""
        if self.text:
            text, self.text = self.text, ""
            _scan(text, self)
        while place:
            if place in self._at:
                return self._at[place]
            place = place[:-1]
        return 1

    def put_once(self, place: Place, name: str, line: int) -> None:
        """Note the line of what may stand there once only."""
        if place in self._at:
            self.again.append(Again(name, self._at[place], line))
        self.put(place, line)

    def put(self, place: Place, line: int) -> None:
        """Note a line, the first of a place only."""
        self._at.setdefault(place, line)


def find_lines(text: str) -> Lines:
    """Scan a TOML text for headers and keys. It need not be valid: what cannot be read is passed over."""
    lines = Lines()
    _scan(text, lines)
    return lines


def _scan(text: str, lines: Lines) -> None:
    counts = Counter[str]()
    table: Place = ()
    depth, inside = 0, ""
    for number, raw in enumerate(text.splitlines(), 1):
        if inside:
            if inside in raw:
                inside = ""
            continue
        if depth == 0:
            if header := _HEADER.match(raw):
                name = header.group(2)
                if header.group(1) == "[[":
                    table = (name, counts[name])
                    counts[name] += 1
                else:
                    table = tuple(name.split("."))
                    lines.put_once(table, f"[{name}]", number)
                lines.put(table, number)
                lines.put((name,), number)
                continue
            if key := _KEY.match(raw):
                name = key.group(1).strip("\"'")
                lines.put_once((*table, name), name, number)
        depth, inside = _depth_after(raw, depth)


def _depth_after(raw: str, depth: int) -> tuple[int, str]:
    """How deep in brackets the next line starts, and the marks that close an open long string."""
    bare = _QUOTED.sub(lambda found: found.group() if found.group() in ('"""', "'''") else "", raw)
    for marks in ('"""', "'''"):
        if bare.count(marks) % 2:
            return depth, marks
    opened = sum(bare.count(mark) for mark in "[{")
    closed = sum(bare.count(mark) for mark in "]}")
    return max(0, depth + opened - closed), ""
