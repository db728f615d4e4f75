"""Reading which facts of people were put right, beside what was recorded of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from shanyraq.access.rules import NAMES, Actor
from shanyraq.cases.models import Evidence, FactChange
from shanyraq.cases.queries.files import SupportFile
from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import open_together
from shanyraq.people.models import Family, FamilyMembership, Merge, Person
from shanyraq.people.queries import names_prefetch


@dataclass(frozen=True)
class Changes:
    """Changes of facts, the newest first, with the relatives and families they speak of, as far as they are seen.

    `joinings` are those of two records that hold and that the reader sees.
    """

    rows: tuple[FactChange, ...] = ()
    people: dict[str, Person] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    joinings: frozenset[str] = frozenset()


def changes_beside(
    file: SupportFile, rows: QuerySet[Evidence], page: Sequence[Evidence], *, has_older: bool, has_newer: bool
) -> Changes:
    """The changes that belong among one page of a file's evidence (`rows`), by their time; at most seven queries.

    What is older than a page's oldest row stands on the next one, so every change is on one page.
    """
    wanted = Q()
    if page and has_older:
        wanted &= Q(changed_at__gte=min(row.at for row in page))
    if page and has_newer:
        newest = max(row.at for row in page)
        newer = rows.filter(at__gte=newest).exclude(pk__in=[row.pk for row in page]).order_by("at")
        before = newer.values_list("at", flat=True).first()
        wanted &= Q(changed_at__lt=before) if before else Q()
    return _with_those_named(file.actor, _of_file(file).filter(wanted))


def _of_file(file: SupportFile) -> QuerySet[FactChange]:
    """Of everybody in the file, and of relatives who have none of their own."""
    whose = Q(person__in=[*file.person_ids, *([file.alone.pk] if file.alone else [])])
    if file.alone is None and file.family is not None and file.actor.reads(NAMES):
        here = FamilyMembership.objects.filter(family=file.family, ends_on=None, person__cases=None)
        whose |= Q(person__in=here.values("person"))
    return FactChange.objects.visible_to(file.actor).filter(whose).order_by("-changed_at", "pk")


def _with_those_named(actor: Actor, found: QuerySet[FactChange]) -> Changes:
    rows = list(
        found.select_related("person", "changed_by").prefetch_related(names_prefetch(actor, "person__names"))
    )
    if not rows:
        return Changes()
    keyring.warm({row.person_id for row in rows})
    open_together(rows, "told")
    relatives = _ids(row.told.get("relative") for row in rows)
    families = _ids(one for row in rows for one in row.told.get("family", ()))
    people = Person.objects.visible_to(actor).filter(pk__in=relatives)
    seen = Family.objects.visible_to(actor).filter(pk__in=families)
    return Changes(
        tuple(rows),
        {str(one.pk): one for one in people.prefetch_related(names_prefetch(actor))},
        {str(one.pk): one for one in seen},
        _joinings(actor, _ids(row.told.get("merge") for row in rows)),
    )


def _joinings(actor: Actor, ids: Collection[uuid.UUID]) -> frozenset[str]:
    if not ids:
        return frozenset()
    holding = Merge.objects.visible_to(actor).filter(pk__in=ids, undone_at=None)
    return frozenset(str(one) for one in holding.values_list("pk", flat=True))


def _ids(told: Iterable[str | None]) -> set[uuid.UUID]:
    return {uuid.UUID(one) for one in told if one}
