"""How long, and how much memory, a list of 20,000 rows takes: at most 10 seconds and 300 MB."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

ROWS = 20_000
MOST_SECONDS = 10.0
MOST_MEGABYTES = 300.0

_CHILD = """
import json, resource, sys, time
start = time.perf_counter()
from shanyraq.cases.rosters import read_roster, to_json
roster = read_roster(sys.argv[1])
size = len(json.dumps(to_json(roster), ensure_ascii=False))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "seconds": round(time.perf_counter() - start, 2),
    "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
    "megabytes": round(usage.ru_maxrss / 1024, 1),
    "people": len(roster.rows),
    "ignored": len(roster.ignored),
}))
"""
_HEADINGS = (
    "№", "ФИО", "Name", "Пол", "Дата рождения", "Возраст", "Гражданство", "Степень родства", "№ семьи", "Паспорт",
    "Примечание", "Дети",
)  # fmt: skip
_SYLLABLES = ("ka", "ri", "mo", "sa", "le", "nu", "da", "bo", "ti", "ga", "zu", "ha", "fi", "ra", "my", "o")
_CYRILLIC = str.maketrans(dict(zip("karimoslenudbtgzhfy", "карімослэнудбтгзхфы", strict=True)))


def _name(number: int) -> str:
    parts = [_SYLLABLES[number // 16**place % 16] for place in range(4)]
    return ("".join(parts[:2]) + " " + "".join(parts[2:]) + "ova").title()


def write_list(path: Path, rows: int = ROWS) -> None:
    """A synthetic list of that many rows, the same every time."""
    dice = random.Random(2021)  # noqa: S311 - invented people, not secrets
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("12.03.2019")
    sheet.write_row(0, 0, _HEADINGS)
    for row in range(1, rows + 1):
        latin = _name(row)
        birth: str | int = (
            f"{1 + row % 28:02}.{1 + row % 12:02}.{1960 + row % 58}" if row % 3 else 1960 + row % 58
        )
        relation = ("глава семьи", "жена", "сын", "дочь", "дочь")[row % 5]
        children = "Али 7, Марьям 4, ?" if row % 20 == 0 else None
        cells = [
            row, latin.lower().translate(_CYRILLIC).title(), latin, dice.choice("МЖ"), birth if row % 4 else None,
            dice.randrange(1, 80) if row % 4 == 0 else None, dice.choice(("Казахстан", "РК", "Россия", "Сирия")),
            relation, row // 5, f"N{row:08}" if row % 2 else None, None, children,
        ]  # fmt: skip
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell)
    book.close()


def run() -> list[tuple[str, float, float | str, str]]:
    """Reads the list in a process of its own: name, value, target (at most) and unit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_list(path)
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True
        )
    found = json.loads(done.stdout)
    return [
        (f"a list of {ROWS} rows read", found["seconds"], MOST_SECONDS, "s"),
        ("of which this process worked", found["cpu_seconds"], "", "CPU s"),
        ("memory at the peak", found["megabytes"], MOST_MEGABYTES, "MB"),
        ("people found", found["people"], f">= {ROWS}", "people"),
    ]
