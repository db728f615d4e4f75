"""Reading papers: those of one person, one with its content, the kinds that somebody may add."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef

from shanyraq import pathway
from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import reading
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.foundation import keyring
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import MOVED
from shanyraq.people.models import Person
from shanyraq.people.queries import names_prefetch, search_people


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
    found = _hers(actor).filter(person=person_id).select_related("added_by", "case")
    return list(found.order_by("-added_at", "pk"))


def taken_away(actor: Actor, person_id: uuid.UUID) -> list[Paper]:
    """What was among this person's papers and did not belong there, as far as the actor reads its part."""
    found = Paper.objects.visible_to(actor).filter(person=person_id, taken_at__isnull=False)
    return list(found.select_related("taken_by", "case").order_by("-taken_at", "pk"))


def _hers(actor: Actor) -> Guarded[Paper]:
    """Papers that belong where they are, of all people whom the actor sees."""
    return Paper.objects.visible_to(actor).filter(taken_at=None)


def has_papers(actor: Actor, person_id: uuid.UUID) -> bool:
    """Whether there is one that the actor may open."""
    return _hers(actor).filter(person=person_id).exists()


def counted(actor: Actor, cases: Sequence[uuid.UUID]) -> list[tuple[str, int, datetime]]:
    """How many papers these cases have in each part that the actor reads in full, and since when: for her sheet."""
    rows = _hers(actor).filter(case__in=list(cases), compartment__in=sorted(actor.readable))
    counts = rows.order_by().values("compartment").annotate(n=Count("pk"), since=Min("added_at"))
    return list(counts.values_list("compartment", "n", "since"))


def paper_of(actor: Actor, paper_id: uuid.UUID) -> Paper | None:
    """One paper, if the actor may open it."""
    return _hers(actor).filter(pk=paper_id).select_related("case", "added_by").first()


def taken_away_one(actor: Actor, paper_id: uuid.UUID) -> Paper | None:
    """One that was taken away and can be brought back, if the actor reads its part."""
    found = Paper.objects.visible_to(actor).filter(pk=paper_id, taken_at__isnull=False, stored__isnull=False)
    return found.exclude(taken_why=MOVED).select_related("case").first()


def others_near(actor: Actor, paper: Paper) -> list[Person]:
    """Those of the same family with an open file, other than whom the paper is kept with: a slip is mostly there."""
    open_files = Case.objects.visible_to(actor).filter(
        family=paper.case.family_id, closed_at=None, person=OuterRef("pk")
    )
    people = Person.objects.visible_to(actor).filter(Exists(open_files)).exclude(pk=paper.person_id)
    return list(people.prefetch_related(names_prefetch(actor)).order_by("code"))


def others_named(actor: Actor, paper: Paper, words: str) -> list[Person]:
    """Those with an open file whom these words, or this code, may mean; not whom the paper is kept with."""
    found = [one for one in search_people(actor, words) if one.pk != paper.person_id]
    cases = Case.objects.visible_to(actor).filter(closed_at=None, person__in=[one.pk for one in found])
    with_file = set(cases.values_list("person", flat=True))
    return [one for one in found if one.pk in with_file]


def content_of(paper: Paper) -> bytes:
    """What is in a paper's file; the record of the request at hand names it. Raises CannotOpen, FileNotFoundError."""
    seen = reading.get()
    if seen is not None:
        seen.objects.add(f"paper:{paper.pk}")
    return keyring.unseal(shelf.get(paper.file), context=paper.place)


def kinds() -> dict[str, pathway.PaperKind]:
    """The kinds of papers of the pack in force, by their codes."""
    return dict(pack().papers)
