"""Finding the heading row (or two) of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanyraq.cases.rosters.cells import Cell, Merge, Sheet, cell_text
from shanyraq.cases.rosters.header_words import field_of
from shanyraq.cases.rosters.headers import DETAILS, NAMES, PEOPLE, STRONG, Column, Header
from shanyraq.cases.rosters.heading_data import is_data
from shanyraq.cases.rosters.heading_part_words import DAY, HINT, LANGUAGE, MONTH, SEX_F, SEX_M, YEAR
from shanyraq.cases.rosters.origins import nationality_of_heading
from shanyraq.cases.rosters.owners import group_of, lists_children, settle
from shanyraq.cases.rosters.relations import read_relation
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.wording import is_blank_word, plain

_CUT_WORD = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")


def find_header(sheet: Sheet, row: int, merges: dict[int, list[Merge]]) -> Header | None:
    """The header that begins in this row, or None. It may be one row, or two where groups or languages are stacked."""
    texts = _row_texts(sheet, row, merges)
    if not _may_be_header(sheet.rows[row], texts):
        return None
    fields = _fields(texts)
    below = _second_row(sheet, row, texts, fields, merges)
    if below is None and not _is_header(fields, texts, sheet, row):
        return None
    if below is not None and not _is_header({**fields, **_fields(below)}, {**texts, **below}, sheet, row):
        return None
    if below is not None and _is_title_over(texts, below, merges.get(row, ())):
        return None
    rows = (row,) if below is None else (row, row + 1)
    columns = [
        _column(index, texts.get(index, ""), (below or {}).get(index, ""))
        for index in sorted(set(texts) | set(below or {}))
    ]
    return Header(rows, columns, settle(columns))


def header_of_labels(labels: Sequence[str]) -> Header:
    """The header of a table that was made of forms."""
    columns = [_column(index, label, "") for index, label in enumerate(labels)]
    return Header((), columns, settle(columns))


def _is_title_over(texts: dict[int, str], below: dict[int, str], merges: Sequence[Merge]) -> bool:
    """Whether the upper row is one title above real headings, and no heading of a group of columns."""
    if len(set(texts.values())) > 1 or len(below) < 2:
        return False
    return not any(merge.right > merge.left and merge.left > min(below) for merge in merges)


def _fields(texts: dict[int, str]) -> dict[int, str]:
    found = {index: field_of(text) or _lone_sex(plain(text).strip(" .:*()")) for index, text in texts.items()}
    return {index: name for index, name in found.items() if name}


def _heading_text(cell: Cell) -> str:
    """A heading, with words put together that a hyphen cuts at the end of a line: `Граж-` and below it `данство`."""
    text = cell_text(cell)
    return _CUT_WORD.sub("", text) if "\n" in text else text


def _row_texts(sheet: Sheet, row: int, merges: dict[int, list[Merge]]) -> dict[int, str]:
    """The texts of a row, with merged headings spread over the columns they span."""
    texts = {index: _heading_text(cell) for index, cell in enumerate(sheet.rows[row]) if cell is not None}
    for merge in merges.get(row, ()):
        value = sheet.at(merge.top, merge.left)
        if value is not None:
            for index in range(merge.left, min(merge.right, merge.left + 200) + 1):
                texts.setdefault(index, _heading_text(value))
    return texts


def _may_be_header(cells: list[Cell], texts: dict[int, str]) -> bool:
    if not texts or len(set(texts.values())) < len(texts) // 4:
        return False
    values = [cell for cell in cells if cell is not None]
    words = [cell for cell in values if isinstance(cell, str)]
    if len(values) - len(words) > 1:
        return False
    data = len(values) - len(words) + sum(is_data(word) for word in words)
    allowed = 1 if len(values) > 4 else 0
    return bool(words) and data <= allowed and all(len(word) <= 160 for word in words)


def _is_header(fields: dict[int, str], texts: dict[int, str], sheet: Sheet, row: int) -> bool:
    kinds = set(fields.values())
    distinct = len({texts[index] for index in fields})
    if len(texts) == 1 or len(set(texts.values())) == 1:
        return _lone_name_heading(texts, sheet, row)
    if kinds & NAMES:
        return distinct >= 2 and len(fields) * 2 >= len(texts)
    if "head_name" in kinds and kinds & {"children", "members"}:
        return len(fields) * 3 >= len(texts) * 2
    people = kinds & (PEOPLE | {"head_name"})
    details = kinds & (PEOPLE | DETAILS | {"number", "family"})
    return bool(people) and len(details) >= 2 and len(fields) * 3 >= len(texts) * 2


def _lone_name_heading(texts: dict[int, str], sheet: Sheet, row: int) -> bool:
    """A list of nothing but names: the only word of the row is exactly a heading, and names follow below."""
    text = next(iter(texts.values()))
    index = next(iter(texts))
    if len(texts) > 1 or field_of(text) not in STRONG or len(plain(text).split()) > 3:
        return False
    below = sheet.rows[row + 1 : row + 4]
    return any(index < len(cells) and isinstance(cells[index], str) for cells in below)


def _second_row(
    sheet: Sheet, row: int, texts: dict[int, str], fields: dict[int, str], merges: dict[int, list[Merge]]
) -> dict[int, str] | None:
    """The row below, if it goes on with the headings: parts of a merged one, another language, or a format."""
    if row + 1 >= len(sheet.rows):
        return None
    own = {index: _heading_text(cell) for index, cell in enumerate(sheet.rows[row + 1]) if cell is not None}
    if not own or any(
        not isinstance(cell, str) or is_data(cell) for cell in sheet.rows[row + 1] if cell is not None
    ):
        return None
    if _answers(own, texts, fields) or (len(own) == 1 and nationality_of_heading(*own.values())):
        return None
    known = [index for index, text in own.items() if _is_heading_part(text)]
    spread = any(merge.top == row and merge.right > merge.left for merge in merges.get(row, ()))
    strong = {field_of(text) for text in own.values()} & (STRONG | {"birth", "sex", "age", "nationality"})
    if len(known) * 2 < len(own) or (len(own) == 1 and not spread and len(texts) > 1 and not known):
        return None
    if len(known) == len(own) and (spread or strong or set(own) - set(texts) or _all_hints(own)):
        return own
    if not strong:
        return own if spread and len(known) * 4 >= len(own) * 3 else None
    return own


def _answers(own: dict[int, str], texts: dict[int, str], fields: dict[int, str]) -> bool:
    """Whether a row says of somebody what the headings above ask: `Head` under `Relation`, `F` under `Sex`."""
    for index, text in own.items():
        if list(texts.values()).count(texts.get(index, "")) > 1:
            continue
        asked = fields.get(index)
        if (asked == "relation" and read_relation(text)) or (asked == "sex" and read_sex(text)):
            return True
    return False


def _all_hints(texts: dict[int, str]) -> bool:
    return all(HINT.fullmatch(plain(text)) or LANGUAGE.fullmatch(plain(text)) for text in texts.values())


def _is_heading_part(text: str) -> bool:
    clean = plain(text).strip(" .:*()")
    if field_of(text) is not None and len(clean.split()) <= 8:
        return True
    patterns = (SEX_M, SEX_F, DAY, MONTH, YEAR, LANGUAGE, HINT)
    return any(pattern.fullmatch(clean) for pattern in patterns)


def _column(index: int, upper: str, lower: str) -> Column:
    heading = upper if lower in ("", upper) else f"{upper} / {lower}" if upper else lower
    above, below = field_of(upper), field_of(lower)
    clean = plain(lower).strip(" .:*()")
    found = below or above
    if (
        lower
        and above in ("birth", "birth_year", "birth_place_date", "sex", "documents", "age")
        and upper != lower
    ):
        found = _part_of(above, below, clean)
    elif not lower and above is None and upper:
        found = _lone_sex(plain(upper).strip(" .:*()"))
    if below in ("full", "given", "surname") and above in (
        "mother",
        "father",
        "wife",
        "husband",
        "children",
        "head_name",
    ):
        found = below
    is_part = found in ("sex_m", "sex_f", "birth_day", "birth_month", "birth_year")
    if not is_part and (HINT.fullmatch(clean) or LANGUAGE.fullmatch(clean)):
        found = above if above is not None else found
    if found and lists_children(heading, found):
        found = "children"
    group = group_of(heading, found or "")
    return Column(index, found or "unknown", heading, group)


def _part_of(above: str, below: str | None, clean: str) -> str:
    if above in ("birth", "birth_year", "birth_place_date"):
        for name, pattern in (("birth_day", DAY), ("birth_month", MONTH), ("birth_year", YEAR)):
            if pattern.fullmatch(clean):
                return name
    if above == "sex" and SEX_M.fullmatch(clean):
        return "sex_m"
    if above == "sex" and SEX_F.fullmatch(clean):
        return "sex_f"
    if above == "documents":
        return "documents" if below in (None, "number", "extra", "birth", "full") else below
    return below or above


def _lone_sex(clean: str) -> str | None:
    if SEX_M.fullmatch(clean):
        return "sex_m"
    return "sex_f" if SEX_F.fullmatch(clean) else None


def is_column_numbers(cells: list[Cell]) -> bool:
    """The row 1, 2, 3, … that forms put under their headings."""
    numbers = [
        cell for cell in cells if cell is not None and not (isinstance(cell, str) and is_blank_word(cell))
    ]
    if len(numbers) < 3:
        return False
    values: list[int] = []
    for cell in numbers:
        text = cell_text(cell).strip(" ().")
        if not text.isdecimal() or len(text) > 2:
            return False
        values.append(int(text))
    return values == list(range(values[0], values[0] + len(values))) and values[0] in (0, 1)
