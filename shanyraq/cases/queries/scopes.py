"""Whose support files an actor sees, as filters: the one answer for pages, lists, search and acts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import LISTED, SHELL, SUMMARY, Actor, Grant
from shanyraq.cases.models import Assignment, Case, ColleagueKin
from shanyraq.cases.queries.few import few_of
from shanyraq.people.models import FamilyMembership, Person


def case_scope(actor: Actor) -> Q:
    """The cases an actor sees: by assignment, team, region, centre or phase, as far as her role reaches."""
    seen = Q(pk__in=[])
    if actor.staff_id is None:
        return seen
    for grant in actor.grants:
        seen |= cases_by_grant(actor.staff_id, grant)
    return few_of(seen) if actor.is_forced else seen


def cases_by_grant(staff_id: uuid.UUID, grant: Grant) -> Q:
    """The cases that a role lets her see in one place."""
    if grant.reach == LISTED:
        return Q(pk=grant.region)
    near = _near(staff_id, grant)
    return _among(near) if near else _far(grant) & _open_to(staff_id) & ~_kin_of(staff_id)


def _open_to(staff_id: uuid.UUID) -> Q:
    """Cases that are not protected, and of those that are, the ones in which this colleague works by name."""
    named = Assignment.objects.filter(staff=staff_id, ends_at=None, until=None)
    return Q(is_protected=False) | Q(pk__in=named.values("case"))


def _kin_of(staff_id: uuid.UUID | None, column: str = "person") -> Q:
    """Rows of people of whom this colleague is kin: nothing of theirs is for her, whatever her roles are."""
    ties = ColleagueKin.objects.filter(staff=staff_id, ended_at=None)
    return Q(**{f"{column}__in": ties.values("person")})


def _near(staff_id: uuid.UUID, grant: Grant) -> list[QuerySet[Case, Any]]:
    """The cases of a role that reaches no further than people who were given to her, as lists side by side."""
    if grant.reach not in ("assigned", "dossier", "team"):
        return []
    # What was lent to a panel is seen in a role that reads dossiers, and in no other that she holds.
    given = {} if grant.reach == "dossier" else {"assignments__until": None}
    found: list[QuerySet[Case, Any]] = [
        Case.objects.filter(assignments__staff=staff_id, assignments__ends_at=None, closed_at=None, **given)
    ]
    if grant.reach == "team":
        found.append(
            Case.objects.filter(case_manager__in=StaffMember.objects.filter(supervisor=staff_id).values("pk"))
        )
        if grant.region:
            found.append(Case.objects.filter(case_manager=None, region=grant.region))
            left = StaffMember.objects.filter(left_on__isnull=False).values("pk")
            found.append(Case.objects.filter(case_manager__in=left, region=grant.region, closed_at=None))
    return [cases.exclude(_kin_of(staff_id)) for cases in found]


def _far(grant: Grant) -> Q:
    """The cases of a role that reaches a place or a part of the way, whoever works with them."""
    if grant.reach == "region":
        return Q(region=grant.region) if grant.region else Q(pk__in=[])
    if grant.reach == "centre":
        return Q(centre=grant.centre, phase__in=("P2", "P3", "P4")) if grant.centre else Q(pk__in=[])
    if grant.reach == "early":
        return Q(phase__in=("P0", "P1", "P2"), closed_at=None)
    if grant.reach == "operation":
        return Q(phase__in=("P1", "P2"), closed_at=None)
    return Q(pk__in=[])


def _among(parts: Iterable[QuerySet[Any, Any]]) -> Q:
    """Rows of any of these. One list of keys, not an "or": a database would read the whole table for that."""
    return Q(pk__in=_one_list(part.values("pk") for part in parts))


def _one_list(parts: Iterable[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = (part.order_by() for part in parts)
    return first.union(*others, all=True) if others else first


def _visible_cases(actor: Actor, column: str) -> list[QuerySet[Case, Any]]:
    """The visible cases' column as lists side by side. Where no role reaches far these lists themselves, not a list
    of cases that are in one of them: the shallower a question, the sooner it is put.
    """
    staff_id = actor.staff_id
    near = [_near(staff_id, grant) for grant in actor.grants] if staff_id is not None else []
    if near and all(near) and not actor.is_forced:
        return [part.values(column) for parts in near for part in parts]
    return [Case.objects.filter(case_scope(actor)).values(column)]


def visible_case_ids(actor: Actor, column: str = "pk") -> QuerySet[Case, Any]:
    """A subquery of the visible cases' column, for filters on other tables."""
    return _one_list(_visible_cases(actor, column))


def _has_visible_case(actor: Actor, here: str, column: str) -> Q:
    """Rows whose `here` is the `column` of a visible case.

    A short list of cases leads to its rows. A long one would be read whole for every question, so there each row is
    asked instead: the answer takes as long as the page, however many people there are.
    """
    if actor.reaches_far:
        return Q(Exists(Case.objects.filter(case_scope(actor), **{column: OuterRef(here)})))
    return Q(**{f"{here}__in": visible_case_ids(actor, column)})


def _not_merged() -> Q:
    """Records that stand for themselves. Said twice over: nearly every row has an empty `merged_into`, and a database
    without statistics would start from the index of those instead of the few people who are asked about.
    """
    return ~Q(merged_into__isnull=False)


