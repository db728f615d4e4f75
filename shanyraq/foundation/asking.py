"""On whose behalf the database is asked: told to PostgreSQL with every statement, where its own walls stand.

A statement carries who asks in front of it, as settings that end with the transaction. So there is nothing to keep in
step with savepoints, and nothing left on a connection that goes back to the pool. Whoever forgets to tell sees no row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

ACTOR, ROLE, SYSTEM, ACT, FORCED = "shq.actor", "shq.role", "shq.system", "shq.act", "shq.forced"
ASKS = re.compile(r"[\s(]*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
WRITES = ("INSERT", "UPDATE", "DELETE")
UNSAFE = re.compile(r"[^A-Za-z0-9_.:-]")  # what no id and no reason's code has in it

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@dataclass(frozen=True)
class Asking:
    """Who asks (a colleague's id, the role that she works in, and whether somebody forces her), the system's reason
    where nobody does, and the recorded act that is going on.
    """

    actor: str = ""
    system: str = ""
    act: str = ""
    role: str = ""
    forced: str = ""


NOBODY = Asking()
_now: ContextVar[Asking] = ContextVar("asking", default=NOBODY)


def asking() -> Asking:
    """On whose behalf the next statement is."""
    return _now.get()


@contextmanager
def on_behalf(staff_id: UUID | None, role: str = "", *, is_forced: bool = False) -> Iterator[None]:
    """Everything within is asked by this colleague in this role; by nobody where there is none."""
    with _told(Asking(actor=str(staff_id or ""), role=role, forced="yes" if is_forced else "")):
        yield


@contextmanager
def by_system(reason: str) -> Iterator[None]:
    """Everything within is asked by the system itself, for a reason."""
    with _told(replace(_now.get(), system=reason)):
        yield


@contextmanager
def within_act(action: str, staff_id: UUID | None, role: str = "", *, is_system: bool) -> Iterator[None]:
    """Everything within belongs to a recorded act: rows can be written. `staff_id` asks, in this role, where nobody
    did so far.
    """
    now = _now.get()
    actor, works_as = (now.actor, now.role) if now.actor else (str(staff_id or ""), role)
    with _told(Asking(actor, now.system or (action if is_system else ""), action, works_as, now.forced)):
        yield


@contextmanager
def told() -> Iterator[None]:
    """Tell the database, with every statement within, on whose behalf it is. Does nothing where no wall is wanted."""
    if settings.WALLS and connection.vendor == "postgresql" and tell not in connection.execute_wrappers:
        with connection.execute_wrapper(tell):
            yield
    else:
        yield


def tell(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Send a statement with who asks in front of it; what is read afterwards is the statement's own answer."""
    verb = ASKS.match(sql)
    now = _now.get()
    if verb is None or (now == NOBODY and not connection.in_atomic_block):
        return execute(sql, params, many, context)
    prefix = said(now, writes=verb[1].upper() in WRITES)
    raw = context["cursor"].cursor
    if many:  # sent one by one: the transaction that they need remembers who asks
        if not connection.in_atomic_block:
            raise RuntimeError("many rows at once are written inside a transaction")
        with connection.wrap_database_errors:
            raw.execute(prefix)
        return execute(sql, params, many, context)
    answer = execute(f"{prefix}; {sql}", params, many, context)
    raw.nextset()
    return answer


def said(now: Asking, *, writes: bool = False) -> str:
    """The statement that tells who asks, for the transaction at hand. An act is told only where something is written:
    what is read in its course stays behind the wall.
    """
    act = now.act if writes else ""
    words = ((ACTOR, now.actor), (ROLE, now.role), (SYSTEM, now.system), (ACT, act), (FORCED, now.forced))
    settings_ = ", ".join(f"set_config('{name}', '{UNSAFE.sub('_', word)}', true)" for name, word in words)
    return f"SELECT {settings_}"


@contextmanager
def _told(now: Asking) -> Iterator[None]:
    token = _now.set(now)
    try:
        yield
    finally:
        _now.reset(token)
