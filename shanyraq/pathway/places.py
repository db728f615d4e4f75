"""Reading places.csv: regions, centres and districts, a row each, with a name in every language of the pack."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from pydantic import ValidationError

from shanyraq.pathway.lines import Lines
from shanyraq.pathway.schema import Place
from shanyraq.pathway.source import Reading

FILE = "places.csv"
PLAIN = ("kind", "code", "parent", "column", "row")
WHAT = "regions, centres and districts with their names, a row each"
_REMEDIES = {
    "kind": "Write region, centre or district.",
    "code": "Give the place a code, such as ALA.",
    "column": "Write a whole number from 0, or nothing.",
    "row": "Write a whole number from 0, or nothing.",
}


def read_places(reading: Reading) -> list[Place]:
    """Every place of the pack; a fault for each row that is none."""
    text = reading.text(FILE, WHAT)
    if text is None:
        return []
    places = []
    for number, row in _rows(reading, text):
        place = _place(reading, number, row)
        if place is not None:
            lines = Lines()
            lines.put(("place", 0), number)
            reading.note("place", place.code, FILE, lines, 0)
            places.append(place)
    if not any(place.kind == "region" for place in places) and not _is_told(reading):
        reading.fault(FILE, 0, "kind", "It names no region.", "Add a row of kind region for each of them.")
    return places


def _rows(reading: Reading, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the header, each with the line it stands in."""
    table, line = csv.DictReader(StringIO(text, newline=""), restkey="", strict=True), 1
    try:
        header = table.fieldnames or []
        missing = [name for name in (*PLAIN, "en") if name not in header]
        if missing:
            reading.fault(
                FILE,
                1,
                "header",
                f"The first line lacks: {', '.join(missing)}.",
                f"Begin it with {','.join(PLAIN)}, then a language a column.",
            )
            return
        line = table.line_num + 1
        for row in table:
            if "" in row or None in row.values():
                wrong = "more" if "" in row else "fewer"
                reading.fault(
                    FILE,
                    line,
                    "row",
                    f"This row has {wrong} cells than the header.",
                    "Put a name with a comma into quotes; leave no cell out.",
                )
            else:
                yield line, row
            line = table.line_num + 1
    except csv.Error as problem:
        reading.fault(
            FILE,
            line,
            "row",
            f"This is not valid CSV: {problem}.",
            "Close every quote on its line.",
        )


def _place(reading: Reading, number: int, row: Mapping[str, str]) -> Place | None:
    names = {key: value.strip() for key, value in row.items() if key not in PLAIN and value.strip()}
    plain = {key: row[key].strip() or None for key in PLAIN}
    try:
        return Place.model_validate({**plain, "names": names})
    except ValidationError as problem:
        for error in problem.errors(include_url=False):
            key = str(error["loc"][0]) if error["loc"] else "row"
            code = plain["code"] or ""
            reading.fault(
                FILE,
                number,
                f"place {code}, {key}" if code else key,
                f"“{row.get(key, '')}” cannot stand here.",
                _REMEDIES.get(key, "Correct this row."),
            )
    return None


def _is_told(reading: Reading) -> bool:
    return any(fault.file == FILE for fault in reading.faults)
