"""The values that the component templates take. Plain and frozen: a presenter makes them, a template shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Action:
    """A button or link. `post` makes it a small form of its own; `about` is read out after the label ("Saule")."""

    label: Text
    url: str = ""
    icon: str = ""
    kind: str = "quiet"  # primary | quiet | text
    post: bool = False
    name: str = ""
    value: str = ""
    about: Text = ""
    leads_on: bool = False  # an arrow that turns in right-to-left pages


@dataclass(frozen=True)
class Link:
    """Words with an address."""

    label: Text
    url: str


@dataclass(frozen=True)
class Step:
    """A row of the plan: state, what, for whom, why, when, who, and at most two actions."""

    state: Any  # a code of states.LOOKS or an enum with such a value
    title: Text
    why: Text = ""
    url: str = ""
    family: Link | None = None
    whom: Text = ""
    when: Text = ""
    days_late: int = 0
    who: Text = ""
    actions: tuple[Action, ...] = ()
    id: str = ""
    form: Any = None
    form_template: str = ""  # opens under the row, with `step` and `form`


@dataclass(frozen=True)
class Stop:
    """One phase on the path of one person: `state` is done, now, ahead or na."""

    code: str
    name: Text
    state: str


@dataclass(frozen=True)
class Member:
    """A member of a family in "Where everyone is"."""

    name: Text
    stops: tuple[Stop, ...]
    age: Text = ""
    url: str = ""
    lines: tuple[Text, ...] = ()  # relation, languages
    now: Text = ""
    note: Text = ""  # since when, or what she waits for


@dataclass(frozen=True)
class Row:
    """A row of a list: the name in use is the link, one quiet line, one figure at the end."""

    name: Text
    url: str = ""
    line: Text = ""
    end: Text = ""
    end_line: Text = ""
    state: Any = None


@dataclass(frozen=True)
class Fact:
    """A term and what is true of it."""

    term: Text
    value: Any
    url: str = ""


@dataclass(frozen=True)
class Filter:
    """A count that is a link; `state` colours its icon."""

    label: Text
    url: str
    count: Any = None
    state: Any = None
    is_current: bool = False


@dataclass(frozen=True)
class Tab:
    """A tab of a file. Leave out those that this role may not open."""

    label: Text
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Meeting:
    """An appointment of the day."""

    at: datetime
    title: Text
    line: Text = ""
    url: str = ""
    is_next: bool = False
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Happening:
    """Something on a timeline; `when` is words or a date."""

    when: Any
    what: Text
    is_to_come: bool = False
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A large figure at the head of a page; `kind` is people, late, due or nothing."""

    value: Any
    label: Text
    kind: str = ""


@dataclass(frozen=True)
class Help:
    """A line of a summary card: who or what, the words, who wrote it and when."""

    title: Text = ""
    words: Text = ""
    source: Text = ""
    url: str = ""
    title_url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `sort` is the key that paging knows, empty where the column cannot be sorted."""

    label: Text
    is_number: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: words, a number or a protected count, and where it leads."""

    value: Any
    url: str = ""
    state: Any = None
    line: Text = ""


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row is its heading. A bare value in a row stands for Cell(value).

    `stacks`: on a phone each row stands as a card, every cell under its column's label. For words, not for figures.
    `is_wordy`: each cell of such a card takes its whole width, for sentences and long lists.
    `repeats_heading`: the heading right above it says what the caption says, so that only a reader's voice says it.
    """

    caption: Text
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    foot: tuple[Any, ...] = ()
    is_tight: bool = False
    stacks: bool = False
    is_wordy: bool = False
    repeats_heading: bool = False

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """The rows, each cell beside its column."""
        return [self._line(row) for row in self.rows]

    @property
    def foot_line(self) -> list[tuple[Column, Cell]]:
        """The last row, of totals."""
        return self._line(self.foot)

    def _line(self, row: tuple[Any, ...]) -> list[tuple[Column, Cell]]:
        cells = (value if isinstance(value, Cell) else Cell(value) for value in row)
        return list(zip(self.columns, cells, strict=False))
