"""Raising PostgreSQL's own walls around people's rows, and taking them away. Both leave a row in the record."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from shanyraq.access.queries import system_actor, walls
from shanyraq.access.queries.walls.rendering import SCHEMA
from shanyraq.access.queries.walls.statements import lowering, raising
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal


class CannotBuildWalls(Refusal):
    """The walls cannot be raised with what the database has."""


def raise_walls() -> None:
    """Make the walls anew from the scopes and roles of this version. Raises CannotBuildWalls, CannotFollow.

    Whoever does it owns the tables: the site's own role could not, and must not.
    """
    _require_postgresql()
    with recorded("walls.raise", by=system_actor("walls.raise")):
        if missing := walls.missing_roles():
            made = "; ".join(f"CREATE ROLE {name} LOGIN PASSWORD '…'" for name in missing)
            raise CannotBuildWalls(
                _("The database lacks roles. Make them first: %(made)s") % {"made": made}, code="roles"
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_user)")
            for statement in raising(cursor.fetchone()[0]):
                cursor.execute(statement)
            noted = sql.Literal(f"{walls.fingerprint()} {walls.standing()}").as_string(None)
            cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS {noted}")


def lower_walls() -> None:
    """Take the walls away. Raises CannotBuildWalls where there can be none."""
    _require_postgresql()
    with recorded("walls.lower", by=system_actor("walls.lower")), connection.cursor() as cursor:
        for statement in lowering():
            cursor.execute(statement)


def _require_postgresql() -> None:
    if connection.vendor != "postgresql":
        raise CannotBuildWalls(_("Only PostgreSQL has walls around its rows."), code="database")
