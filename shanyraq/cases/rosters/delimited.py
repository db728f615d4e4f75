"""Text files: which encoding, which delimiter, and the records as a sheet."""

from __future__ import annotations

import csv
import re
from pathlib import PurePath

from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.guards import MAX_CELLS, MAX_ROWS, foreign
from shanyraq.cases.rosters.messages import UnreadableList
from shanyraq.cases.rosters.quoting import split_records
from shanyraq.cases.rosters.wording import squeeze

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_RECORDS = 60
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# Arabic Windows text read as Cyrillic shows capitals inside words.
_CAPITAL_INSIDE = re.compile(r"[а-яё][А-ЯЁ]|[А-ЯЁ][а-яё][А-ЯЁ]")
_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁё]{3,}")


def read_delimited(data: bytes, filename: str) -> Sheet:
    """The records of a csv (or tab-separated) file; `rows[0]` is record 1, blank lines are records.

    Raises UnreadableList for binary data and for text that is no table (a web page, JSON).
    """
    text = _decode(data, filename)
    opening = text.lstrip()[:200].lower()
    if opening.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body")):
        raise foreign(filename, "web")
    if opening.startswith(("{", "[", "from:", "mime-version")):
        raise foreign(filename, "text")
    name = PurePath(filename.replace("\\", "/")).stem or filename
    rows, unclosed = _records(text, filename)
    return Sheet(name, rows, unclosed=unclosed)


def _decode(data: bytes, filename: str) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    guess = _utf16_without_mark(data)
    if guess:
        return data.decode(guess, errors="replace")
    if b"\0" in data or _control_share(data) > 0.02:
        raise foreign(filename, "binary")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data)


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4000]
    if b"\0" not in sample or len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = sample[: len(sample) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        readable = sum(sign.isalnum() or sign in " ,;\t\r\n.-/\"'|:()?" for sign in text)
        plausible = sum(ord(sign) < 0x700 for sign in text)
        if text and readable > 0.9 * len(text) and plausible > 0.95 * len(text):
            return encoding
    return None


def _control_share(data: bytes) -> float:
    sample = data[:8192]
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) / len(sample)


def _windows(data: bytes) -> str:
    cyrillic = data.decode("cp1251", errors="replace")
    words = _CYRILLIC_WORD.findall(cyrillic)
    odd = sum(_CAPITAL_INSIDE.search(word) is not None for word in words)
    if words and odd > 0.3 * len(words):
        return data.decode("cp1256", errors="replace")
    return cyrillic


def _records(text: str, filename: str) -> tuple[list[list[Cell]], frozenset[int]]:
    text = text.replace("\0", "")
    announced = _SEPARATOR_LINE.match(text)
    delimiter = announced.group(1) if announced else _delimiter(text)
    csv.field_size_limit(max(len(text) + 1, 131072))
    rows: list[list[Cell]] = []
    cells = 0
    try:
        records, unclosed = split_records(text, delimiter, most=MAX_ROWS)
    except csv.Error:
        raise UnreadableList("damaged", {"file": filename}) from None
    for record in records:
        row: list[Cell] = [_cell(value) for value in record]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
        cells += len(row)
        if len(rows) > MAX_ROWS:
            raise UnreadableList("too_many_rows", {"file": filename, "rows": text.count("\n")})
        if cells > MAX_CELLS:
            raise UnreadableList("too_many_cells", {"file": filename})
    if announced and rows:
        # The line that names the sign between the cells holds no cells.
        rows[0] = [announced.group().strip("\r\n")]
    return rows, unclosed


def _cell(value: str) -> Cell:
    if "\n" in value or "\r" in value:
        return "\n".join(line for line in map(squeeze, value.splitlines()) if line) or None
    return squeeze(value) or None


def _delimiter(text: str) -> str:
    """The sign that cuts the sample into the steadiest table of more than one column; a comma where none does."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_RECORDS])
    best, best_score = ",", 0.0
    for candidate in _DELIMITERS:
        try:
            records, _ = split_records(sample, candidate, most=_SAMPLE_RECORDS)
        except csv.Error:
            continue
        widths = [len(record) for record in records if record]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(widths) * 10 + min(usual, 9) / 10
        if score > best_score:
            best, best_score = candidate, score
    return best
