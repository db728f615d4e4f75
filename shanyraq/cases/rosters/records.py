"""What a roster is after reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from shanyraq.cases.rosters.ages import ListDate
from shanyraq.cases.rosters.dates import BirthDate, Precision
from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.messages import Remark
from shanyraq.cases.rosters.relation_words import Relation
from shanyraq.cases.rosters.relations import RelationWords
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.people.names import ScriptRun


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of the list, as understood. `row` is the spreadsheet's own number, from 1.

    `names` has at most one entry for each script; a kunya of a column of its own stands in brackets behind the name.
    `cells` are all cells of her row as they stand in the file, for somebody to compare with; `host` is the place, among
    all rows, of the person in whose row of the file she was found. Neither is part of the JSON.
    """

    sheet: str
    row: int
    names: tuple[ScriptRun, ...]
    sex: Sex | None
    birth_date: str | None
    birth_date_precision: Precision
    family: str
    relation: Relation | None
    nationality: str | None
    documents: tuple[str, ...]
    problems: tuple[Remark, ...]
    cells: tuple[tuple[str, str], ...] = ()
    host: int | None = None


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row of the file that is no person, and why."""

    sheet: str
    row: int
    reason: Remark


@dataclass(frozen=True, slots=True)
class Roster:
    """Every row of the file, as a person or as ignored; `notices` are about the file as a whole."""

    rows: tuple[RosterRow, ...]
    ignored: tuple[IgnoredRow, ...]
    notices: tuple[Remark, ...] = ()
    list_date: ListDate | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """A person while the list is being read. `row` counts from 0; `host` is the person in whose row she was found.

    `after_gap` and `after_heading`: an empty row, or headings once more, stand between her and the person above.
    """

    sheet_index: int
    row: int
    names: tuple[ScriptRun, ...] = ()
    sex: Sex | None = None
    birth: BirthDate = field(default_factory=BirthDate)
    words: RelationWords | None = None
    relation: Relation | None = None
    nationality: str | None = None
    documents: list[str] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    host: Draft | None = None
    after_gap: bool = False
    after_heading: bool = False
    under_orphans: bool = False
    family_text: str | None = None
    number_text: str | None = None
    heading: str | None = None
    heading_row: int | None = None
    head_name: str | None = None
    mother_name: str | None = None
    husband_name: str | None = None
    #: The tent in whose first row she stands: the heading and the text of its cell.
    tent: tuple[str, str] | None = None
    #: The relatives whom her row names: the heading and the text of each cell.
    relatives: tuple[tuple[str, str], ...] = ()
    family_size: int | None = None
    said_children: int | None = None
    family: str = ""


@dataclass(slots=True)
class SheetReading:
    """The people and the other rows of one sheet."""

    name: str
    index: int
    #: What tells this list apart from all others of the file: the sheet, and where it begins if not at its left edge.
    place: str = ""
    #: Whether its families are those of the list left of it, with which it shares their column.
    shares_families: bool = False
    drafts: list[Draft] = field(default_factory=list)
    ignored: dict[int, Remark] = field(default_factory=dict)
    #: For each column with merges down over several rows: (first row, last row) of each merge.
    vertical_merges: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    merge_columns: list[int] = field(default_factory=list)
    has_family_column: bool = False
    fields: frozenset[str] = frozenset()
    headers: list[Header] = field(default_factory=list)
    list_date: ListDate | None = None
    #: The columns that nobody read, with the number of their filled cells.
    unread: Counter[str] = field(default_factory=Counter)
    #: The headings whose meaning was told by what stands below them; whether that is so of the whole sheet.
    settled: list[str] = field(default_factory=list)
    is_guessed: bool = False
    #: The heading of the column by which families were told that is no column of families.
    families_by: str = ""