def person_scope(actor: Actor) -> Q:
    """People with a visible case, and relatives without one who live in a visible family or are kin of its members.

    Who reads no names knows of them all the same: by their codes.
    """
    if not actor.knows_people:
        return Q(pk__in=[])
    has_case = _has_visible_case(actor, "pk", "person")
    if not actor.reads("C7"):
        return _not_merged() & has_case
    beside = FamilyMembership.objects.filter(
        _has_visible_case(actor, "family", "family"), ~_kin_of(actor.staff_id), ends_on=None
    )
    if actor.reaches_far:
        relative = ~Exists(Case.objects.filter(person=OuterRef("pk"))) & Exists(
            beside.filter(person=OuterRef("pk"))
        )
        return _not_merged() & (has_case | Q(relative))
    relatives = Person.objects.filter(cases=None, pk__in=beside.values("person")).values("pk")
    return _not_merged() & Q(pk__in=_one_list([*_visible_cases(actor, "person"), relatives]))


def family_scope(actor: Actor) -> Q:
    """Families of visible cases."""
    return _has_visible_case(actor, "pk", "family") if actor.names_people else Q(pk__in=[])


def of_visible_people(actor: Actor) -> Q:
    """Rows about visible people, of who they are: for those who read that."""
    return of_known_people(actor) if actor.reads("C1") else Q(pk__in=[])


def names_scope(actor: Actor) -> Q:
    """The names of visible people, for those who read them or know people by their first names."""
    return of_known_people(actor) if actor.names_people else Q(pk__in=[])


def of_known_people(actor: Actor) -> Q:
    """Rows about visible people."""
    visible = Person.objects.filter(person_scope(actor))
    if actor.reaches_far:
        return Q(Exists(visible.filter(pk=OuterRef("person"))))
    return Q(person__in=visible.values("pk"))


def of_visible_cases(actor: Actor) -> Q:
    """Rows of visible cases."""
    return _has_visible_case(actor, "case", "pk")


def in_compartment(compartment: str) -> Callable[[Actor], Q]:
    """A scope: rows about visible people, for those who read one compartment."""

    def scope(actor: Actor) -> Q:
        return of_visible_people(actor) if actor.reads(compartment) else Q(pk__in=[])

    return scope


def row_scope(author: str, of: Callable[[Actor], Q] = of_visible_cases) -> Callable[[Actor], Q]:
    """A scope for rows that carry their own compartment: those `of` visible cases or people in what the actor reads
    in full, and her own entries (`author` names the field) where she may only see those.
    """

    def scope(actor: Actor) -> Q:
        own = Q(compartment__in=sorted(actor.owns_only), **{author: actor.staff_id})
        return of(actor) & (Q(compartment__in=sorted(actor.readable)) | own)

    return scope


def card_scope(actor: Actor) -> Q:
    """Summary cards of visible people: all that were written in what she reads, and those that stand of her topics."""
    standing = Q(topic__in=sorted(actor.cards), corrected_by=None)
    return of_known_people(actor) & (Q(compartment__in=sorted(actor.readable)) | standing)


def step_scope(actor: Actor) -> Q:
    """Open steps of visible cases in what the actor reads, and her discipline's where she adds entries of her own."""
    own = Q(compartment__in=sorted(actor.owns_only), discipline=actor.discipline)
    return of_visible_cases(actor) & (Q(compartment__in=sorted(actor.readable)) | own)


def knows_shell(actor: Actor) -> bool:
    """Whether the frame of the files she sees (who works there, what is asked, who meets whom) is hers to know, be it
    in short. To who only adds entries of her own there it is not.
    """
    return actor.reads(SHELL) or actor.right(SHELL) == SUMMARY


def merge_scope(actor: Actor) -> Q:
    """Merges of visible people."""
    return Q(kept__in=Person.objects.filter(person_scope(actor)).values("pk"))


def appointment_scope(actor: Actor) -> Q:
    """Meetings of visible families where she reads what becomes of families and knows the shell of their files, and
    those that she attends or interprets, while she holds a role.
    """
    if actor.staff_id is None or not actor.has_role:
        return Q(pk__in=[])
    own = Q(staff=actor.staff_id) | Q(interpreter=actor.staff_id)
    is_open = actor.reads("C7") and knows_shell(actor)
    families = Q(family__in=visible_case_ids(actor, "family")) if is_open else Q(pk__in=[])
    return (own | families) & ~_kin_of(actor.staff_id)


def tie_scope(actor: Actor) -> Q:
    """Who is kin of whom: her own ties, and for those who say who works with whom, the ties to people whose files they
    see. With whom else a colleague is kin is her own affair.
    """
    own = Q(staff=actor.staff_id) if actor.staff_id else Q(pk__in=[])
    return own | _has_visible_case(actor, "person", "person") if "case.assign" in actor.may else own


def own_drafts(actor: Actor) -> Q:
    """A draft is its owner's alone."""
    return Q(owner=actor.staff_id) if actor.staff_id else Q(pk__in=[])


def own_imports(actor: Actor) -> Q:
    """Imports made by the actor."""
    return Q(made_by=actor.staff_id) if actor.staff_id else Q(pk__in=[])
