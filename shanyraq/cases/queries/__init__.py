"""Reading support files: the pack in force, and what the pathway needs to know of a person."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings

from shanyraq import pathway
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.queries.words import Words
from shanyraq.access.rules import Actor, Role
from shanyraq.cases.models import Case, Evidence
from shanyraq.cases.queries.circumstances import circumstances_of
from shanyraq.cases.rules.roles import role_ceiling, role_of
from shanyraq.foundation import keyring

# --- the pack ---------------------------------------------------------------------------------------------------------


@cache
def pack() -> pathway.Pack:
    """The country pack in force. Raises pathway.PackError, which stops the start."""
    return pathway.load_pack(settings.PACK, role_ceiling)


def roles_of_pack() -> list[Role]:
    """The pack's roles in the policy's own words."""
    return [role_of(role, pack().cards.values()) for role in pack().roles.values()]


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


# --- what the pathway needs to know -----------------------------------------------------------------------------------

SYSTEM = system_actor("plan")


def facts_of(case: Case, overlays: Iterable[pathway.OverlayFact] = ()) -> pathway.PersonFacts:
    """A person's facts as the pathway reads them, with the circumstances that her records tell."""
    person = case.person
    return pathway.PersonFacts(
        sex=person.sex or None,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        entry="self" if case.entry == "SELF" else "organised",
        overlays=tuple(overlays),
        opened_at=case.opened_at,
        arrived_at=case.arrived_at,
        phase_entry=case.phase_entry or None,
    )


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
    """Facts and evidence of many cases in four queries, by case. Only inside `access.queries.computing` or `system`:
    a plan is computed from everything, whoever asked.
    """
    wanted = {case.pk: case for case in cases}
    people = {case.person_id for case in wanted.values()}
    keyring.warm(people)
    told = circumstances_of(people)
    evidence = _evidence_by_case(wanted)
    return {pk: (facts_of(case, told.get(case.person_id, ())), evidence[pk]) for pk, case in wanted.items()}


def _evidence_by_case(cases: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[pathway.Evidence]]:
    """What was told in these cases. Plain columns: a family has hundreds of rows, and few hold anything sealed; of
    what a later row replaced only the day is needed.
    """
    columns = ("case_id", "pk", "seq", "kind", "at", "payload", "corrects_id", "is_retraction")
    rows = list(Evidence.objects.filter(case__in=cases).order_by("seq").values_list(*columns))
    replaced = {corrects for *_, corrects, _ in rows}
    read = [row[5] for row in rows if row[5] is not None and not row[7] and row[1] not in replaced]
    keyring.have(bytes(sealed) for sealed in read)
    found: dict[uuid.UUID, list[pathway.Evidence]] = defaultdict(list)
    for case_id, pk, seq, kind, at, sealed, corrects, is_retraction in rows:
        is_read = sealed is not None and not is_retraction and pk not in replaced
        payload = Evidence(pk=pk, payload=sealed).payload if is_read else {}
        told = str(corrects) if corrects else None
        found[case_id].append(pathway.Evidence(str(pk), seq, kind, at, payload, told, is_retraction))
    return found


def plain_values(params: Mapping[str, Any]) -> dict[str, Any]:
    """A reason's values as JSON keeps them: dates and instants as text, several values as a list."""
    return {key: _plain(value) for key, value in params.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [*value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def plans_of(cases: Iterable[Case], at: datetime) -> dict[uuid.UUID, pathway.Plan]:
    """Fresh plans of these cases. Computed from everything; what a page shows of it, its presenter filters by what
    the viewer reads (`visible_steps`)."""
    listed = list(cases)
    with computing("plan.read"):
        inputs = pathway_input(listed)
        return {pk: pathway.evaluate(pack(), *known, at) for pk, known in inputs.items()}


def plans_at_closing(cases: Iterable[Case]) -> dict[uuid.UUID, pathway.Plan]:
    """The plans of closed cases as they stood when each was closed. Worked out anew: a closed file keeps none."""
    closed = {case.pk: (case, case.closed_at) for case in cases if case.closed_at is not None}
    with computing("plan.read"):
        inputs = pathway_input(case for case, _at in closed.values())
        return {pk: pathway.evaluate(pack(), *known, closed[pk][1]) for pk, known in inputs.items()}


def visible_steps(plan: pathway.Plan, actor: Actor) -> list[pathway.Step]:
    """The steps of a plan that the actor sees: in what she reads, and her own discipline's where she adds entries."""
    return [step for step in plan.steps if actor.sees_service(step.compartment, step.discipline)]
