"""A list without headings: what each column holds is told by what stands in it, and said so on every row."""

from __future__ import annotations

import itertools
import re
from datetime import date

from shanyraq.cases.rosters.ages import read_age
from shanyraq.cases.rosters.cells import Cell, Sheet, cell_text
from shanyraq.cases.rosters.headers import Column, Header
from shanyraq.cases.rosters.lines import closing_line
from shanyraq.cases.rosters.nationalities import country_codes
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.relations import read_relation
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.cases.rosters.written import written_date

_SAMPLE = 200
_DOCUMENT = re.compile(r"(?=.*\d{4})[\w№./ \-]{5,40}")


def guess_columns(sheet: Sheet, previous: Header | None) -> Header | None:
    """Columns for a sheet without headings; those of the sheet before it where its cells fit them."""
    rows = [row for row in sheet.rows if sum(cell is not None for cell in row) > 1][:_SAMPLE]
    if len(rows) < 2:
        return _plain_text_list(sheet)
    width = max(len(row) for row in rows)
    kinds: dict[int, str] = {}
    for index in range(width):
        cells = [row[index] for row in rows if index < len(row) and row[index] is not None]
        kind = _kind([cell for cell in cells if not (isinstance(cell, str) and is_blank_word(cell))])
        if kind is not None:
            kinds[index] = kind
    if previous is not None and _fits(kinds, previous):
        return Header(
            (), [Column(each.index, each.field, each.heading, each.group) for each in previous.columns]
        )
    if "full" not in kinds.values() or not set(kinds.values()) - {"full", "number"}:
        return None
    headings = _heading_row(sheet, kinds)
    names = sheet.rows[headings] if headings is not None else []
    columns = [Column(index, kind, _text_at(names, index)) for index, kind in kinds.items()]
    return Header((headings,) if headings is not None else (), columns)


def _text_at(cells: list[Cell], index: int) -> str:
    return cell_text(cells[index]) if index < len(cells) else ""


def _heading_row(sheet: Sheet, kinds: dict[int, str]) -> int | None:
    """The first row of several cells, if it says nothing that its columns say: a heading in unknown words."""
    row = next(
        (number for number, cells in enumerate(sheet.rows) if sum(cell is not None for cell in cells) > 1),
        None,
    )
    if row is None or any(cell is not None and not isinstance(cell, str) for cell in sheet.rows[row]):
        return None
    told = [index for index, kind in kinds.items() if kind not in ("full", "documents")]
    texts = [(kinds[index], _text_at(sheet.rows[row], index)) for index in told]
    fitting = [kind for kind, text in texts if text and _says(kind, text)]
    return row if len([text for _, text in texts if text]) >= 2 and not fitting else None


def _says(kind: str, text: str) -> bool:
    if kind == "sex":
        return read_sex(text) is not None
    if kind == "nationality":
        return bool(country_codes(plain(text)))
    if kind == "relation":
        return read_relation(text) is not None
    return any(sign.isdigit() for sign in text)


def _plain_text_list(sheet: Sheet) -> Header | None:
    """One column in which each line is a person: `1. Ахметова Айша, 1990 г.р.`."""
    cells = [(index, cell) for row in sheet.rows for index, cell in enumerate(row) if isinstance(cell, str)][
        :_SAMPLE
    ]
    people = [
        index
        for index, cell in cells
        if (phrase := read_phrase(cell)).names and phrase.when and len(cell) < 120
    ]
    if len(people) < 2 or len(people) * 2 < len(cells):
        return None
    return Header((), [Column(max(set(people), key=people.count), "full", "")])


def _fits(kinds: dict[int, str], header: Header) -> bool:
    expected = {column.index: column.field for column in header.columns}
    same_family = {"birth_year": "birth", "given": "full", "surname": "full"}
    agreeing = [
        index
        for index, kind in kinds.items()
        if same_family.get(expected.get(index, ""), expected.get(index)) == kind
    ]
    return len(agreeing) >= 2 and any(kinds[index] == "full" for index in agreeing)


def _kind(cells: list[Cell]) -> str | None:
    if len(cells) < 2:
        return None
    texts = [cell_text(cell) for cell in cells]
    tests = (
        ("sex", [read_sex(text) is not None for text in texts]),
        ("birth", [_is_birth(cell, text) for cell, text in zip(cells, texts, strict=True)]),
        ("relation", [not text.isdigit() and read_relation(text) is not None for text in texts]),
        ("nationality", [not text.isdigit() and bool(country_codes(plain(text))) for text in texts]),
    )
    for kind, hits in tests:
        if sum(hits) > 0.7 * len(hits):
            return kind
    if all(text.isdecimal() for text in texts):
        return _number_kind([int(text) for text in texts])
    if sum(read_age(text) is not None for text in texts) > 0.8 * len(texts):
        return "age"
    names = [_is_name(text) for text in texts]
    if sum(names) > 0.7 * len(names) and len(set(texts)) > 0.6 * len(texts):
        return "full"
    if sum(_DOCUMENT.fullmatch(text) is not None for text in texts) > 0.6 * len(texts):
        return "documents"
    return None


def _is_name(text: str) -> bool:
    phrase = read_phrase(text)
    has_digits = any(sign.isdigit() for run in phrase.names for sign in run.text)
    return bool(phrase.names) and not has_digits and len(text.split()) <= 10 and closing_line(text) is None


def _is_birth(cell: Cell, text: str) -> bool:
    if isinstance(cell, date):
        return True
    return (
        written_date(text).kind in ("day", "numbers", "year", "month", "hijri")
        and not written_date(text).leftover
    )


def _number_kind(numbers: list[int]) -> str | None:
    rising = all(after in (before, before + 1) for before, after in itertools.pairwise(numbers))
    if rising and numbers[0] in (0, 1) and len(numbers) > 2:
        return "number" if len(set(numbers)) == len(numbers) else "family"
    return "age" if all(number <= 110 for number in numbers) else None
