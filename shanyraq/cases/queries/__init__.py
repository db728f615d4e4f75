"""Reading support files: the pack in force, whose files an actor sees, what the pathway needs to know of a person."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from shanyraq import pathway
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.queries.words import Words
from shanyraq.access.rules import Actor, Grant, Role
from shanyraq.cases.models import Case, Evidence
from shanyraq.foundation import keyring
from shanyraq.people.models import CareSituation, Person

# --- the pack ---------------------------------------------------------------------------------------------------------


@cache
def pack() -> pathway.Pack:
    """The country pack in force. Raises pathway.PackError, which stops the start."""
    return pathway.load_pack(settings.PACK)


def roles_of_pack() -> list[Role]:
    """The pack's roles in the policy's own words."""
    return [
        Role(
            code=role.code,
            name=role.name,
            reach=role.reach,
            compartments={c: str(right) for c, right in role.compartments.items()},
            may=frozenset(role.may),
        )
        for role in pack().roles.values()
    ]


def words_of_pack() -> Words:
    """What the pages of staff say of disciplines, regions and centres."""
    known = pack()
    return Words(
        disciplines=tuple((one.code, one.name) for one in known.disciplines.values()),
        regions=tuple(place.code for place in known.places_of("region")),
        centres=tuple(place.code for place in known.places_of("centre")),
        text=known.text,
        place=lambda code, language: known.places[code].name(language) if code in known.places else code,
    )


# --- whose files ------------------------------------------------------------------------------------------------------


def case_scope(actor: Actor) -> Q:
    """The cases an actor sees: by assignment, team, region, centre or phase, as far as each of her roles reaches."""
    seen = Q(pk__in=[])
    if actor.staff_id is None:
        return seen
    for grant in actor.grants:
        seen |= _reached(actor.staff_id, grant)
    return seen


def _reached(staff_id: uuid.UUID, grant: Grant) -> Q:
    open_assignment = Q(assignments__staff=staff_id, assignments__ends_at=None)
    assigned = Q(pk__in=Case.objects.filter(open_assignment, closed_at=None).values("pk"))
    if grant.reach == "team":
        unassigned_here = Q(case_manager=None, region=grant.region) if grant.region else Q(pk__in=[])
        return assigned | Q(case_manager__supervisor=staff_id) | unassigned_here
    if grant.reach == "region":
        return Q(region=grant.region) if grant.region else Q(pk__in=[])
    if grant.reach == "centre":
        return Q(centre=grant.centre, phase__in=("P2", "P3", "P4")) if grant.centre else Q(pk__in=[])
    if grant.reach == "early":
        return Q(phase__in=("P0", "P1", "P2"), closed_at=None)
    if grant.reach == "operation":
        return Q(phase__in=("P1", "P2"), closed_at=None)
    return assigned if grant.reach in ("assigned", "dossier") else Q(pk__in=[])


def visible_case_ids(actor: Actor, column: str = "pk") -> QuerySet[Case, Any]:
    """A subquery of the visible cases' column, for filters on other tables."""
    found: QuerySet[Case, Any] = Case.objects.filter(case_scope(actor)).values(column)
    return found


def person_scope(actor: Actor) -> Q:
    """People with a visible case, and relatives without one who live in a visible family or are kin of its members."""
    if not actor.reads("C1"):
        return Q(pk__in=[])
    has_case = Q(pk__in=visible_case_ids(actor, "person"))
    beside = Q(
        cases=None, memberships__ends_on=None, memberships__family__in=visible_case_ids(actor, "family")
    )
    if not actor.reads("C7"):
        return Q(merged_into=None) & has_case
    relative = Q(pk__in=Person.objects.filter(beside).values("pk"))
    return Q(merged_into=None) & (has_case | relative)


def family_scope(actor: Actor) -> Q:
    """Families of visible cases."""
    return Q(pk__in=visible_case_ids(actor, "family")) if actor.reads("C1") else Q(pk__in=[])


def of_visible_people(actor: Actor) -> Q:
    """Rows about visible people."""
    return Q(person__in=Person.objects.filter(person_scope(actor)).values("pk"))


def of_visible_cases(actor: Actor) -> Q:
    """Rows of visible cases."""
    return Q(case__in=visible_case_ids(actor))


def in_compartment(compartment: str) -> Callable[[Actor], Q]:
    """A scope: rows about visible people, for those who read one compartment."""

    def scope(actor: Actor) -> Q:
        return of_visible_people(actor) if actor.reads(compartment) else Q(pk__in=[])

    return scope


