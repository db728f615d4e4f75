"""Forms one below the other: `Name: Aisha`, `Age: 30`, `Sex: F`; each is read as the row of a table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from shanyraq.cases.rosters.cells import Cell, Sheet, cell_text
from shanyraq.cases.rosters.header_words import field_of, is_exact_heading
from shanyraq.cases.rosters.headers import DETAILS, STRONG
from shanyraq.cases.rosters.lines import closing_line
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.wording import plain

_LABELLED = re.compile(r"^\s*(?P<label>[^\W\d][^:\n]{0,60}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
#: So many rows tell whether a sheet is of forms.
_SAMPLE = 60
#: What has to be asked beside the name.
_FEWEST_DETAILS = 2

_Pairs = list[tuple[str, Cell]]


@dataclass(slots=True)
class _Form:
    first: int
    values: dict[str, Cell] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)


def as_table(sheet: Sheet) -> Sheet:
    """The sheet with each form as one row, where its first line stands; the same sheet if it holds no forms."""
    lines = {row: _pairs(cells) for row, cells in enumerate(sheet.rows[:_SAMPLE]) if _filled(cells)}
    if not _are_forms(lines):
        return sheet
    lines |= {row: _pairs(cells) for row, cells in enumerate(sheet.rows[_SAMPLE:], _SAMPLE) if _filled(cells)}
    forms, told = _forms_of(sheet, lines)
    if not _are_forms(lines) or not forms:
        return sheet
    labels = list(dict.fromkeys(label for form in forms for label in form.values))
    rows: list[list[Cell]] = [[] for _ in sheet.rows]
    for form in forms:
        rows[form.first] = [form.values.get(label) for label in labels]
    return replace(sheet, rows=rows, merges=[], labels=tuple(labels), told=told)


def _filled(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell is not None]


def _pairs(cells: list[Cell]) -> _Pairs:
    """The labels of a row with what is answered; empty where the row does not only consist of them."""
    filled = _filled(cells)
    if len(filled) == 1:
        match = _LABELLED.match(cell_text(filled[0]))
        return (
            [(match["label"], match["value"].strip() or None)] if match and _is_label(match["label"]) else []
        )
    labels, values = filled[::2], filled[1::2]
    if len(labels) != len(values) or not all(isinstance(label, str) and _is_label(label) for label in labels):
        return []
    if any(isinstance(value, str) and is_exact_heading(value) for value in values):
        return []
    return [(cell_text(label).strip(" :"), value) for label, value in zip(labels, values, strict=True)]


def _is_label(text: str) -> bool:
    return text.rstrip().endswith(":") or field_of(text) is not None


def _are_forms(lines: dict[int, _Pairs]) -> bool:
    """Whether most rows ask and answer: a name, and at least two more things of which each has a field."""
    asked = Counter(plain(label) for pairs in lines.values() for label, _ in pairs)
    fields = {field_of(label) for label in asked}
    details = fields & DETAILS - STRONG
    answered = sum(bool(pairs) for pairs in lines.values())
    return bool(fields & STRONG) and len(details) >= _FEWEST_DETAILS and answered * 5 >= len(lines) * 4


def _forms_of(sheet: Sheet, lines: dict[int, _Pairs]) -> tuple[list[_Form], dict[int, Remark]]:
    """The forms, and why each other row is no person."""
    forms: list[_Form] = []
    told: dict[int, Remark] = {}
    opening = _opening(lines)
    for row, pairs in lines.items():
        text = " | ".join(cell_text(cell) for cell in _filled(sheet.rows[row]))
        if any(plain(label) == opening for label, _ in pairs):
            forms.append(_Form(row))
        elif not pairs or not forms:
            default = remark("not_a_person" if forms else "title", text=text)
            told[row] = closing_line(text) or default
            continue
        else:
            told[row] = remark("continued", row=forms[-1].first + 1, text=text)
        for label, value in pairs:
            _answer(forms[-1], label, value)
    return forms, told


def _opening(lines: dict[int, _Pairs]) -> str:
    """The label with which each form begins: the first of all if it comes with each name, else the name's own."""
    labels = [plain(label) for pairs in lines.values() for label, _ in pairs]
    name = next(label for label in labels if field_of(label) in STRONG)
    return labels[0] if labels.count(labels[0]) == labels.count(name) else name


def _answer(form: _Form, label: str, value: Cell) -> None:
    """`Child: Ali` and below it `Child: Sara` are one answer of two lines."""
    if value is None:
        return
    label = next((known for known in form.values if plain(known) == plain(label)), label)
    before = form.values.get(label)
    form.values[label] = value if before is None else f"{cell_text(before)}\n{cell_text(value)}"
