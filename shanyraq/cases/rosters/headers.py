"""Finding the heading row (or two) of a table, and what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shanyraq.cases.rosters.cells import Cell, Merge, Sheet, cell_text
from shanyraq.cases.rosters.header_words import (
    CHILD,
    CHILDREN,
    DAY,
    FATHER,
    HEAD,
    HINT,
    HUSBAND,
    LANGUAGE,
    MONTH,
    MOTHER,
    SEX_F,
    SEX_M,
    WIFE,
    YEAR,
    field_of,
)
from shanyraq.cases.rosters.relations import read_relation
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.wording import is_blank_word, plain

NAME_FIELDS = frozenset(("full", "surname", "given", "patronymic", "father", "grandfather", "kunya"))
_NAMES = frozenset(("full", "surname", "given"))
_STRONG = frozenset(("full", "surname", "given", "head_name"))
_PEOPLE = frozenset(("mother", "father", "wife", "husband", "children", "members"))
_DETAILS = frozenset(
    (
        "full",
        "surname",
        "given",
        "patronymic",
        "birth",
        "birth_year",
        "age",
        "sex",
        "nationality",
        "documents",
        "kunya",
    )
)
_CUT_WORD = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_GROUP_WORDS = (
    ("child", CHILD),
    ("wife", WIFE),
    ("husband", HUSBAND),
    ("mother", MOTHER),
    ("father", FATHER),
)


@dataclass(slots=True)
class Column:
    """What one column holds: `field` of the person `group` (main, child, child2, wife, mother, …)."""

    index: int
    field: str
    heading: str
    group: str = "main"


@dataclass(slots=True)
class Header:
    """Columns of a table and the rows that name them, counted from 0."""

    rows: tuple[int, ...]
    columns: list[Column] = field(default_factory=list)
    #: What the heading itself says of everybody in the main column: mother, wife, husband, father, head or child.
    main_role: str = ""
    _found: dict[tuple[str, tuple[str, ...]], list[Column]] = field(default_factory=dict, repr=False)

    def of(self, *fields: str, group: str = "main") -> list[Column]:
        """The columns of these fields, in the order of the sheet."""
        key = (group, fields)
        found = self._found.get(key)
        if found is None:
            found = [column for column in self.columns if column.group == group and column.field in fields]
            self._found[key] = found
        return found

    def rename(self, column: Column, name: str) -> None:
        """Another field for a column, after a look at what stands below it."""
        column.field = name
        self._found.clear()

    def groups(self) -> list[str]:
        """The persons a row may hold besides the main one."""
        return list(dict.fromkeys(column.group for column in self.columns if column.group != "main"))

    def signature(self) -> tuple[tuple[int, str, str], ...]:
        """What makes two headers the same."""
        return tuple(
            (column.index, column.group, column.field) for column in self.columns if column.field != "unknown"
        )


def find_header(sheet: Sheet, row: int, merges: dict[int, list[Merge]]) -> Header | None:
    """The header that begins in this row, or None. It may be one row, or two where groups or languages are stacked."""
    texts = _row_texts(sheet, row, merges)
    if not _may_be_header(sheet.rows[row], texts):
        return None
    fields = {index: found for index, text in texts.items() if (found := field_of(text))}
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
    return Header(rows, columns, _settle(columns))


def _is_title_over(texts: dict[int, str], below: dict[int, str], merges: Sequence[Merge]) -> bool:
    """Whether the upper row is one title above real headings, and no heading of a group of columns."""
    if len(set(texts.values())) > 1 or len(below) < 2:
        return False
    return not any(merge.right > merge.left and merge.left > min(below) for merge in merges)


def _fields(texts: dict[int, str]) -> dict[int, str]:
    return {index: found for index, text in texts.items() if (found := field_of(text))}


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
    data = len(values) - len(words) + sum(_is_data(word) for word in words)
    allowed = 1 if len(values) > 4 else 0
    return bool(words) and data <= allowed and all(len(word) <= 160 for word in words)


@lru_cache(maxsize=16384)
def _is_data(text: str) -> bool:
    """Whether a text is a number or a date, which no heading is."""
    clean = plain(text).strip(" .()")
    return any(sign.isdigit() for sign in clean) and not any(sign.isalpha() for sign in clean)


def _is_header(fields: dict[int, str], texts: dict[int, str], sheet: Sheet, row: int) -> bool:
    kinds = set(fields.values())
    distinct = len({texts[index] for index in fields})
    if len(texts) == 1 or len(set(texts.values())) == 1:
        return _lone_name_heading(texts, sheet, row)
    if kinds & _NAMES:
        return distinct >= 2 and len(fields) * 2 >= len(texts)
    people = kinds & (_PEOPLE | {"head_name"})
    details = kinds & (_PEOPLE | _DETAILS | {"number", "family"})
    return bool(people) and len(details) >= 2 and len(fields) * 3 >= len(texts) * 2


def _lone_name_heading(texts: dict[int, str], sheet: Sheet, row: int) -> bool:
    """A list of nothing but names: the only word of the row is exactly a heading, and names follow below."""
    text = next(iter(texts.values()))
    index = next(iter(texts))
    if len(texts) > 1 or field_of(text) not in _STRONG or len(plain(text).split()) > 3:
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
        not isinstance(cell, str) or _is_data(cell) for cell in sheet.rows[row + 1] if cell is not None
    ):
        return None
    if _answers(own, texts, fields):
        return None
    known = [index for index, text in own.items() if _is_heading_part(text)]
    spread = any(merge.top == row and merge.right > merge.left for merge in merges.get(row, ()))
    strong = {field_of(text) for text in own.values()} & (_STRONG | {"birth", "sex", "age", "nationality"})
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
    group = _group(heading, found or "")
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


def _group(heading: str, found: str) -> str:
    """Which person of the row the column speaks of: `Child 2 name`, `Дата рождения ребёнка`, `Mother's DOB`."""
    if found not in _DETAILS | _PEOPLE:
        return "main"
    clean = plain(heading)
    for group, pattern in _GROUP_WORDS:
        if not pattern.search(clean):
            continue
        if group == "father" and found in ("patronymic", "father"):
            return "main"
        if group in ("mother", "father") and found == group:
            return group
        number = _ORDINAL.search(clean)
        return f"{group}{number.group(1)}" if group == "child" and number else group
    return "main"


def _settle(columns: list[Column]) -> str:
    """Looks at the columns together: what a doubtful heading means, and who is the main person (her role, if any)."""
    _give_details_to_the_last_named(columns)
    _name_people_columns(columns)
    role = _choose_main(columns)
    _drop_lone_sexes(columns)
    return role


def _give_details_to_the_last_named(columns: list[Column]) -> None:
    """`Mother | Age | Child | Age`: a heading that stands twice speaks of the person named left of it."""
    named = "main"
    times = Counter((column.field, plain(column.heading)) for column in columns if column.group == "main")
    for column in columns:
        if column.field in _NAMES | _PEOPLE:
            named = column.group
        elif column.field in _DETAILS and times[column.field, plain(column.heading)] > 1:
            column.group = named


def _name_people_columns(columns: list[Column]) -> None:
    """`Wife` alone is the wife's name; `Children` is one too where the child has further columns."""
    for column in columns:
        group = column.group
        if column.field in ("mother", "father", "wife", "husband") and group.startswith(column.field):
            column.field = "full"
        if (
            column.group == "child"
            and column.field in ("full", "given")
            and CHILDREN.search(plain(column.heading))
        ):
            others = [other for other in columns if other.group == "child" and other is not column]
            if not any(other.field in _DETAILS for other in others):
                column.field, column.group = "children", "main"
        elif column.field == "children":
            siblings = [other for other in columns if other.group == group and other is not column]
            numbered = group not in ("child", "main")
            if (
                numbered
                or any(
                    other.field in ("birth", "birth_year", "age", "sex", "full", "given")
                    for other in siblings
                )
                or _is_singular(column.heading)
            ):
                column.field = "full"
            else:
                column.group = "main"


