"""Reading papers: those of one person, one with its content, the kinds that somebody may add."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Min

from shanyraq import pathway
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import reading
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.foundation import keyring
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper
from shanyraq.people.models import Person
from shanyraq.people.queries import names_prefetch


def person_of(actor: Actor, person_id: uuid.UUID) -> Person | None:
    """Somebody whose file the actor sees, with her names."""
    people = Person.objects.visible_to(actor).filter(pk=person_id).prefetch_related(names_prefetch(actor))
    return people.first()


def open_case_of(actor: Actor, person_id: uuid.UUID) -> Case | None:
    """Her open file, to which a paper can be added."""
    return Case.objects.visible_to(actor).filter(person=person_id, closed_at=None).first()


def papers_of(actor: Actor, person_id: uuid.UUID) -> list[Paper]:
    """The papers of one person that the actor may open, the newest first."""
    keyring.warm([person_id])
    found = Paper.objects.visible_to(actor).filter(person=person_id).select_related("added_by")
    return list(found.order_by("-added_at", "pk"))


def has_papers(actor: Actor, person_id: uuid.UUID) -> bool:
    """Whether there is one that the actor may open."""
    return Paper.objects.visible_to(actor).filter(person=person_id).exists()


def counted(actor: Actor, cases: Sequence[uuid.UUID]) -> list[tuple[str, int, datetime]]:
    """How many papers these cases have in each part that the actor reads in full, and since when: for her sheet."""
    rows = Paper.objects.visible_to(actor).filter(
        case__in=list(cases), compartment__in=sorted(actor.readable)
    )
    counts = rows.order_by().values("compartment").annotate(n=Count("pk"), since=Min("added_at"))
    return list(counts.values_list("compartment", "n", "since"))


def paper_of(actor: Actor, paper_id: uuid.UUID) -> Paper | None:
    """One paper, if the actor may open it."""
    return Paper.objects.visible_to(actor).filter(pk=paper_id).first()


def content_of(paper: Paper) -> bytes:
    """What is in a paper's file; the record of the request at hand names it. Raises CannotOpen, FileNotFoundError."""
    seen = reading.get()
    if seen is not None:
        seen.objects.add(f"paper:{paper.pk}")
    return keyring.unseal(shelf.get(paper.stored), context=paper.place)


def kinds() -> dict[str, pathway.PaperKind]:
    """The kinds of papers of the pack in force, by their codes."""
    return dict(pack().papers)
