"""Writing the record. Everything that changes or shows personal records passes here."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC
from typing import Protocol

from django.db import connection

from shanyraq.audit import rules, triggers
from shanyraq.audit.actions.adding import add
from shanyraq.audit.actions.checkpoints import sign_after
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries import signing_key
from shanyraq.foundation import sending
from shanyraq.foundation.asking import within_act
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import writing


class HasId(Protocol):
    """Whoever acts: an account, or the system itself."""

    @property
    def audit_id(self) -> str: ...


@dataclass
class Act:
    """What one act is about; filled while it goes on, written when it ends."""

    action: str
    actor: str
    objects: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    purpose: str = ""
    reason_code: str = ""
    grant_id: str = ""
    first_known: list[str] = field(default_factory=list)

    def about(self, *ids: uuid.UUID | str | None, kind: str = "person") -> None:
        """Name the people (or other records) that this act touched, by opaque id."""
        self.objects.extend(f"{kind}:{one}" for one in ids if one is not None)


@dataclass
class Reading:
    """What one request has shown so far."""

    request_id: str
    session: str = ""
    device: str = ""
    actor: str = ""
    objects: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    purpose: str = ""
    grant_id: str = ""
    is_declined: bool = False  # whether a refusal of this request stands in the record already
    has_acted: bool = False  # whether something that it asked for is done and saved


reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
acting: ContextVar[Act | None] = ContextVar("acting", default=None)


def saw(model_label: str, ids: Iterable[object]) -> None:
    """Remember that the request at hand read these records; one row says so before the answer leaves."""
    seen = reading.get()
    if seen is not None:
        seen.fields.add(model_label)
        seen.objects.update(f"person:{one}" for one in ids if one is not None)


def saw_by_grant(grant_id: uuid.UUID, purpose: str) -> None:
    """Remember that the request at hand reads because somebody was let in for once, and why."""
    seen = reading.get()
    if seen is not None:
        seen.grant_id, seen.purpose = str(grant_id), purpose


def became_known(ids: Iterable[object]) -> None:
    """The act at hand makes these people's records: besides its own row each of them gets a row of her own.

    So the record of everybody begins with the act that brought her in, however many came with her. Outside an act
    nothing is remembered.
    """
    act = acting.get()
    if act is not None:
        act.first_known.extend(f"person:{one}" for one in ids)


@contextmanager
def recorded(action: str, *, by: HasId, purpose: str = "") -> Iterator[Act]:
    """One act: a transaction whose last write is its row in the record, and a row for each person it makes known.

    Where the act is refused, nothing of it stays, and the refusal itself is recorded. A form that was saved before
    raises SentBefore and leaves no row: nothing was done.
    """
    act = Act(action, by.audit_id, purpose=purpose)
    try:
        with writing():
            sending.claim()
            token = acting.set(act)
            try:
                who, role = getattr(by, "staff_id", None), getattr(by, "role", "")
                with within_act(action, who, role, is_system=by.audit_id == "system"):
                    yield act
            finally:
                acting.reset(token)
            append(act)
        sending.keep()
        if (now := reading.get()) is not None:
            now.has_acted = True
    except Refusal as refusal:
        act.reason_code = refusal.code
        act.first_known.clear()
        with writing():
            append(act, decision=Entry.DECLINED)
        refusal.is_recorded = True
        raise


def record_reading(seen: Reading, *, declined: str = "") -> None:
    """Commit one row for everything that a request read. Call before the first byte of the answer leaves.

    `declined` is the reason's code where the answer shows nothing of it.
    """
    act = Act("records.read", seen.actor, sorted(seen.objects), sorted(seen.fields), seen.purpose)
    act.reason_code = declined
    with writing():
        append(act, seen=seen, decision=Entry.DECLINED if declined else Entry.ALLOWED)


def record_refusal(
    action: str, actor: str, reason_code: str, objects: Iterable[str] = (), *, seen: Reading | None = None
) -> None:
    """Commit one row for something that a request asked for and did not get; `objects` are opaque, with their kind.

    `seen` is the request, where it is not at hand any more.
    """
    act = Act(action, actor, list(objects), reason_code=reason_code)
    with writing():
        append(act, decision=Entry.DECLINED, seen=seen)


def append(act: Act, *, decision: str = Entry.ALLOWED, seen: Reading | None = None) -> None:
    """Add an act's rows and move the signed head. Inside a transaction; the head's row is the lock, taken last.

    Where the act made people known, each row of theirs and its own name the act by the same id.
    """
    shared = [f"act:{uuid.uuid4()}"] if act.first_known else []
    each = [[*shared, person] for person in dict.fromkeys(act.first_known)]
    now = seen or reading.get()
    entries = [_entry(act, objects, decision, now) for objects in ([*shared, *act.objects], *each)]
    named = [(entry, person) for entry in entries for person in sorted(rules.people_in(entry.objects_json))]
    # From here to the commit everybody else waits: what can be made ready is.
    head = Head.objects.select_for_update().filter(pk=1).first()
    seq, before = (head.seq, head.hash) if head else (0, rules.GENESIS)
    at = real_now()
    for entry in entries:
        entry.at, entry.shard = at, at.astimezone(UTC).strftime("%Y-%m")
        seq, entry.seq, entry.prev_hash = seq + 1, seq + 1, before
        before = entry.hash = rules.hash_of(entry.as_row(), before)
    signature = signing_key(head.epoch if head else 0).sign(rules.head_message(seq, before)).hex()
    add(entries, named, head, signature=signature)
    if now is not None and decision == Entry.DECLINED:
        now.is_declined = True
    sign_after(act.action, seq - len(entries), seq)


def guard_rows() -> None:
    """Have the database itself refuse to change rows, where it does not yet."""
    triggers.raise_all(connection)


def _entry(act: Act, objects: list[str], decision: str, seen: Reading | None) -> Entry:
    """One row of an act; when it was and its place in the chain are said once the head is locked."""
    return Entry(
        version=rules.LATEST,
        actor=act.actor,
        session=seen.session if seen else "",
        action=act.action,
        objects_json=json.dumps(rules.short_list(objects), separators=(",", ":")),
        fields_json=json.dumps(rules.short_list(act.fields), separators=(",", ":")),
        purpose=act.purpose or (seen.purpose if seen else ""),
        decision=decision,
        reason_code=act.reason_code,
        grant_id=act.grant_id or (seen.grant_id if seen else ""),
        request_id=seen.request_id if seen else "",
        device=seen.device if seen else "",
    )
