"""Findings, as the data-protection officer sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.oversight.models import Finding, FindingAnswer
from shanyraq.oversight.queries.reading import codes_of
from shanyraq.oversight.rules import findings as rules

SETTLED_FOR = timedelta(days=90)  # what was explained about the same people is not asked again so soon


def findings_for(actor: Actor, *, is_waiting: bool) -> Guarded[Finding]:
    """Those that wait for something, or those that are settled."""
    rows = Finding.objects.visible_to(actor).select_related("colleague")
    waiting = rows.filter(state__in=rules.WAITING_STATES)
    return waiting if is_waiting else rows.exclude(state__in=rules.WAITING_STATES)


def finding_for(actor: Actor, finding_id: UUID) -> Finding | None:
    """One finding."""
    return Finding.objects.visible_to(actor).select_related("colleague").filter(pk=finding_id).first()


def answers_to(actor: Actor, finding: Finding) -> list[FindingAnswer]:
    """What was made of it, in its order."""
    rows = FindingAnswer.objects.visible_to(actor).filter(finding=finding)
    return list(rows.select_related("by").order_by("at", "pk"))


def codes_in(finding: Finding) -> list[str]:
    """The codes of the people whom a finding names: never a name."""
    return codes_of([UUID(one) for one in finding.persons])


def settled_people(kind: str, colleague: UUID, at: datetime) -> frozenset[UUID]:
    """Whom she was asked about lately in this way, and explained it."""
    with computing("oversight.findings"):
        rows = Finding.objects.filter(
            kind=kind, colleague=colleague, state=rules.EXPLAINED, found_at__gte=at - SETTLED_FOR
        )
        told: Collection[list[str]] = list(rows.values_list("persons", flat=True))
    return frozenset(UUID(one) for persons in told for one in persons)
