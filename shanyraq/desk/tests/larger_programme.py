"""A programme many times as large as a small one: every support file of an SQLite database copied over and over.

The people of the small programme stay as they are, so that a page about them shows the same rows in both. Copies have
the same names in their own families, regions, case managers and supervisors; what is sealed is copied but does not
open, which no list asks for. Of the history of each copy the newest entries stand for all: it is read by person only.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

HISTORY = 2  # entries of each copied case

# Columns that name something which is copied too; other keys (arrivals, other staff) stay what they are.
COPIED = ("family", "person", "relative", "case", "appointment", "subject")
STAFF = ("staff", "case_manager", "deputy", "supervisor")
TABLES = {
    "access_staffmember": "t.id IN (SELECT id FROM copied_staff)",
    "access_account": "t.staff_id IN (SELECT id FROM copied_staff)",
    "access_rolegrant": "t.staff_id IN (SELECT id FROM copied_staff)",
    "people_family": "1",
    "people_person": "t.merged_into_id IS NULL",
    "people_personname": "1",
    "people_namekey": "1",
    "people_personlanguage": "1",
    "people_familymembership": "1",
    "people_kinship": "1",
    "people_caresituation": "1",
    "cases_case": "1",
    "cases_assignment": "1",
    "cases_planstep": "1",
    "cases_evidence": "t.id IN (SELECT id FROM copied_history)",
    "cases_record": "t.id IN (SELECT source_id FROM cases_evidence WHERE id IN (SELECT id FROM copied_history))",
    "cases_appointment": "1",
    "cases_appointmentmember": "1",
    "foundation_datakey": "1",
}


def fill_region(path: Path, families: int) -> None:
    """Let the region with most families have at least this many, so that its list fills a page."""
    with sqlite3.connect(path) as database:
        (region,) = database.execute(
            "SELECT region FROM cases_case WHERE closed_at IS NULL GROUP BY region"
            " ORDER BY count(DISTINCT family_id) DESC, region LIMIT 1"
        ).fetchone()
        database.execute(
            "UPDATE cases_case SET region = ? WHERE family_id IN (SELECT DISTINCT family_id FROM cases_case"
            " WHERE closed_at IS NULL AND region <> '' ORDER BY region <> ?, family_id LIMIT ?)",
            (region, region, families),
        )
        database.execute(
            "UPDATE cases_planstep SET region = ? WHERE case_id IN (SELECT id FROM cases_case WHERE region = ?)",
            (region, region),
        )
    database.close()


def multiply(small: Path, large: Path, times: int) -> None:
    """Make a database with `times` times the people of another one. About a minute for 100,000."""
    shutil.copyfile(small, large)
    with sqlite3.connect(large, isolation_level=None) as database:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "temp_store=MEMORY"):
            database.execute(f"PRAGMA {setting}")
        _choose(database, times)
        for table, which in TABLES.items():
            _copy(database, table, which)
    database.close()


def _choose(database: sqlite3.Connection, times: int) -> None:
    """The numbers of the copies, the staff who lead cases, the newest entries of each case."""
    database.execute("CREATE TEMP TABLE copies (n INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO copies VALUES (?)", [(n,) for n in range(1, times)])
    database.execute(
        "CREATE TEMP TABLE copied_staff AS SELECT DISTINCT staff_id AS id FROM access_rolegrant"
        " WHERE role IN ('case_manager', 'supervisor')"
    )
    database.execute("CREATE UNIQUE INDEX temp.copied_staff_by_id ON copied_staff (id)")
    database.execute(
        "CREATE TEMP TABLE copied_history AS SELECT id FROM (SELECT id, corrects_id, is_retraction,"
        " row_number() OVER (PARTITION BY case_id ORDER BY seq DESC) AS nth FROM cases_evidence"
        f" WHERE corrects_id IS NULL AND NOT is_retraction AND source = 'cases.record') WHERE nth <= {HISTORY}"
    )
    database.execute("CREATE UNIQUE INDEX temp.copied_history_by_id ON copied_history (id)")


def _copy(database: sqlite3.Connection, table: str, which: str) -> None:
    """Insert the copies of one table's rows; its indexes are made afresh, which is quicker."""
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    for name, _ in indexes:
        database.execute(f'DROP INDEX "{name}"')
    columns = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({table})")}
    if columns["id"] == "INTEGER":
        del columns["id"]
    values = ", ".join(_value(column) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    database.execute(
        f'INSERT INTO {table} ({names}) SELECT {values} FROM copies CROSS JOIN "{table}" t WHERE {which}'
    )
    for _, sql in indexes:
        database.execute(sql)


def _value(column: str) -> str:
    """What a copy has in a column, as SQL over the row `t` and the number `n` of the copy."""
    old = f't."{column}"'
    # A copy's key begins with its number and loses a digit of the old key: spread over the table, never met twice.
    new = f"printf('%04x', (n * 40503) & 65535) || substr({old}, 6) || substr({old}, 1, 1)"
    stem = column.removesuffix("_id")
    if column in ("id", "source_id") or stem in COPIED:
        return f"CASE WHEN {old} IS NULL THEN NULL ELSE {new} END"
    if stem in STAFF:
        return f"CASE WHEN {old} IN (SELECT id FROM copied_staff) THEN {new} ELSE {old} END"
    if column == "code":
        number = (
            "printf('%07X', t.rowid * 512 + n)"  # one digit more than a person's code has: never the same
        )
        return f"substr({old}, 1, 2) || substr({number}, 1, 4) || '-' || substr({number}, 5)"
    if column == "login":
        return f"{old} || '-' || n"
    if column == "seq":
        return f"{old} + n * 1000000"
    return old
