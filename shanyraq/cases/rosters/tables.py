"""What the columns of one table mean, and the cells of one of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shanyraq.cases.rosters.ages import ListDate
from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.headers import Column, Header
from shanyraq.cases.rosters.orders import ColumnDates
from shanyraq.cases.rosters.sex_words import Sex


@dataclass(slots=True)
class Table:
    """What the columns of one table mean, and what is known for all its rows."""

    header: Header
    dates: dict[int, ColumnDates] = field(default_factory=dict)
    list_date: ListDate | None = None
    latest: date | None = None
    today: date | None = None
    father_is_part: bool = False
    #: The columns in which a comma stands between the parts of a name: `Karimova, Aigul`.
    with_comma: frozenset[int] = frozenset()
    guessed: bool = False
    sex: Sex | None = None
    sex_heading: str = ""
    #: What the heading above says of nationality: a code, or empty where it only names a country.
    nationality: str | None = None
    nationality_heading: str = ""


@dataclass(slots=True)
class RowCells:
    """The cells of a row by column, merged ones filled; `own` are those that stand in the row itself.

    Whoever understands a cell, or tells that it is not understood, takes it by `text` or `cell`; to only look at one
    there is `peek`. What nobody has taken in the end is told, so that no cell is ever dropped in silence.
    """

    values: dict[int, Cell]
    own: frozenset[int]
    texts: dict[int, str] = field(init=False)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.texts = {index: cell_text(cell) for index, cell in self.values.items()}

    def text(self, column: Column) -> str:
        """Takes what stands in the column, empty for nothing."""
        self.taken.add(column.index)
        return self.texts.get(column.index, "")

    def cell(self, column: Column) -> Cell:
        """Takes the value in the column as it is."""
        self.taken.add(column.index)
        return self.values.get(column.index)

    def peek(self, column: Column) -> str:
        """What stands in the column, for a look at it only."""
        return self.texts.get(column.index, "")
