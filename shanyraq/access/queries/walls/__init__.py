"""PostgreSQL's own walls around people's rows: whether they stand, and whether this site may open behind them."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import connection

from shanyraq.access.queries.walls.rendering import SCHEMA
from shanyraq.access.queries.walls.statements import APP, AUDIT_READER, raising, walled

AS_OWNER = "run `shanyraq migrate` with the DATABASE_URL of the tables' owner"
# All that makes up the walls, as the database itself says it.
_STANDING = f"""
SELECT coalesce(md5(string_agg(line, chr(10) ORDER BY line)), '') FROM (
  SELECT concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check) AS line
    FROM pg_policies WHERE schemaname = 'public'
  UNION ALL SELECT concat_ws(' ', relname, relrowsecurity, relforcerowsecurity)
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relrowsecurity
  UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = to_regnamespace('{SCHEMA}')
  UNION ALL SELECT concat_ws(' ', code, reach) FROM {SCHEMA}.role
  UNION ALL SELECT concat_ws(' ', role, compartment, turn, means, reads) FROM {SCHEMA}.role_right
  UNION ALL SELECT concat_ws(' ', role, kind, word) FROM {SCHEMA}.role_word) said
"""  # noqa: S608 - names of ours
_ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, coalesce(bool_or(pg_has_role(r.oid, c.relowner, 'MEMBER')), false)
FROM pg_roles r LEFT JOIN pg_class c ON c.relname = ANY (%s) AND c.relnamespace = 'public'::regnamespace
WHERE r.rolname = current_user GROUP BY 1, 2, 3
"""


def refusals() -> list[str]:
    """Every reason not to open the site to anybody, as a sentence that says what to do."""
    if not settings.WALLS:
        return _unwanted()
    if connection.vendor != "postgresql":
        return [
            "SHANYRAQ_WALLS is on, but only PostgreSQL has walls: give DATABASE_URL, or leave SHANYRAQ_WALLS out"
        ]
    return [*role_faults(), *faults()]


def role_faults() -> list[str]:
    """Why the role that this site logs in with would pass the walls by."""
    name, is_super, bypasses, owns = _role()
    found = (
        (is_super, f"the database role {name} is a superuser, whom no wall stops"),
        (bypasses, f"the database role {name} has BYPASSRLS and passes every wall by"),
        (owns and not is_super, f"the database role {name} owns the tables and could take the walls away"),
    )
    return [f"{sentence}: let DATABASE_URL log in as {APP}" for is_so, sentence in found if is_so]


def faults() -> list[str]:
    """What is wrong with the walls themselves."""
    stand = _noted()
    if stand is None:
        return [f"the walls do not stand: {AS_OWNER}"]
    wanted, was = stand
    if wanted != fingerprint():
        return [f"the walls are of other roles, tables or rules than this site's: {AS_OWNER}"]
    if was != standing():
        return [f"somebody changed the walls since they were raised: find out who, then {AS_OWNER}"]
    return []


def stand() -> bool:
    """Whether walls stand in this database, right or wrong."""
    return connection.vendor == "postgresql" and _noted() is not None


def fingerprint() -> str:
    """Of the walls as this site's roles, tables and scopes want them."""
    return hashlib.sha256("\n".join(raising("owner")).encode()).hexdigest()[:32]


def standing() -> str:
    """Of the walls as they are in the database."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        return str(cursor.fetchone()[0])


def tables() -> list[str]:
    """The tables that have a wall, by name."""
    return [model._meta.db_table for model in walled()]


def missing_roles() -> list[str]:
    """The roles of the database that the walls speak of and that nobody made yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname IN (%s, %s)", [APP, AUDIT_READER])
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in (APP, AUDIT_READER) if name not in there]


def _unwanted() -> list[str]:
    """Walls that stand unasked: nobody would tell the database who asks, so nobody would see anything."""
    if not stand() or role_faults():
        return []
    return [
        "walls stand in this database: set SHANYRAQ_WALLS=1, or take them away with `shanyraq walls lower`"
    ]


def _role() -> tuple[str, bool, bool, bool]:
    with connection.cursor() as cursor:
        cursor.execute(_ROLE, [tables()])
        name, is_super, bypasses, owns = cursor.fetchone()
    return name, is_super, bypasses, owns


def _noted() -> tuple[str, str] | None:
    """What was noted when the walls were raised: which they were to be, and which they then were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [SCHEMA])
        wanted, _, was = (cursor.fetchone()[0] or "").partition(" ")
    return (wanted, was) if was else None
