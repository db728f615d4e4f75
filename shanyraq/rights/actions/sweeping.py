"""Free pages: where a database keeps for a while what was deleted. They are written anew."""

from __future__ import annotations

import logging

from django.apps import apps
from django.db import DatabaseError, connection

log = logging.getLogger(__name__)


def sweep() -> bool:
    """Have nothing of deleted rows left in the files of the database. Returns whether that could be done now.

    SQLite overwrites what it deletes (secure_delete), and VACUUM makes the file anew. PostgreSQL makes each table
    anew, and the statistics in which it keeps frequent values; for that the tables have to be the user's own, else
    `shanyraq sweep` does it as their owner. What it had written to its log of changes goes with the next checkpoints.
    """
    if connection.in_atomic_block:
        return False  # a test's, or somebody else's transaction: the chore comes again
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                return True
            tables = sorted(
                model._meta.db_table
                for model in apps.get_models(include_auto_created=True)
                if model.__module__.startswith("shanyraq.")
            )
            cursor.execute(
                "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND NOT pg_has_role(relowner, 'USAGE')",
                [tables],
            )
            if cursor.fetchone()[0]:
                return False
            cursor.execute(f"VACUUM (FULL, ANALYZE) {', '.join(tables)}")
            cursor.execute("VACUUM FULL pg_statistic")
            return True
    except DatabaseError:
        log.warning("the free pages could not be swept now; it is tried again")
        return False
