"""The database's own refusal to change or delete what stands in the record.

Whoever owns the database can take it away again: it stops mistakes and programs, not owners. Those the chain shows.
Making a table anew (as SQLite does where a column changes) loses its triggers: such a migration sets them again.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_about")
WORDS = "the record is never changed"
BACK = "the end of the record never goes back"
# deletion is the last of each, so that tests, which clear their tables, can do without it
_SQLITE = {
    "{table}_no_update": "CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END",
    "{table}_no_delete": "CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END",
}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
)
_POSTGRESQL = {
    "{table}_no_change": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
    "EXECUTE FUNCTION audit_never_changed()",
    "{table}_no_truncate": "CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
    "EXECUTE FUNCTION audit_never_changed()",
}
# The end moves with every row, and only on.
_HEAD = "audit_head"
_HEAD_SQLITE = {
    "audit_head_never_back": "CREATE TRIGGER audit_head_never_back BEFORE UPDATE ON audit_head "
    f"WHEN NEW.seq < OLD.seq BEGIN SELECT RAISE(ABORT, '{BACK}'); END",
    "audit_head_no_delete": "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head "
    f"BEGIN SELECT RAISE(ABORT, '{BACK}'); END",
}
_HEAD_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_never_back() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{BACK}'; END $$"
)
_HEAD_POSTGRESQL = {
    "audit_head_never_back": "CREATE TRIGGER audit_head_never_back BEFORE UPDATE ON audit_head FOR EACH ROW "
    "WHEN (NEW.seq < OLD.seq) EXECUTE FUNCTION audit_never_back()",
    "audit_head_no_delete": "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head FOR EACH ROW "
    "EXECUTE FUNCTION audit_never_back()",
    "audit_head_no_truncate": "CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_never_back()",
}


def _statements(connection: BaseDatabaseWrapper) -> dict[tuple[str, str], str]:
    """The statement that makes each trigger, by table and name."""
    is_file = connection.vendor == "sqlite"
    kinds, of_head = (_SQLITE, _HEAD_SQLITE) if is_file else (_POSTGRESQL, _HEAD_POSTGRESQL)
    return {
        (table, name.format(table=table)): sql.format(table=table, name=name.format(table=table), words=WORDS)
        for table in TABLES
        for name, sql in kinds.items()
    } | {(_HEAD, name): sql for name, sql in of_head.items()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that are not there."""
    catalogue = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalogue}")  # noqa: S608
        there = {name for (name,) in cursor.fetchall()}
    return [name for _, name in _statements(connection) if name not in there]


def raise_all(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers that are not there."""
    wanted = set(missing(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION.format(words=WORDS))
            cursor.execute(_HEAD_FUNCTION)
        for (_, name), statement in _statements(connection).items():
            if name in wanted:
                cursor.execute(statement)


def lower_all(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a migration that makes a table anew, and for tests."""
    there = {name for _, name in _statements(connection)} - set(missing(connection))
    with connection.cursor() as cursor:
        for table, name in _statements(connection):
            if name in there:
                cursor.execute(
                    f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
                )
