"""Reading drafts and imports of lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from shanyraq.access.rules import Actor
from shanyraq.audit.queries import last_act
from shanyraq.cases.models import Assignment, Case, Evidence, RosterDraft, RosterImport
from shanyraq.people.models import Family

DISCARDED, EXPIRED = "discarded", "expired"


def own_open_drafts(actor: Actor, at: datetime) -> QuerySet[RosterDraft, Any]:
    """The actor's drafts that are not a day old, newest first. `at` is the real time."""
    return (
        RosterDraft.objects.visible_to(actor).filter(made_at__gt=at - RosterDraft.LIVES).order_by("-made_at")
    )


def own_draft(actor: Actor, draft_id: UUID, at: datetime) -> RosterDraft | None:
    """One of them."""
    return own_open_drafts(actor, at).filter(pk=draft_id).first()


def end_of_own_draft(actor: Actor, draft_id: UUID) -> str:
    """What became of a draft that is no more: DISCARDED or EXPIRED; empty where the actor never had it.

    Nothing of a draft outlives it but the acts in the record, which hold its id and whose it was.
    """
    last = last_act(f"draft:{draft_id}", by=actor.audit_id, among=("roster.read", "roster.discard"))
    return {"roster.discard": DISCARDED, "roster.read": EXPIRED}.get(last or "", "")


def own_import(actor: Actor, import_id: UUID) -> RosterImport | None:
    """One of the actor's imports; it bears the id of the draft it was made from."""
    return RosterImport.objects.visible_to(actor).filter(pk=import_id).first()


def own_imports_list(actor: Actor, most: int = 20) -> list[Any]:
    """The actor's latest imports, each with `is_settled`: undone, or plainly worked on since.

    A slighter trace of work (a corrected name) is found by asking the record, which is done for one import only.
    """
    theirs = {"case__roster_import": OuterRef("pk")}
    is_worked_on = Exists(Assignment.objects.filter(**theirs)) | Exists(Evidence.objects.filter(**theirs))
    latest = RosterImport.objects.visible_to(actor).order_by("-made_at", "pk")
    return list(latest.annotate(is_settled=Q(undone_at__isnull=False) | is_worked_on)[:most])


def undecided_of_import(actor: Actor, made: RosterImport) -> int:
    """How many of the people whom an import brought, and whom the actor sees, still have no nationality."""
    cases = Case.objects.visible_to(actor).filter(roster_import=made, closed_at=None, person__nationality="")
    return cases.count() if actor.reads("C1") else 0


def families_of_import(actor: Actor, made: RosterImport, most: int) -> list[Family]:
    """The families that an import brought, as far as the actor sees them, by name."""
    families = Case.objects.visible_to(actor).filter(roster_import=made).values("family")
    return list(Family.objects.visible_to(actor).filter(pk__in=families).order_by("label", "pk")[:most])
