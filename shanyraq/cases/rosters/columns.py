"""Looking at a sheet before its rows are read: possible headings, merged cells, columns told by their content."""

from __future__ import annotations

from shanyraq.cases.rosters.cells import Cell, Merge, Sheet, cell_text
from shanyraq.cases.rosters.header_words import may_name_people
from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.wording import plain
from shanyraq.people.names import script_of, tokens


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


def name_by_content(header: Header, sheet: Sheet, start: int, end: int) -> None:
    """Headings that can mean two things are settled by what stands below them."""
    for column in header.columns:
        if column.field not in ("family", "number"):
            continue
        texts = [
            cell_text(cell)
            for row in range(start, min(end, start + 300))
            if (cell := sheet.at(row, column.index)) is not None
        ]
        if not texts:
            continue
        wordy = [text for text in texts if not any(sign.isdigit() for sign in text) and script_of(text)]
        bare = plain(column.heading).strip(" .:") in (
            "family",
            "семья",
            "отбасы",
            "العائله",
            "الاسره",
            "families",
            "fam",
            "жанұя",
        )
        has_surname = bool(header.of("surname"))
        if (
            column.field == "family"
            and bare
            and not has_surname
            and len(wordy) > 0.7 * len(texts)
            and header.of("given")
        ):
            header.rename(column, "surname")
        long_ids = [text for text in texts if len(text) >= 6 and any(sign.isdigit() for sign in text)]
        if column.field == "number" and len(long_ids) > 0.6 * len(texts):
            header.rename(column, "documents")


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
