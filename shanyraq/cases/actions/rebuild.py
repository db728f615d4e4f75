"""Working evidence out anew from the records it proves. On a healthy system nothing differs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from shanyraq.access.queries import computing, system
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import rules
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.records import SOURCE
from shanyraq.cases.models import Case, Evidence, Record
from shanyraq.foundation import keyring
from shanyraq.people.models import Person

AT_ONCE = 500  # people
COMPARED = ("person_id", "case_id", "kind", "at", "compartment", "corrects_id", "is_retraction", "payload")
START = uuid.UUID(int=0)


@dataclass
class Rebuilt:
    """What was compared and what differed, one line each with opaque ids; `elsewhere` is other rooms' evidence."""

    compared: int = 0
    elsewhere: int = 0
    differences: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """One piece of evidence as it is and as the record wants it: nothing there, nothing wanted, or another."""

    now: Evidence | None
    wanted: Evidence | None

    @property
    def person_id(self) -> uuid.UUID:
        known = self.wanted or self.now
        assert known is not None
        return known.person_id

    def __str__(self) -> str:
        if self.now is None and self.wanted is not None:
            return f"record {self.wanted.source_id}: its evidence is missing"
        if self.now is not None and self.wanted is not None:
            odd = [name for name in COMPARED if getattr(self.now, name) != getattr(self.wanted, name)]
            return f"evidence {self.now.pk}: {', '.join(odd)} differ from record {self.now.source_id}"
        return f"evidence {self.now.pk if self.now else ''}: no record shows it"


def rebuild_evidence(*, apply: bool, by: Actor, at: datetime) -> Rebuilt:
    """Compare the evidence of general records with the records. Writes what they say only with `apply`."""
    outcome = Rebuilt()
    with system("evidence.compare"):
        outcome.elsewhere = Evidence.objects.exclude(source=SOURCE).count()
        wrong = []
        for people in _people():
            compared, differences = _compare(people)
            outcome.compared += compared
            outcome.differences += [str(one) for one in differences]
            wrong += [one.person_id for one in differences]
    if apply and wrong:
        with recorded("evidence.rebuild", by=by) as act, computing("evidence.rebuild"):
            act.about(*wrong)
            cases = list(
                Case.objects.filter(person__in=wrong).select_related("person").select_for_update(of=("self",))
            )
            for difference in _compare(sorted(set(wrong)))[1]:
                _write(difference)
            refresh_plans(cases=cases, at=at)
    return outcome


def _people() -> Iterator[list[uuid.UUID]]:
    """Everybody, some hundred at a time."""
    last = START
    while found := list(
        Person.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield found
        last = found[-1]


def _compare(people: list[uuid.UUID]) -> tuple[int, list[Difference]]:
    """How many records were compared, and what differs."""
    keyring.warm(people)
    records = list(Record.objects.filter(person__in=people).order_by("recorded_at", "is_retraction"))
    held = {row.source_id: row for row in Evidence.objects.filter(person__in=people, source=SOURCE)}
    wanted: dict[uuid.UUID, Evidence] = {}
    waiting = records
    while waiting:  # a correction is worked out after what it corrects
        ready = [row for row in waiting if row.corrects_id is None or row.corrects_id in wanted]
        if not ready:
            break
        for record in ready:
            wanted[record.pk] = _wanted(
                record, held.get(record.pk), wanted.get(record.corrects_id or record.pk)
            )
        waiting = [row for row in waiting if row.pk not in wanted]
    differences = [
        Difference(held.get(pk), row)
        for pk, row in wanted.items()
        if pk not in held or any(getattr(held[pk], name) != getattr(row, name) for name in COMPARED)
    ]
    differences += [Difference(row, None) for pk, row in held.items() if pk not in wanted]
    return len(records), differences


def _wanted(record: Record, now: Evidence | None, corrected: Evidence | None) -> Evidence:
    """The evidence that a record leaves; what only the evidence knows (its id, its number) stays as it is."""
    return Evidence(
        id=now.pk if now else uuid.uuid4(),
        seq=now.seq if now else 0,
        person_id=record.person_id,
        case_id=record.case_id,
        kind=rules.kind_of(record.kind, record.details),
        at=record.happened_at,
        source=SOURCE,
        source_id=record.pk,
        discipline=now.discipline if now else "",
        compartment=record.compartment,
        payload=_payload(record, now, corrected),
        recorded_by_id=record.recorded_by_id,
        recorded_at=record.recorded_at,
        corrects_id=corrected.pk if corrected else None,
        is_retraction=record.is_retraction,
    )


def _payload(record: Record, now: Evidence | None, corrected: Evidence | None) -> dict[str, Any]:
    if record.is_retraction:
        return {}
    if corrected is not None:
        return rules.corrected_payload(record.kind, corrected.payload, record.details)
    told = rules.payload_of(record.kind, record.details)
    if rules.is_on_general_form(record.kind):
        return told
    if (
        record.kind not in rules.DECISIONS
    ):  # brought in with the evidence of a page of its own, which knows more
        return told | (dict(now.payload) if now else {})
    # A decision names its step; the name of whoever decided stands in the evidence alone.
    kept = {key: now.payload[key] for key in rules.KEPT_BY_CORRECTION if now and key in now.payload}
    if step := record.details.get("step"):
        action, _, number = step.partition("#")
        kept |= {"action": action, "occurrence": int(number or 1)}
    reason = {"reason": record.details.get("text", "")} if record.kind == rules.WAIVED else {}
    return {**told, **kept, **reason}


def _write(difference: Difference) -> None:
    now, wanted = difference.now, difference.wanted
    if wanted is None:
        assert now is not None
        now.delete()
    elif now is None:
        last = Evidence.objects.filter(person=wanted.person_id).aggregate(last=Max("seq"))["last"] or 0
        wanted.seq = last + 1
        wanted.save(force_insert=True)
    else:
        wanted.save(force_update=True)
