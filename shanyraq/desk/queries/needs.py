"""What needs somebody: late, due and waiting services, gathered by family and step so that one row says for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import CharField, Count, DateTimeField, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Assignment, Case, PlanStep
from shanyraq.cases.queries.namesakes import namesakes
from shanyraq.people.models import Family, Person
from shanyraq.people.queries import names_prefetch
from shanyraq.ui.paging import WrongPage, pack_position, unpack_position

ROWS = 20
STATES = ("LATE", "DUE", "WAITING")
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Need:
    """One service owed to some members of one family: the row of a list."""

    family_id: UUID | None
    action: str
    state: str
    due_at: datetime | None
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True)
class Needs:
    """A page of needs, with what its rows speak of. `next_position` is empty on the last page."""

    rows: tuple[Need, ...]
    families: Mapping[UUID, Family]
    people: Mapping[UUID, Person]
    members: Mapping[UUID, int]
    namesakes: frozenset[UUID]
    workers: Mapping[tuple[UUID, str], StaffMember]
    next_position: str


def own_steps(actor: Actor) -> Q:
    """The steps a day is made of: those of the people somebody leads, and those of her own discipline."""
    led = Q(case__case_manager=actor.staff_id) | Q(case__deputy=actor.staff_id)
    return led | Q(discipline=actor.discipline)


def open_steps(actor: Actor, of: Q) -> QuerySet[PlanStep]:
    """The services in view; `of` narrows them."""
    return PlanStep.objects.visible_to(actor).filter(of)


def count_needs(actor: Actor, of: Q) -> dict[str, int]:
    """How many rows there are in each state."""
    rows = open_steps(actor, of).values_list("state").annotate(n=Count(row_key(), distinct=True))
    return dict.fromkeys(STATES, 0) | dict(rows)


def needs_of(actor: Actor, of: Q, *, state: str = "", position: str = "", size: int = ROWS) -> Needs:
    """One page of rows, the oldest first, what waits for somebody else last. Raises WrongPage."""
    narrowed = of & Q(state=state) if state else of
    grouped = (
        open_steps(actor, narrowed)
        .annotate(
            waits=When_(When(state="WAITING", then=Value(1)), default=Value(0), output_field=IntegerField())
        )
        .values("case__family", "action", "state", "waits")
        .annotate(
            due=Coalesce(Min("due_at"), Value(NEVER), output_field=DateTimeField()),
            row=row_key(with_state=True),
        )
    )
    if position:
        grouped = grouped.filter(_after(position))
    found = list(grouped.order_by("waits", "due", "row")[: size + 1])
    page = found[:size]
    following = _position(page[-1]) if len(found) > size else ""
    return _filled(actor, narrowed, page, following)


def row_key(*, with_state: bool = False) -> Concat:
    """What makes one row of a list: the family and the step, whomever of the family it concerns."""
    parts: list[Any] = [Coalesce(Cast("case__family", CharField()), Value("")), Value("|"), "action"]
    if with_state:
        parts += [Value("|"), "state"]
    return Concat(*parts, output_field=CharField())


def _position(row: Mapping[str, Any]) -> str:
    return pack_position(f"{row['waits']} {row['due'].astimezone(UTC).isoformat()}", row["row"])


def _after(text: str) -> Q:
    """The rows past a position."""
    position = unpack_position(text, CharField(), CharField())
    try:
        waits_text, due_text = str(position.value).split(" ", 1)
        waits, due = int(waits_text), datetime.fromisoformat(due_text)
    except ValueError as fault:
        raise WrongPage("not a position") from fault
    if due.tzinfo is None:
        raise WrongPage("not a position")
    return Q(waits__gt=waits) | Q(waits=waits, due__gt=due) | Q(waits=waits, due=due, row__gt=position.id)


def _filled(actor: Actor, of: Q, page: Sequence[Mapping[str, Any]], following: str) -> Needs:
    """The rows with their steps, families, people and colleagues: six queries, whatever the page holds."""
    keys = [(row["case__family"], row["action"], row["state"]) for row in page]
    families = {family for family, _, _ in keys if family is not None}
    steps: dict[tuple[Any, str, str], list[PlanStep]] = defaultdict(list)
    if keys:
        homes = Q(case__family__in=families)
        if any(family is None for family, _, _ in keys):
            homes |= Q(case__family=None)
        rows = open_steps(actor, of & homes & Q(action__in={action for _, action, _ in keys}))
        for step in rows.select_related("case").order_by("due_at", "key", "pk"):
            steps[step.case.family_id, step.action, step.state].append(step)
    shown = [step for key in keys for step in steps[key]]
    people = {step.person_id for step in shown}
    needs = tuple(
        Need(key[0], key[1], key[2], None if row["due"] >= NEVER else row["due"], tuple(steps[key]))
        for key, row in zip(keys, page, strict=True)
    )
    return Needs(
        rows=needs,
        families={f.pk: f for f in Family.objects.visible_to(actor).filter(pk__in=families)}
        if families
        else {},
        people=people_by_id(actor, people),
        members=member_counts(actor, families),
        namesakes=namesakes(actor, families) if families else frozenset(),
        workers=workers_of(actor, shown),
        next_position=following,
    )


def people_by_id(actor: Actor, ids: set[UUID]) -> dict[UUID, Person]:
    """The visible people among these, with their names."""
    if not ids:
        return {}
    found = Person.objects.visible_to(actor).filter(pk__in=ids).prefetch_related(names_prefetch(actor))
    return {person.pk: person for person in found}


def member_counts(actor: Actor, families: set[UUID]) -> dict[UUID, int]:
    """How many people with an open file each of these families has, as far as somebody sees."""
    if not families:
        return {}
    cases = Case.objects.visible_to(actor).filter(family__in=families, closed_at=None)
    return dict(cases.values_list("family").annotate(n=Count("pk")))


def workers_of(actor: Actor, steps: list[PlanStep]) -> dict[tuple[UUID, str], StaffMember]:
    """Who works with a case in a discipline, by (case, discipline)."""
    cases = {step.case_id for step in steps}
    if not cases:
        return {}
    parts = Assignment.objects.visible_to(actor).filter(case__in=cases, ends_at=None)
    return {
        (part.case_id, part.discipline): part.staff
        for part in parts.select_related("staff").order_by("-starts_at", "pk")
    }
