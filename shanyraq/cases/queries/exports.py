"""Reading lists that somebody takes along: their rows, and who sees that they were taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from shanyraq.access.models import Proposal
from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import saw_by_grant
from shanyraq.cases import queries
from shanyraq.cases.models import Case, PlanStep
from shanyraq.cases.models.exports import Export
from shanyraq.cases.rules import exports as rules
from shanyraq.people.queries import display_name, names_prefetch

MAKE, SEE, AGREE, OVERSEE = "export.make", "export.see", "export.agree", "export.oversee"
LISTED = 100


def number(name: str) -> int:
    """A number of the pack, or its default."""
    return int(getattr(queries.pack().params, name, rules.DEFAULTS[name]))


def export_scope(actor: Actor) -> Q:
    """Her own lists, those of whom she supervises, all of them for who oversees. That they exist, not what they say."""
    if OVERSEE in actor.may:
        return Q()
    if actor.staff_id is None or SEE not in actor.may:
        return Q(pk__in=[])
    own = Q(made_by=actor.staff_id)
    return own | Q(made_by__supervisor=actor.staff_id) if AGREE in actor.may else own


def whats_for(actor: Actor) -> list[str]:
    """Which lists she can take: her own, and her team's where she assigns cases."""
    return [rules.TEAM, rules.MINE] if "case.assign" in actor.may else [rules.MINE]


def lines_of(actor: Actor, what: str, *, language: str, today: date) -> list[dict[str, Any]]:
    """The rows of a list, by family and age: nothing but what her own list of families shows her, and never a place."""
    cases = _cases(actor, what).select_related("person", "family", "case_manager")
    found = list(
        cases.prefetch_related(names_prefetch(actor, "person__names")).order_by(
            "family__label", "family_id", "person__birth_date", "pk"
        )
    )
    late = dict(
        PlanStep.objects.visible_to(actor)
        .filter(case__in=[case.pk for case in found], state="LATE")
        .values_list("case")
        .annotate(n=Count("action", distinct=True))
    )
    return [
        {
            "person": str(case.person_id),
            "family": case.family.label if case.family else "",
            "name": display_name(case.person, language),
            "code": case.person.code,
            "age": case.person.age_on(today),
            "phase": case.phase,
            "late": late.get(case.pk, 0),
            "leader": case.case_manager.short_name if case.case_manager else "",
        }
        for case in found
    ]


def count_of(actor: Actor, what: str) -> int:
    """How many people a list would have."""
    return _cases(actor, what).count()


def _cases(actor: Actor, what: str) -> Guarded[Case]:
    """Open cases that are hers, or her team's."""
    of = Q(case_manager=actor.staff_id) | Q(deputy=actor.staff_id)
    if what == rules.TEAM:
        of |= Q(case_manager__supervisor=actor.staff_id)
    return Case.objects.visible_to(actor).filter(of, closed_at=None)


def digest_of(content: Mapping[str, Any]) -> str:
    """What a second person's yes is bound to."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def exports_for(actor: Actor) -> list[Export]:
    """The lists that she sees were taken, newest first."""
    rows = Export.objects.visible_to(actor).select_related("made_by", "proposal")
    return list(rows.order_by("-asked_at", "pk")[:LISTED])


def export_of(actor: Actor, export_id: UUID) -> Export | None:
    """One of them."""
    rows = Export.objects.visible_to(actor).select_related("made_by", "proposal")
    return rows.filter(pk=export_id).first()


def state_of(export: Export, at: datetime) -> str:
    """Where it stands."""
    return rules.state_of(
        outcome=export.proposal.outcome if export.proposal else None,
        is_ready=export.ready_at is not None,
        expires_at=export.expires_at,
        at=at,
    )


def may_answer(actor: Actor, export: Export, at: datetime) -> bool:
    """Whether she can be the second person: she supervises who asks, or oversees all; never for a list of her own."""
    return (
        AGREE in actor.may
        and export.made_by_id != actor.staff_id
        and (OVERSEE in actor.may or export.made_by.supervisor_id == actor.staff_id)
        and state_of(export, at) == rules.WAITING
    )


def waiting_for(actor: Actor, at: datetime) -> tuple[int, datetime | None]:
    """How many lists wait for her to be the second person, and until when the first can be answered. One query."""
    if AGREE not in actor.may or actor.staff_id is None:
        return 0, None
    rows = Export.objects.visible_to(actor).exclude(made_by=actor.staff_id)
    if OVERSEE not in actor.may:
        rows = rows.filter(made_by__supervisor=actor.staff_id)
    waiting = rows.filter(ready_at=None, expires_at__gt=at, proposal__outcome=Proposal.WAITING)
    told = waiting.aggregate(count=Count("pk"), first=Min("expires_at"))
    return told["count"], told["first"]


def rows_to_hand_over(actor: Actor, export: Export) -> list[dict[str, Any]] | None:
    """The rows of a list that is ready, for who made it; None where one of its people is no longer hers to see.

    The request's row in the record names all of them, the list and its purpose.
    """
    rows: list[dict[str, Any]] = export.content.get("rows", [])
    ids = {UUID(row["person"]) for row in rows}
    seen = {case.person_id for case in _cases(actor, export.what).filter(person__in=ids)}
    saw_by_grant(export.pk, export.purpose)
    return rows if seen == ids else None


def taken_within_a_day(staff_id: UUID, at: datetime) -> int:
    """How many lists a colleague asked for within a day. Inside an act."""
    return Export.objects.filter(made_by=staff_id, asked_at__gt=at - timedelta(days=1)).count()
