"""Making records of people: what is in use stands in tables, everything else only in the vault."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shanyraq.access.queries import system
from shanyraq.people.actions import NameText, NewPerson, SealedName, Tongue, create_family, create_people
from shanyraq.people.models import FamilyMembership, NameKey, Person, PersonLanguage, PersonName
from shanyraq.people.tests.factories import AT
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db

MARYAM = NewPerson(
    names=(NameText("Arab", "مريم عمر"), NameText("Latn", "Maryam Omar", given="Maryam")),
    sealed=(SealedName("Umm Yusuf", "Latn", "kunya"),),
    sex="F",
    birth_date=date(1990, 1, 1),
    birth_precision="year",
    nationality="KZ",
    languages=(Tongue("ar", "FLUENT"), Tongue("kk", "MOTHER"), Tongue("kk", "SOME")),
    documents=("N01234567",),
)


def test_a_person_keeps_her_names_in_use_and_what_is_known_of_her() -> None:
    person = create_people(people=[MARYAM], at=AT)[0]

    with system("test"):
        names = dict(PersonName.objects.values_list("script", "text"))
        languages = set(PersonLanguage.objects.values_list("language", "level"))
    assert names == {"Arab": "مريم عمر", "Latn": "Maryam Omar"}
    assert (person.sort_name, person.birth_precision) == ("Maryam Omar", "year")
    assert languages == {("ar", "FLUENT"), ("kk", "SOME")}


def test_names_meet_across_scripts_in_their_keys() -> None:
    create_people(people=[MARYAM], at=AT)

    with system("test"):
        keys = set(NameKey.objects.values_list("kind", "key"))
    assert {("F", "maryam"), ("F", "omar"), ("S", "mrm"), ("S", "mr")} <= keys


def test_a_kunya_and_a_paper_go_to_the_vault_and_nowhere_else() -> None:
    person = create_people(people=[MARYAM], at=AT)[0]

    with system("test"):
        kinds = sorted(Item.objects.filter(person=person.pk).values_list("kind", flat=True))
        assert kinds == ["document", "kunya"]
        for model in (Person, PersonName, NameKey):
            for row in model.objects.values_list():
                assert not any("yusuf" in str(cell).lower() or "N01234567" in str(cell) for cell in row)


def test_codes_are_different_and_a_given_code_and_id_are_kept() -> None:
    given = NewPerson(names=(NameText("Latn", "Aya"),), code="K-AAAA-AA", id=UUID(int=7))

    people = create_people(people=[given, *[MARYAM] * 30], at=AT)

    assert (people[0].code, people[0].pk) == ("K-AAAA-AA", UUID(int=7))
    assert len({person.code for person in people}) == 31


def test_many_people_take_few_statements(django_assert_max_num_queries: Any) -> None:
    people = [NewPerson(names=(NameText("Latn", "Aya"),))] * 50

    with django_assert_max_num_queries(6):
        create_people(people=people, at=AT)


def test_a_family_has_its_members_with_their_relation() -> None:
    mother, child = create_people(people=[MARYAM, NewPerson(names=(NameText("Latn", "Aya"),))], at=AT)

    family = create_family(
        label=" Omar ", members=[(mother, "head"), (child, "child")], starts_on=date(2021, 5, 20), at=AT
    )

    with system("test"):
        places = set(FamilyMembership.objects.filter(family=family).values_list("person", "relation"))
    assert family.label == "Omar"
    assert places == {(mother.pk, "head"), (child.pk, "child")}
