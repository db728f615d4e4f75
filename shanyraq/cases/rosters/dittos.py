"""Marks that say `as above`, and the errors that spreadsheet programs leave in cells."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.wording import plain

_FIELDS = frozenset(
    (
        "family",
        "surname",
        "father",
        "grandfather",
        "nationality",
        "ethnic",
        "sex",
        "relation",
        "head_name",
        "extra",
    )
)
#: Whoever is of the family above it, even where nothing stands in between.
_RUNS_ON = frozenset(("family", "head_name"))
_SIGN = re.compile(r"[-–—.\s]*(?:[\"“”„«»″〃〞]{1,2}|'{2}|,,|/{2,}|\\{2,}|↑+|\^+)[-–—.\s]*")
_WORDS = frozenset(
    plain(word)
    for words in (
        "ditto|do|id|dto|idem|same|the same|same as above|as above|see above|same family",
        "то же|тоже|то же самое|тот же|та же|те же|там же|см. выше|как выше|сол|сол сияқты|жоғарыдағыдай",
        "كذلك|كما اعلاه|اعلاه|نفس الشيء|نفس العائلة|نفس الجنسية",
    )
    for word in words.split("|")
)
_ERROR = re.compile(r"#(?:REF|NAME|VALUE|DIV/0|N/A|NUM|NULL|SPILL|CALC)[!?]?|Err:\d{3}", re.IGNORECASE)


def is_error(text: str) -> bool:
    """Whether a spreadsheet program could not work the cell out: `#REF!`."""
    return _ERROR.fullmatch(text.strip()) is not None


def is_ditto(text: str) -> bool:
    """Whether a cell says that it is as the one above: `-//-`, `то же`."""
    if text in ("ID", "DO"):
        return False  # Indonesia, the Dominican Republic
    return len(text) < 20 and (_SIGN.fullmatch(text) is not None or plain(text).strip(" .") in _WORDS)


class Dittos:
    """The cells above, by column, for the marks below them; what a mark means that has none above it is told."""

    def __init__(self, header: Header | None) -> None:
        columns = header.columns if header else []
        self._fields = {column.index: column.field for column in columns if column.field in _FIELDS}
        self._headings = {column.index: column.heading for column in columns}
        self._above: dict[int, Cell] = {}
        self.told: list[Remark] = []

    def fill(self, values: dict[int, Cell]) -> None:
        """Puts what stands above in the place of each mark of a row."""
        self.told = []
        for index, field in self._fields.items():
            text = cell_text(values.get(index))
            if text and (is_ditto(text) or (is_error(text) and field in _RUNS_ON)):
                above = self._above.get(index) if is_ditto(text) else None
                if above is None:
                    self.told.append(remark("column_unknown", column=self._headings[index], text=text))
                    del values[index]
                else:
                    values[index] = above
            elif text:
                self._above[index] = values[index]
            elif field not in _RUNS_ON and len(values) > 1:
                self._above.pop(index, None)
