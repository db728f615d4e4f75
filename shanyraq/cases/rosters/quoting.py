"""Records of a delimited text, also where a quotation mark was opened and never closed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

#: The most lines that one cell may go over; a mark that is open longer was not meant.
_MOST_LINES = 40
_MOST_MARKS = 50


def split_records(text: str, delimiter: str, *, most: int) -> tuple[list[list[str]], frozenset[int]]:
    """The records, at most one more than `most`, and the numbers (from 0) of those whose quotation mark is not closed.

    An open mark must not swallow the people below it: its line is a record of its own. Raises csv.Error.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records = list(islice(reader, most + 1))
    except csv.Error:
        return _line_by_line(text, delimiter, most)
    width = _usual(records)
    if any(_swallows(cell, delimiter, width) for record in records for cell in record if "\n" in cell):
        return _line_by_line(text, delimiter, most)
    return records, frozenset()


def _usual(records: list[list[str]]) -> int:
    widths = Counter(len(record) for record in records if len(record) > 1)
    return widths.most_common(1)[0][0] if widths else 0


def _swallows(cell: str, delimiter: str, width: int) -> bool:
    """Whether lines inside a cell look like records of the table, or are too many."""
    lines = cell.splitlines()
    like_records = width > 2 and any(line.count(delimiter) >= width - 1 for line in lines[1:])
    return like_records or len(lines) > _MOST_LINES


def _line_by_line(text: str, delimiter: str, most: int) -> tuple[list[list[str]], frozenset[int]]:
    lines = list(io.StringIO(text, newline=""))
    width = _usual([_one(line, delimiter) for line in islice(lines, most) if not _is_open(line, delimiter)])
    records: list[list[str]] = []
    unclosed: set[int] = set()
    start = 0
    while start < len(lines) and len(records) <= most:
        record, used = _record_at(lines, start, delimiter, width)
        if record is None:
            unclosed.add(len(records))
            record = _mended(lines[start], delimiter, width)
        records.append(record)
        start += used
    return records, frozenset(unclosed)


def _one(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _is_open(line: str, delimiter: str) -> bool:
    """Whether a quotation mark is open where the line ends."""
    if '"' not in line:
        return False
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True), None)
    except csv.Error as fault:
        return "end of data" in str(fault)
    return False


def _record_at(lines: list[str], start: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """The record that begins in a line, and how many lines it takes; None where its mark is never closed."""
    line = lines[start]
    if not _is_open(line, delimiter):
        return _one(line, delimiter), 1
    for end in range(start + 1, min(start + 1 + _MOST_LINES, len(lines))):
        if '"' not in lines[end]:
            continue
        try:
            record = next(csv.reader(lines[start : end + 1], delimiter=delimiter, strict=True))
        except csv.Error as fault:
            if "end of data" in str(fault):
                continue
            break
        swallowed = any(_swallows(cell, delimiter, width) for cell in record if "\n" in cell)
        return (None, 1) if swallowed else (record, end + 1 - start)
    return None, 1


def _mended(line: str, delimiter: str, width: int) -> list[str]:
    """The line without the mark that makes it a record of the usual width; without all marks where none does."""
    marks = [place for place, sign in enumerate(line) if sign == '"'][:_MOST_MARKS]
    for place in marks:
        without = line[:place] + line[place + 1 :]
        if not _is_open(without, delimiter) and len(found := _one(without, delimiter)) == width:
            return found
    return _one(line.replace('"', ""), delimiter)
