"""Looking at a sheet before its rows are read: possible headings, merged cells, columns told by their content."""

from __future__ import annotations

import itertools
import re

from shanyraq.cases.rosters.cells import Cell, Merge, Sheet, cell_text
from shanyraq.cases.rosters.header_words import may_name_people
from shanyraq.cases.rosters.headers import NAME_FIELDS, Column, Header
from shanyraq.cases.rosters.relative_words import sex_of_children
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.people.names import script_of, tokens

_COMMA = re.compile(r"[,،;؛]")
#: To `Separated child, yes or no?` these are answers, and no children.
_ANSWERS = frozenset(
    ("y", "n", "yes", "no", "да", "нет", "д", "н", "иә", "жоқ", "نعم", "لا", "true", "false")
)
_ASKS = re.compile(
    r"\?|(?:y|yes)\s*/\s*no?\b|да\s*/\s*нет|иә\s*/\s*жоқ|نعم\s*/\s*لا|\b(?:has|have|есть|бар ма|هل)\b"
)
_FAMILY_OR_SURNAME = frozenset(("family", "семья", "отбасы", "العائله", "الاسره", "families", "fam", "жанұя"))


def may_be_heading(cells: list[Cell]) -> bool:
    others = sum(cell is not None and not isinstance(cell, str) for cell in cells)
    return others < 2 and any(isinstance(cell, str) and may_name_people(cell) for cell in cells)


def is_bare_date(heading: str) -> bool:
    """Whether a heading says `Date` and not of what: nobody knows what the days below it mean."""
    return plain(heading).strip(" .:*()") in ("date", "дата", "күні", "التاريخ", "تاريخ")


def merges_by_row(sheet: Sheet) -> dict[int, list[Merge]]:
    """Merges by the rows they touch; long ones only count for their first rows, where headings are."""
    found: dict[int, list[Merge]] = {}
    for merge in sheet.merges[:50_000]:
        for row in range(merge.top, min(merge.bottom, merge.top + 3) + 1):
            found.setdefault(row, []).append(merge)
    return found


def filled_cells(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """What the upper left cell of a merge says for the rows below it in its first column."""
    filled: dict[int, dict[int, Cell]] = {}
    budget = 1_000_000
    for merge in sheet.merges:
        value = sheet.at(merge.top, merge.left) if merge.bottom > merge.top else None
        if value is None:
            continue
        for row in range(merge.top + 1, merge.bottom + 1):
            budget -= 1
            if budget < 0:
                return filled
            filled.setdefault(row, {})[merge.left] = value
    return filled


def name_by_content(header: Header, sheet: Sheet, start: int, end: int) -> list[str]:
    """Headings that can mean two things are settled by what stands below them; gives the headings so settled."""
    settled: list[str] = []
    for column in header.columns:
        is_of_children = (column.group.startswith("child") and column.field in NAME_FIELDS) or (
            column.field == "children" and _ASKS.search(plain(column.heading)) is not None
        )
        if column.field not in ("family", "number", "sex_m", "sex_f") and not is_of_children:
            continue
        texts = [
            cell_text(cell)
            for row in range(start, min(end, start + 300))
            if (cell := sheet.at(row, column.index)) is not None
        ]
        meant = _meant(column, header, [text for text in texts if not is_blank_word(text)])
        if meant is not None:
            if is_of_children:
                column.group = "main"
            header.rename(column, meant)
            # What is only told means nothing that was guessed.
            settled.extend([column.heading] if meant != "extra" else ())
    return settled


def _counts_rows(texts: list[str]) -> bool:
    """Whether numbers count people or families: mostly one more than above, the same, or 1 once more."""
    values = [int(bare) for text in texts if (bare := text.strip(" .)№")).isdecimal()]
    if len(values) * 2 < len(texts):
        return all(any(map(str.isdigit, text)) and script_of(text) is None for text in texts)
    steps = [after in (before, before + 1, 1) for before, after in itertools.pairwise(values)]
    return len(texts) < 2 or sum(steps) * 2 >= len(steps)


def _meant(column: Column, header: Header, texts: list[str]) -> str | None:
    """Another field for a column whose cells hardly are of its own."""
    if not texts:
        return None
    if column.field in NAME_FIELDS or column.field == "children":
        return "extra" if all(plain(text).strip(" .") in _ANSWERS for text in texts) else None
    if column.field == "family":
        wordy = [text for text in texts if not any(sign.isdigit() for sign in text) and script_of(text)]
        is_bare = plain(column.heading).strip(" .:") in _FAMILY_OR_SURNAME
        is_name = is_bare and not header.of("surname") and header.of("given")
        return "surname" if is_name and len(wordy) > 0.7 * len(texts) else None
    if column.field == "number":
        long_ids = [text for text in texts if len(text) >= 6 and any(sign.isdigit() for sign in text)]
        if len(long_ids) > 0.6 * len(texts):
            return "documents"
        return None if _counts_rows(texts) else "extra"
    return _meant_of_one_sex(column, header, texts)


def _meant_of_one_sex(column: Column, header: Header, texts: list[str]) -> str | None:
    """`Boys | Girls` may hold ticks, how many there are, or their names."""
    is_counted = all(text.strip().isdecimal() for text in texts)
    is_of_children = sex_of_children(column.heading) is not None
    if is_counted and (
        any(int(text) > 1 for text in texts) or header.main_role in ("mother", "head", "wife")
    ):
        return "children_count" if is_of_children else "extra"
    if is_of_children and all(len(text) > 2 and script_of(text) for text in texts):
        return "children"
    return None


def names_with_comma(header: Header, sheet: Sheet, start: int, end: int) -> frozenset[int]:
    """The columns whose names are written `Karimova, Aigul`: where half of the people's are, or the heading asks so.

    In any other column a comma may part two people.
    """
    is_usual = False
    for column in header.of(*NAME_FIELDS):
        cells = (sheet.at(row, column.index) for row in range(start, min(end, start + 300)))
        names = [cell for cell in cells if isinstance(cell, str) and not is_blank_word(cell)]
        is_usual |= sum(_COMMA.search(name) is not None for name in names) * 2 >= max(len(names), 1)
    return frozenset(
        column.index
        for column in header.columns
        if column.field in NAME_FIELDS and (is_usual or _COMMA.search(column.heading))
    )


def father_is_part(header: Header, sheet: Sheet, start: int, end: int) -> bool:
    """A father's name belongs to the name where the name itself is given in parts, as Arabic lists do."""
    if header.of("given", "surname", "patronymic"):
        return not header.of("patronymic")
    full = header.of("full")
    if not full or not header.of("father"):
        return False
    texts = [
        cell
        for row in range(start, min(end, start + 200))
        if isinstance(cell := sheet.at(row, full[0].index), str)
    ]
    single = [text for text in texts if len(tokens(text)) <= 1]
    return bool(texts) and len(single) > len(texts) / 2
