"""One minimal valid row of each table. Nothing random: what a test does not name is always the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from shanyraq.people.actions.creating import key_rows
from shanyraq.people.models import (
    CareSituation,
    Family,
    FamilyMembership,
    Kinship,
    Merge,
    NameKey,
    Person,
    PersonLanguage,
    PersonName,
)
from shanyraq.people.rules import label_columns

AT = datetime(2021, 5, 20, 6, 0, tzinfo=UTC)
SINCE = date(2021, 1, 4)
STAFF = UUID("00000000-0000-4000-8000-000000000001")
_numbers = count(1)


def make_person(name: str = "Maryam Omarova", *, script: str = "Latn", **fields: Any) -> Person:
    """A person with one name in use and its keys; no name where it is empty."""
    fields = {"code": f"K-{next(_numbers):06}", "made_at": AT, "sort_name": name} | fields
    person = Person.objects.create(**fields)
    if name:
        make_name(person, name, script=script)
    return person


def make_name(person: Person, text: str = "Maryam Omarova", **fields: Any) -> PersonName:
    """A name in use, with its keys."""
    fields = {"script": "Latn", "starts_on": SINCE, "source": "LIST"} | fields
    row = PersonName.objects.create(person=person, text=text, **fields)
    NameKey.objects.bulk_create(key_rows(person.pk, [text]))
    return row


def make_family(label: str = "Omarova", **fields: Any) -> Family:
    named = {"code": f"F-{next(_numbers):06}", "made_at": AT} | label_columns(label)
    return Family.objects.create(**named | fields)


def make_membership(family: Family, person: Person, **fields: Any) -> FamilyMembership:
    fields = {"relation": "child", "starts_on": SINCE} | fields
    return FamilyMembership.objects.create(family=family, person=person, **fields)


def make_language(person: Person, **fields: Any) -> PersonLanguage:
    return PersonLanguage.objects.create(person=person, **{"language": "kk", "level": "MOTHER"} | fields)


def make_kinship(person: Person, relative: Person, **fields: Any) -> Kinship:
    fields = {"kind": "PARENT", "proof": "DECLARED"} | fields
    return Kinship.objects.create(person=person, relative=relative, **fields)


def make_care_situation(person: Person, **fields: Any) -> CareSituation:
    return CareSituation.objects.create(
        person=person, **{"kind": "UNACCOMPANIED", "starts_on": SINCE} | fields
    )


def make_merge(kept: Person, absorbed: Person, **fields: Any) -> Merge:
    fields = {"reason": "the same woman, twice on the list", "merged_by": STAFF, "merged_at": AT} | fields
    return Merge.objects.create(kept=kept, absorbed=absorbed, **fields)
