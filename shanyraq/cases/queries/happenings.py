"""Reading what happened: evidence that counts, the entries behind it, and what one saving changed in the plans."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import F, Q, QuerySet

from shanyraq import pathway
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import (
    Appointment,
    AppointmentMember,
    Case,
    Evidence,
    Note,
    Record,
    Review,
)
from shanyraq.cases.queries import evidence_of, facts_of, pack
from shanyraq.cases.queries.circumstances import circumstances_of

SOURCE_RECORD = "cases.record"
SOURCE_CONSENT = "cases.consent"
Version = TypeVar("Version", Record, Evidence)
ANSWERS = 60


@dataclass(frozen=True)
class Entry:
    """One thing that happened to one person, as the history tells it: the newest version and the earlier ones."""

    evidence: Evidence
    record: Record | None
    earlier: tuple[Record, ...] = ()
    earlier_answers: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What some evidence did to one person's plan."""

    case: Case
    closed: tuple[pathway.Step, ...]
    opened: tuple[pathway.Step, ...]
    next_step: pathway.Step | None


def newest_evidence(actor: Actor, case_ids: Sequence[uuid.UUID]) -> QuerySet[Evidence]:
    """The evidence of these cases that the actor reads, each in its newest version; retractions too."""
    return Evidence.objects.visible_to(actor).filter(case__in=list(case_ids), corrected_by=None)


def reviews_in(actor: Actor, case_ids: Sequence[uuid.UUID]) -> tuple[list[Review], list[Review]]:
    """What waits for a supervisor's answer about these cases, and what was answered, the newest first.

    For those who ask for it or decide it.
    """
    if not actor.may & {"closure.ask", "case.review", "case.close"}:
        return [], []
    rows = Review.objects.visible_to(actor).filter(case__in=list(case_ids))
    newest = F("decided_at").desc(nulls_first=True)
    found = rows.select_related("asked_by", "decided_by").order_by(newest, "pk")[
        : ANSWERS + 2 * len(case_ids)
    ]
    return [one for one in found if not one.decided_at], [one for one in found if one.decided_at][:ANSWERS]


def entries_of(actor: Actor, rows: Sequence[Evidence]) -> list[Entry]:
    """The entries behind some evidence, with earlier versions: three queries."""
    records = {
        row.pk: row
        for row in Record.objects.visible_to(actor)
        .filter(pk__in=[row.source_id for row in rows if row.source == SOURCE_RECORD])
        .select_related("recorded_by")
    }
    corrected = {row.case_id for row in records.values() if row.corrects_id}
    earlier: dict[uuid.UUID, Record] = {}
    if corrected:
        replaced = (
            Record.objects.visible_to(actor)
            .filter(case__in=corrected, corrected_by__isnull=False)
            .select_related("recorded_by")
        )
        earlier = {row.pk: row for row in replaced}
    answers = _earlier_answers(actor, rows)
    return [
        Entry(row, found := records.get(row.source_id), _versions(found, earlier), _versions(row, answers))
        for row in rows
    ]


def _earlier_answers(actor: Actor, rows: Sequence[Evidence]) -> dict[uuid.UUID, Evidence]:
    """The answers to questions that others among these replaced."""
    corrected = {row.case_id for row in rows if row.corrects_id and row.source == SOURCE_CONSENT}
    if not corrected:
        return {}
    replaced = Evidence.objects.visible_to(actor).filter(
        case__in=corrected, source=SOURCE_CONSENT, corrected_by__isnull=False
    )
    return {row.pk: row for row in replaced.select_related("recorded_by")}


def _versions(newest: Version | None, earlier: dict[uuid.UUID, Version]) -> tuple[Version, ...]:
    """What stood there before, newest first."""
    found: list[Version] = []
    while newest is not None and newest.corrects_id in earlier:
        newest = earlier[newest.corrects_id]
        found.append(newest)
    return tuple(found)


def saved_together(actor: Actor, together: uuid.UUID, case_ids: Sequence[uuid.UUID]) -> list[Record]:
    """The records that one saving left in these files, as far as the actor reads them."""
    rows = Record.objects.visible_to(actor).filter(together=together, case__in=list(case_ids))
    return list(rows.order_by("pk"))


