"""Every statement that raises the walls: what the pack's roles open, and who sees which row.

Nothing here is written by hand for a table: the scopes that Python applies are said in SQL (`rendering`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from django.apps import apps
from django.db.models import Model
from psycopg import sql

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import Guarded, acting, registered_scopes, role_catalogue, scopes_by_grant
from shanyraq.access.queries.walls.following import CENTRE, REGION, STAFF, CannotFollow
from shanyraq.access.queries.walls.questions import FUNCTIONS, TABLES
from shanyraq.access.queries.walls.rendering import (
    NOTHING,
    SCHEMA,
    Lists,
    condition_of,
    listing_by_grant,
    made,
)
from shanyraq.access.rules import READS, RIGHTS, Actor, Grant

APP, AUDIT_READER = "shq_app", "shq_audit_reader"
RECORD = ("audit_entry", "audit_about")  # added to and read, never changed
COUNTED = (*RECORD, "audit_checkpoint")  # the tables of the record whose keys a sequence gives
READ_ONLY = ("django_migrations", "foundation_installation")


def walled() -> list[type[Model]]:
    """Every table whose rows are guarded, by name."""
    models = (
        model
        for model in apps.get_models()
        if issubclass(getattr(model._default_manager, "_queryset_class", object), Guarded)
    )
    return sorted(models, key=lambda model: model._meta.db_table)


def raising(owner: str) -> list[str]:
    """Everything that raises the walls, in its order. What stood before is lowered first. Raises CannotFollow."""
    lists, scopes = Lists(), registered_scopes()
    conditions: dict[str, str] = {}
    for model in walled():
        label = model._meta.label
        try:
            seen = condition_of(model, scopes[label], lists) if label in scopes else NOTHING
        except CannotFollow as fault:
            raise CannotFollow(f"the scope of {label} cannot be said to PostgreSQL: {fault}") from fault
        conditions[model._meta.db_table] = seen
    return [
        *lowering(),
        f"CREATE SCHEMA {SCHEMA}",
        *TABLES,
        *_roles_said(),
        *FUNCTIONS,
        _rows_by_grant(),
        *lists.statements(),
        *(one for table, seen in conditions.items() for one in _policies(table, seen, owner)),
        *_privileges(),
    ]


def lowering() -> list[str]:
    """Everything that takes the walls away; the privileges of the roles stay as they are."""
    return [
        *(
            statement
            for model in walled()
            for table in [model._meta.db_table]
            for statement in (
                *(f'DROP POLICY IF EXISTS {one} ON "{table}"' for one in ("walls_owner", *_KINDS)),
                f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            )
        ),
        f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE",
    ]


# --- what the roles of the pack open ----------------------------------------------------------------------------------


def _roles_said() -> list[str]:
    roles = role_catalogue()
    return [
        *_rows("role", ((code, role.reach) for code, role in roles.items())),
        *_rows(
            "role_right",
            (
                (code, compartment, RIGHTS.index(right), right, right in READS)
                for code, role in roles.items()
                for compartment, right in role.compartments.items()
            ),
        ),
        *_rows(
            "role_word",
            (
                (code, name, word)
                for code in roles
                for name, words in _sets_of(acting(Account(), [RoleGrant(role=code)]))
                for word in words
            ),
        ),
    ]


def _sets_of(actor: Actor) -> list[tuple[str, list[str]]]:
    """The sets of words that an actor has by her role."""
    named = ((field.name, getattr(actor, field.name)) for field in fields(actor))
    return [(name, sorted(words)) for name, words in named if isinstance(words, frozenset)]


def _rows(table: str, rows: Iterable[tuple[object, ...]]) -> list[str]:
    said = [f"({', '.join(sql.Literal(one).as_string(None) for one in row)})" for row in rows]
    return [f"INSERT INTO {SCHEMA}.{table} VALUES {', '.join(said)}"] if said else []  # noqa: S608


# --- which rows -------------------------------------------------------------------------------------------------------

# What is read is what she sees, or what the system says why it reads. A row is written within an act, and changed or
# taken away where she sees it besides: then it is read whatever it becomes.
_SYSTEM, _ACT = "(SELECT walls.is_system())", "(SELECT walls.is_act())"
_KINDS = {
    "walls_read": f"FOR SELECT TO {APP} USING ({_SYSTEM} OR {_ACT} OR {{seen}})",
    "walls_add": f"FOR INSERT TO {APP} WITH CHECK ({_ACT})",
    "walls_change": f"FOR UPDATE TO {APP} USING ({_SYSTEM} OR {{seen}}) WITH CHECK ({_ACT})",
    "walls_take": f"FOR DELETE TO {APP} USING ({_ACT} AND ({_SYSTEM} OR {{seen}}))",
}


def _rows_by_grant() -> str:
    """The function that lists what her role lets her see, in one place after the other."""
    by_grant = scopes_by_grant()
    if len(by_grant) != 1:
        raise CannotFollow(f"one table is asked of role by role, not {len(by_grant)}")
    ((label, scope),) = by_grant.items()
    model = apps.get_model(label)
    found = {
        reach: listing_by_grant(
            model._base_manager.filter(scope(STAFF, Grant("", reach, region=REGION, centre=CENTRE))).values(
                "pk"
            )
        )
        for reach in sorted({role.reach for role in role_catalogue().values()})
    }
    branches = [
        f"    WHEN '{reach}' THEN v_found := v_found || ARRAY({text});"
        for reach, text in found.items()
        if text
    ]
    body = "\n".join(
        (
            "FOR v_grant IN SELECT DISTINCT g.reach, g.region, g.centre FROM walls.grants() g LOOP",
            "  CASE v_grant.reach",
            *branches,
            "    ELSE NULL;",
            "  END CASE;",
            "  END LOOP;",
            "  RETURN v_found;",
        )
    )
    return made("rows", body, body, variables=("v_found uuid[] := '{}';", "v_grant record;"))


def _policies(table: str, seen: str, owner: str) -> list[str]:
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY walls_owner ON "{table}" TO {owner} USING (true) WITH CHECK (true)',
        *(
            f'CREATE POLICY {name} ON "{table}" {text.format(seen=f"({seen})")}'
            for name, text in _KINDS.items()
        ),
    ]


def _privileges() -> list[str]:
    record, fixed = ", ".join(RECORD), ", ".join(READ_ONLY)
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public, {SCHEMA} TO {APP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}",
        f"REVOKE UPDATE, DELETE ON {record}, audit_checkpoint FROM {APP}",
        f"REVOKE DELETE ON audit_head FROM {APP}",
        f"REVOKE INSERT, UPDATE, DELETE ON {fixed} FROM {APP}",
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {APP}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {APP}",
        f"GRANT USAGE ON SCHEMA public TO {AUDIT_READER}",
        f"GRANT SELECT ON {record}, audit_head, audit_checkpoint, audit_witness TO {AUDIT_READER}",
        # pg_dump, with which an inspector takes the record away, reads them too
        f"GRANT SELECT ON SEQUENCE {', '.join(f'{table}_id_seq' for table in COUNTED)} TO {AUDIT_READER}",
    ]
