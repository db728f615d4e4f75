"""Reading whom somebody belongs to, and whom she could: kin, families and people to choose from."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.queries.files import with_names
from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import open_together
from shanyraq.people.models import CareSituation, Family, FamilyMembership, Kinship, Merge, Person
from shanyraq.people.queries import kin_of, members_of, names_prefetch, search_families, search_people
from shanyraq.people.rules import label_place, may_be_child_on
from shanyraq.people.rules.home import left_behind

SHOWN = 20


def families_to_choose(
    actor: Actor, person_id: uuid.UUID, text: str, language: str = "en"
) -> list[tuple[Family, list[FamilyMembership]]]:
    """Visible families that fit the words; without words those of her kin. Each with who lives there.

    In the order of readers of `language`.
    """
    if text:
        families = search_families(actor, text, SHOWN, language)
    else:
        kin = {one for row in kin_of(actor, [person_id]) for one in (row.person_id, row.relative_id)}
        places = FamilyMembership.objects.visible_to(actor).filter(person__in=kin, ends_on=None)
        wanted = Family.objects.visible_to(actor).filter(pk__in=places.values("family"))
        families = list(wanted.order_by(label_place(language), "pk")[:SHOWN])
    living: dict[uuid.UUID, list[FamilyMembership]] = defaultdict(list)
    for place in members_of(actor, [family.pk for family in families]):
        living[place.family_id].append(place)
    return [(family, living[family.pk]) for family in families]


def people_to_choose(actor: Actor, person_id: uuid.UUID, text: str) -> list[Person]:
    """Visible people who fit the words; without words those of her family. Never she herself."""
    if text:
        found = search_people(actor, text, SHOWN)
    else:
        own = FamilyMembership.objects.visible_to(actor).filter(person=person_id, ends_on=None)
        found = [place.person for place in members_of(actor, own.values_list("family", flat=True))]
    return [person for person in found if person.pk != person_id]


def ties_of(actor: Actor, person_id: uuid.UUID) -> list[Kinship]:
    """The kinships of one person that hold now, either way round."""
    rows = kin_of(actor, [person_id])
    keyring.warm({row.person_id for row in rows})
    open_together(rows, "kind")
    return rows


def lives_with_parent(actor: Actor, person: Person, today: date) -> bool:
    """Whether somebody who may be a child lives with her or his mother or father now, as far as the actor sees it.

    Of a parent out of her sight nothing follows: what a page asks would tell her who is in the programme.
    """
    if not _may_be_child(person, today):
        return False
    return live_together(actor, person.pk, _parents_of(ties_of(actor, person.pk)).get(person.pk, ()))


def live_together(actor: Actor, person_id: uuid.UUID, others: Collection[uuid.UUID]) -> bool:
    """Whether a person lives in one household with any of these now, as far as the actor sees it."""
    places = FamilyMembership.objects.visible_to(actor).filter(ends_on=None)
    homes = places.filter(person=person_id).values("family")
    return bool(others) and places.filter(person__in=others, family__in=homes).exists()


def children_left(actor: Actor, person: Person, today: date) -> list[tuple[Person, uuid.UUID]]:
    """Who may be a child and would stay behind without mother or father if this person moved away, each with the
    parent who goes; with names, as far as the actor sees them.
    """
    own = FamilyMembership.objects.visible_to(actor).filter(person=person, ends_on=None)
    living = {one.person_id: one.person for one in members_of(actor, own.values_list("family", flat=True))}
    others = [pk for pk in living if pk != person.pk]
    if not others:
        return []
    rows = kin_of(actor, others)
    keyring.warm({row.person_id for row in rows})
    open_together(rows, "kind")
    parents = _parents_of(rows)
    at_home = {
        pk: parents[pk].intersection(living)
        for pk in others
        if pk in parents and _may_be_child(living[pk], today)
    }
    return [(living[child], parent) for child, parent in left_behind(person.pk, at_home)]


def _parents_of(rows: Iterable[Kinship]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Mother and father of each child of these ties: what they are is sealed, never searched."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        if str(row.kind) == "PARENT":
            found[row.relative_id].add(row.person_id)
    return found


def _may_be_child(person: Person, today: date) -> bool:
    return may_be_child_on(person.birth_date, person.birth_precision, today)


def ties_within_sight(actor: Actor) -> Guarded[Kinship]:
    """Ties between people whom the actor sees: a tie to somebody else would tell her of that one."""
    return Kinship.objects.visible_to(actor).filter(
        relative__in=Person.objects.visible_to(actor).values("pk")
    )


def open_kinship(actor: Actor, kinship_id: uuid.UUID) -> Kinship | None:
    """A kinship that holds now, with both people and their names; both are people whom the actor sees."""
    rows = ties_within_sight(actor).filter(pk=kinship_id, ends_on=None)
    return (
        rows.select_related("person", "relative")
        .prefetch_related(names_prefetch(actor, "person__names"), names_prefetch(actor, "relative__names"))
        .first()
    )


def care_of(actor: Actor, person_id: uuid.UUID) -> CareSituation | None:
    """In which way a child is without her family now."""
    return _care(actor).filter(person=person_id, ends_on=None).first()


def open_care(actor: Actor, situation_id: uuid.UUID) -> CareSituation | None:
    """A care situation that holds now."""
    return _care(actor).filter(pk=situation_id, ends_on=None).first()


def _care(actor: Actor) -> QuerySet[CareSituation]:
    rows = CareSituation.objects.visible_to(actor).select_related("person")
    return rows.prefetch_related(names_prefetch(actor, "person__names"))


def pair(actor: Actor, ids: Sequence[uuid.UUID]) -> list[Person]:
    """Two people in the order asked for, with names and languages; fewer where the actor sees fewer."""
    found = {person.pk: person for person in Person.objects.visible_to(actor).filter(pk__in=list(ids))}
    with_names(found.values(), actor)
    return [found[one] for one in dict.fromkeys(ids) if one in found]


def cases_and_places(
    actor: Actor, people: Iterable[uuid.UUID]
) -> tuple[dict[uuid.UUID, Case], dict[uuid.UUID, FamilyMembership]]:
    """The newest case, with who works in it, and the present place in a family of each, as far as the actor sees."""
    ids = list(people)
    cases = Case.objects.visible_to(actor).filter(person__in=ids).select_related("case_manager", "arrival")
    working = Assignment.objects.visible_to(actor).filter(ends_at=None).select_related("staff")
    cases = cases.prefetch_related(Prefetch("assignments", queryset=working))
    places = FamilyMembership.objects.visible_to(actor).filter(person__in=ids, ends_on=None)
    return (
        {case.person_id: case for case in cases.order_by("episode")},
        {place.person_id: place for place in places.select_related("family")},
    )


def merges_into(actor: Actor, person_id: uuid.UUID) -> list[Merge]:
    """The joinings that this record came out of and that hold, the newest first."""
    rows = Merge.objects.visible_to(actor).filter(kept=person_id, undone_at=None)
    return _with_absorbed(rows.order_by("-merged_at"))


def merge_to_undo(actor: Actor, merge_id: uuid.UUID) -> Merge | None:
    """A joining that holds."""
    rows = Merge.objects.visible_to(actor).filter(pk=merge_id, undone_at=None)
    return next(iter(_with_absorbed(rows.select_related("kept"))), None)


def _with_absorbed(rows: Iterable[Merge]) -> list[Merge]:
    """Joinings with the record that went into another. Nobody sees that one any more; whoever sees the joining is told
    which it was.
    """
    found = list(rows)
    with computing("merge.told"):
        absorbed = Person.objects.in_bulk([row.absorbed_id for row in found])
    for row in found:
        row.absorbed = absorbed[row.absorbed_id]
    return found