def row_scope(author: str = "") -> Callable[[Actor], Q]:
    """A scope for rows that carry their own compartment: those of visible cases in what the actor reads in full, and
    her own entries (`author` names the field) where she may only see those.
    """

    def scope(actor: Actor) -> Q:
        readable = Q(compartment__in=sorted(actor.readable))
        own = [compartment for compartment, right in actor.rights.items() if right == "O"]
        if author and own and actor.staff_id:
            readable |= Q(compartment__in=own, **{author: actor.staff_id})
        return of_visible_cases(actor) & readable

    return scope


def merge_scope(actor: Actor) -> Q:
    """Merges of visible people."""
    return Q(kept__in=Person.objects.filter(person_scope(actor)).values("pk"))


def appointment_scope(actor: Actor) -> Q:
    """Meetings of visible families, and those an actor attends or interprets."""
    own = Q(staff=actor.staff_id) | Q(interpreter=actor.staff_id) if actor.staff_id else Q(pk__in=[])
    families = Q(family__in=visible_case_ids(actor, "family")) if actor.reads("C7") else Q(pk__in=[])
    return own | families


def own_drafts(actor: Actor) -> Q:
    """A draft is its owner's alone."""
    return Q(owner=actor.staff_id) if actor.staff_id else Q(pk__in=[])


def own_imports(actor: Actor) -> Q:
    """Imports made by the actor."""
    return Q(made_by=actor.staff_id) if actor.staff_id else Q(pk__in=[])


# --- what the pathway needs to know -----------------------------------------------------------------------------------

SYSTEM = system_actor("plan")
OVERLAY_OF_CARE = {"UNACCOMPANIED": "unaccompanied", "SEPARATED": "separated"}


def facts_of(case: Case, care: Iterable[CareSituation] = ()) -> pathway.PersonFacts:
    """A person's facts as the pathway reads them."""
    person = case.person
    return pathway.PersonFacts(
        sex=person.sex or None,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        entry="self" if case.entry == "SELF" else "organised",
        overlays=tuple(
            pathway.OverlayFact(OVERLAY_OF_CARE[one.kind], one.starts_on, one.ends_on)
            for one in care
            if one.kind in OVERLAY_OF_CARE
        ),
        opened_at=case.opened_at,
        arrived_at=case.arrived_at,
        phase_entry=case.phase_entry or None,
    )


def standing(rows: Iterable[Evidence]) -> list[Evidence]:
    """The rows that count: not replaced by a later one, and not saying themselves that something never happened."""
    listed = list(rows)
    replaced = {row.corrects_id for row in listed}
    return [row for row in listed if row.pk not in replaced and not row.is_retraction]


def evidence_of(row: Evidence) -> pathway.Evidence:
    """A row of evidence as the pathway reads it."""
    return pathway.Evidence(
        id=str(row.pk),
        seq=row.seq,
        kind=row.kind,
        at=row.at,
        payload=row.payload,
        corrects=str(row.corrects_id) if row.corrects_id else None,
        retracted=row.is_retraction,
    )


def pathway_input(
    cases: Iterable[Case],
) -> dict[uuid.UUID, tuple[pathway.PersonFacts, list[pathway.Evidence]]]:
    """Facts and evidence of many cases in three queries, by case. Only inside `access.queries.computing` or `system`:
    a plan is computed from everything, whoever asked.
    """
    wanted = {case.pk: case for case in cases}
    people = {case.person_id for case in wanted.values()}
    keyring.warm(people)
    care: dict[uuid.UUID, list[CareSituation]] = defaultdict(list)
    for situation in CareSituation.objects.filter(person__in=people):
        care[situation.person_id].append(situation)
    rows = list(Evidence.objects.filter(case__in=wanted).order_by("seq"))
    evidence: dict[uuid.UUID, list[pathway.Evidence]] = defaultdict(list)
    for row in standing(rows):
        evidence[row.case_id].append(evidence_of(row))
    return {pk: (facts_of(case, care[case.person_id]), evidence[pk]) for pk, case in wanted.items()}


def plain_values(params: Mapping[str, Any]) -> dict[str, Any]:
    """A reason's values as JSON keeps them: dates and instants as text."""
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in params.items()}


def plans_of(cases: Iterable[Case], at: datetime) -> dict[uuid.UUID, pathway.Plan]:
    """Fresh plans of these cases. Computed from everything; what a page shows of it, its presenter filters by what
    the viewer reads (`visible_steps`)."""
    listed = list(cases)
    with computing("plan.read"):
        inputs = pathway_input(listed)
        return {pk: pathway.evaluate(pack(), *known, at) for pk, known in inputs.items()}


def visible_steps(plan: pathway.Plan, actor: Actor) -> list[pathway.Step]:
    """The steps of a plan in the compartments that the actor reads."""
    return [step for step in plan.steps if actor.reads(step.compartment)]