def _is_singular(heading: str) -> bool:
    words = set(re.findall(r"\w+", plain(heading)))
    return bool(words & {"child", "ребенок", "ребенка", "طفل", "الطفل", "баланың"}) and bool(
        words & {"name", "имя", "фио", "اسم", "аты", "жөні"}
    )


def _choose_main(columns: list[Column]) -> str:
    named = {column.group for column in columns if column.field in ("full", "given", "surname")}
    if "main" in named:
        return ""
    heads = [column for column in columns if column.field == "head_name"]
    if heads:
        heads[0].field = "full"
        return "head"
    members = [column for column in columns if column.field == "members"]
    if members and not named:
        members[0].field = "full"
        return ""
    child_groups = sorted(group for group in named if group.startswith("child"))
    has_list = any(column.field in ("children", "members") for column in columns)
    listed = next((column for column in columns if column.field == "children"), None)
    if listed is not None and "mother" in named and "sex" in {column.field for column in columns}:
        mother = next(column for column in columns if column.group == "mother" and column.field == "full")
        if listed.index < mother.index:
            # Each row is one child with a birth date and a sex, and names the mother.
            listed.field = "full"
            return "child"
    mother_details = any(column.group == "mother" and column.field != "full" for column in columns)
    if "mother" in named and (has_list or mother_details or len(child_groups) > 1):
        chosen = "mother"
    elif len(child_groups) == 1 and not has_list:
        chosen = child_groups[0]
    else:
        by_place = [column.group for column in columns if column.field == "full"]
        chosen = next((group for group in by_place if group in ("husband", "mother", "wife", "father")), "")
    for column in columns:
        if chosen and column.group == chosen:
            column.group = "main"
    return "child" if chosen.startswith("child") else chosen


def _drop_lone_sexes(columns: list[Column]) -> None:
    kinds = {column.field for column in columns}
    for column in columns:
        if column.field in ("sex_m", "sex_f") and not {"sex_m", "sex_f"} <= kinds:
            column.field = "unknown"


def is_head_group(heading: str) -> bool:
    """Whether a heading says that the column holds the head of a family."""
    return HEAD.search(plain(heading)) is not None


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