def difference_made(records: Sequence[Record], cases: Iterable[Case], at: datetime) -> list[Difference]:
    """What these records changed in the plans of their cases: the plans as they are, beside those without them."""
    touched = {record.case_id for record in records}
    listed = [case for case in cases if case.pk in touched]
    with computing("plan.difference"):
        told = circumstances_of([case.person_id for case in listed])
        rows: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
        for row in Evidence.objects.filter(case__in=listed).order_by("seq"):
            rows[row.case_id].append(row)
        new = {record.pk for record in records}
        found = []
        for case in listed:
            facts = facts_of(case, told.get(case.person_id, ()))
            without = [row for row in rows[case.pk] if row.source_id not in new]
            before, after = (
                pathway.evaluate(pack(), facts, [evidence_of(row) for row in known], at)
                for known in (without, rows[case.pk])
            )
            found.append(Difference(case, *changed_steps(before, after)))
    return found


def changed_steps(
    before: pathway.Plan, after: pathway.Plan
) -> tuple[tuple[pathway.Step, ...], tuple[pathway.Step, ...], pathway.Step | None]:
    """The steps that closed, the open ones that got a date, and the one that comes next.

    A turn that was open and is owed by the same day still has not closed, whatever its number is now.
    """
    was, now = _by_action(before), _by_action(after)
    closed: list[pathway.Step] = []
    opened: list[pathway.Step] = []
    for action, steps in now.items():
        old = was.get(action, [])
        if steps != old:
            gone, come = _open_only_in(old, steps), _open_only_in(steps, old)
            answered = {step.closed_by for step in old if step.is_closed}
            fresh = [step for step in steps if step.is_closed and step.closed_by not in answered]
            shut = fresh[: len(gone)]
            moved = max(0, sum(step.due_at is not None for step in gone) - len(shut))
            closed += shut
            opened += [step for step in come if step.due_at is not None][moved:]
    ahead = pathway.StepState.AHEAD
    coming = min(
        (step for step in after.steps if step.is_open and step.due_at is not None),
        key=lambda step: (step.state is ahead, step.due_at),
        default=None,
    )
    return tuple(closed), tuple(opened), coming


def _by_action(plan: pathway.Plan) -> dict[str, list[pathway.Step]]:
    found: dict[str, list[pathway.Step]] = {}
    for step in plan.steps:
        found.setdefault(step.action_id, []).append(step)
    return found


def _open_only_in(steps: Sequence[pathway.Step], others: Sequence[pathway.Step]) -> list[pathway.Step]:
    """The open steps of an action that these others lack, told apart by the day they are due."""
    there = Counter(step.due_at for step in others if step.is_open)
    found = []
    for step in steps:
        if step.is_open:
            there[step.due_at] -= 1
            found += [step] if there[step.due_at] < 0 else []
    return found


def notes_of(actor: Actor, case_ids: Sequence[uuid.UUID], limit: int = 200) -> list[Note]:
    """Notes in what the actor reads, the newest first, each in its newest version with the one before."""
    rows = (
        Note.objects.visible_to(actor)
        .filter(case__in=list(case_ids))
        .select_related("written_by")
        .order_by("-written_at", "pk")
    )
    return list(rows[:limit])


def meetings_of(
    actor: Actor, case_ids: Sequence[uuid.UUID], since: datetime | None = None
) -> list[Appointment]:
    """Meetings of these people, each with `people_there`: the people it is for, as far as the actor sees them."""
    members = AppointmentMember.objects.visible_to(actor).filter(case__in=list(case_ids))
    rows = (
        Appointment.objects.visible_to(actor)
        .filter(Q(pk__in=members.values("appointment")))
        .select_related("staff", "interpreter")
    )
    if since is not None:
        rows = rows.filter(starts_at__gte=since, state="PLANNED")
    found = list(rows.order_by("starts_at", "pk")[:100])
    there: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for row in members.filter(appointment__in=[one.pk for one in found]):
        there[row.appointment_id].append(row.case_id)
    for one in found:
        one.cases_there = there[one.pk]  # type: ignore[attr-defined]
    return found
