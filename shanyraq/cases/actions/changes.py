"""Noting what was put right about a person, so that her history tells who changed what from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import FactChange
from shanyraq.foundation import keyring
from shanyraq.people.models import Person, PersonLanguage, PersonName

CORRECTED, MOVED, CARE, KIN, JOINED, PARTED = (kind for kind, _kind in FactChange.KINDS)


@dataclass(frozen=True)
class Known:
    """What is known of a person at one moment. Her names stay in here: of them only scripts are noted."""

    facts: Mapping[str, Any]
    names: Mapping[str, str]


def known_of(person: Person) -> Known:
    """Her facts, languages and names in use as they stand. Inside a recorded act."""
    with computing("facts.known"):
        tongues = PersonLanguage.objects.filter(person=person).order_by("language")
        spoken = [list(row) for row in tongues.values_list("language", "level", "dialect")]
        names = dict(PersonName.objects.filter(person=person).values_list("script", "text"))
    born = person.birth_date.isoformat() if person.birth_date else ""
    facts = {
        "birth": [born, person.birth_precision],
        "sex": person.sex,
        "nationality": person.nationality,
        "languages": spoken,
    }
    return Known(facts, names)


def told_between(before: Known, after: Known) -> dict[str, Any]:
    """What differs: of each fact what stood there and what stands there, of names only in which scripts."""
    told: dict[str, Any] = {
        fact: [was, after.facts[fact]] for fact, was in before.facts.items() if was != after.facts[fact]
    }
    sealed = [script for script, text in before.names.items() if after.names.get(script) != text]
    added = [script for script in after.names if script not in before.names]
    return (
        told
        | ({"names_sealed": sorted(sealed)} if sealed else {})
        | ({"names_added": sorted(added)} if added else {})
    )


def note_change(
    *, person: Person, kind: str, compartment: str, told: Mapping[str, Any], by: Actor, at: datetime
) -> FactChange:
    """Keep what was changed about a person, sealed for those who read that part. Part of the caller's recorded act."""
    keyring.ensure_keys([(person.pk, compartment)])
    return FactChange.objects.create(
        person=person,
        kind=kind,
        compartment=compartment,
        told=dict(told),
        changed_by_id=by.staff_id,
        changed_at=at,
    )
