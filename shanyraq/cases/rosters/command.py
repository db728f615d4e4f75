"""`roster read FILE [--json] [--as-of DATE]`: what the reader understands of a list, without importing anything."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from shanyraq.cases.rosters.messages import UnreadableList
from shanyraq.cases.rosters.records import Roster
from shanyraq.cases.rosters.roster import read_roster, to_json

EARLIEST = date(1990, 1, 1)  # older lists name nobody whom this programme meets


def main(argv: Sequence[str], *, reader: type[argparse.ArgumentParser] = argparse.ArgumentParser) -> int:
    """Runs the command; 0 when the file was read, 2 when it cannot be (with the reason on standard error).

    A file without people is read: its rows are listed with why they are none, and standard error says what it lacks.

    `reader` reads the words; what it does not understand it says in its own way, and ends with 2.
    """
    options = _options(reader, list(argv))
    if hasattr(sys.stdout, "reconfigure"):
        # Names in three scripts must not depend on the terminal's locale.
        sys.stdout.reconfigure(encoding="utf-8")
    path = Path(options.file)
    try:
        roster = read_roster(path, filename=path.name or options.file, as_of=options.as_of, today=_today())
    except UnreadableList as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    text = json.dumps(to_json(roster), ensure_ascii=False, indent=2) if options.json else as_table(roster)
    sys.stdout.write(text + "\n")
    if not roster.rows:
        lack = UnreadableList("nobody", {"file": path.name or options.file})
        sys.stderr.write(f"{lack}\n")
    return 0


def _options(reader: type[argparse.ArgumentParser], argv: list[str]) -> argparse.Namespace:
    parser = reader(prog="shanyraq roster", description="Read lists of people as camps send them.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    read = commands.add_parser("read", help="show what is understood of a list, and what is not")
    read.add_argument("file", metavar="FILE", help="an Excel, LibreOffice or CSV file")
    read.add_argument("--json", action="store_true", help="print JSON instead of a table")
    read.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the list's date (YYYY-MM-DD) where it names none"
    )
    options, others = parser.parse_known_args(argv)
    if others:
        read.error(f"unrecognized arguments: {' '.join(others)}")
    return options


def _today() -> date:
    # The site's clock needs settings, which this command does without.
    return datetime.now(UTC).date()  # noqa: TID251


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
        if EARLIEST <= day <= _today():
            return day
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"is “{text}”; give a day of the past as 2019-03-12")


def as_table(roster: Roster) -> str:
    """The roster for a terminal: one line for each person, her problems below, then the ignored rows."""
    lines: list[str] = []
    for row in roster.rows:
        names = " / ".join(run.text for run in row.names) or "(no name)"
        birth = f"{row.birth_date or '?'} {row.birth_date_precision}"
        facts = (row.sex or "?", birth, row.relation or "-", row.nationality or "??", *row.documents)
        lines.append(f"{row.sheet}:{row.row}  [{row.family}]  {names}  " + "  ".join(facts))
        lines.extend(f"    ! {problem.sentence()}" for problem in row.problems)
    lines.append("")
    families = len({row.family for row in roster.rows})
    lines.append(f"People: {len(roster.rows)}, families: {families}, other rows: {len(roster.ignored)}")
    lines.extend(f"  {notice.sentence()}" for notice in roster.notices)
    shown = [row for row in roster.ignored if row.reason.code != "blank"]
    lines.extend(f"  {row.sheet}:{row.row}  {row.reason.sentence()}" for row in shown)
    return "\n".join(lines)
