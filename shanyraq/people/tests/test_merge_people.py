"""Joining two records, and taking it back without a trace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.access.queries import computing, system, system_actor
from shanyraq.people.actions import CannotMerge, NameText, merge_people, set_name, undo_merge
from shanyraq.people.models import (
    CareSituation,
    FamilyMembership,
    Kinship,
    NameKey,
    Person,
    PersonLanguage,
    PersonName,
)
from shanyraq.people.queries import search_people
from shanyraq.people.rules import sort_name
from shanyraq.people.tests.factories import (
    AT,
    SINCE,
    STAFF,
    make_care_situation,
    make_family,
    make_kinship,
    make_language,
    make_membership,
    make_name,
    make_person,
)
from shanyraq.vault import actions as vault
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db
ALL = system_actor("test")
TABLES = (Person, PersonName, PersonLanguage, FamilyMembership, Kinship, CareSituation, Item)


def snapshot() -> dict[str, Any]:
    """Everything that stands in the tables of people, row by row; keys without their numbers."""
    with computing("test"):
        rows: dict[str, Any] = {
            model.__name__: sorted(map(str, model.objects.values_list())) for model in TABLES
        }
        rows["keys"] = set(NameKey.objects.values_list("person", "kind", "key"))
    return rows


def merge(kept: Person, absorbed: Person, **fields: Any) -> Any:
    with computing("test"):
        pair = {one.pk: one for one in Person.objects.filter(pk__in=(kept.pk, absorbed.pk))}
    return merge_people(
        kept=pair[kept.pk],
        absorbed=pair[absorbed.pk],
        reason="twice on the list",
        by_staff=STAFF,
        at=AT,
        **fields,
    )


def test_one_record_is_left_with_what_both_knew() -> None:
    kept, absorbed = make_person("Maryam"), make_person("مريم", script="Arab", sex="F")
    make_language(absorbed, language="ar")
    child = make_person("Aya")
    make_kinship(absorbed, child)
    make_membership(make_family(), absorbed)
    vault.put(person=absorbed.pk, kind="kunya", content={"text": "Umm Aya"}, at=AT)

    merge(kept, absorbed)

    with system("test"):
        assert Person.objects.get(pk=kept.pk).sex == "F"
        assert set(PersonName.objects.filter(person=kept).values_list("text", flat=True)) == {
            "Maryam",
            "مريم",
        }
        assert Kinship.objects.get().person_id == kept.pk
        assert PersonLanguage.objects.get().person_id == kept.pk
        assert FamilyMembership.objects.get().person_id == kept.pk
        assert Item.objects.get().person == kept.pk


def test_no_key_leads_to_the_absorbed_record() -> None:
    kept, absorbed = make_person("Maryam Omar"), make_person("Mariam Umarova")

    merge(kept, absorbed)

    assert search_people(ALL, "Umarova") == []
    with system("test"):
        assert not NameKey.objects.filter(person=absorbed).exists()


def test_what_the_kept_record_knows_stays_unless_the_other_is_taken() -> None:
    kept = make_person("Maryam", birth_date=date(1990, 7, 1), birth_precision="year", sex="F")
    absorbed = make_person("Mariam", birth_date=date(1991, 3, 2), birth_precision="day", sex="M")

    merge(kept, absorbed, take=["birth"])

    with system("test"):
        now = Person.objects.get(pk=kept.pk)
    assert (now.birth_date, now.birth_precision, now.sex) == (date(1991, 3, 2), "day", "F")


def test_the_same_tie_is_not_kept_twice_and_nobody_becomes_her_own_kin() -> None:
    kept, absorbed, child = make_person("Maryam"), make_person("Mariam"), make_person("Aya")
    make_kinship(kept, child)
    make_kinship(absorbed, child)
    make_kinship(absorbed, kept, kind="SIBLING")

    merge(kept, absorbed)

    with system("test"):
        assert Kinship.objects.filter(person=kept).count() == 1


@pytest.mark.parametrize("case", ["same", "again"])
def test_what_cannot_be_joined_is_said(case: str) -> None:
    kept, absorbed, third = make_person("Maryam"), make_person("Mariam"), make_person("Meryem")
    if case == "again":
        merge(kept, absorbed)

    with pytest.raises(CannotMerge):
        merge(*((kept, kept) if case == "same" else (third, absorbed)))


def test_a_merge_is_undone_once_and_in_order() -> None:
    first, second, third = make_person("Maryam"), make_person("Mariam"), make_person("Meryem")
    inner = merge(second, third)
    outer = merge(first, second)
    with system("test"):
        inner = type(inner).objects.select_related("kept", "absorbed").get(pk=inner.pk)

    with pytest.raises(CannotMerge):
        undo_merge(merge=inner, by_staff=STAFF, at=AT)
    undo_merge(merge=outer, by_staff=STAFF, at=AT)
    with pytest.raises(CannotMerge):
        undo_merge(merge=outer, by_staff=STAFF, at=AT)


def test_a_name_set_since_the_merge_stays_with_the_kept_record() -> None:
    kept, absorbed = make_person("Maryam"), make_person("مريم", script="Arab")
    merged = merge(kept, absorbed)
    set_name(person=kept, name=NameText("Arab", "عائشة"), at=AT)

    undo_merge(merge=merged, by_staff=STAFF, at=AT)

    with system("test"):
        assert set(PersonName.objects.filter(person=kept).values_list("text", flat=True)) == {
            "Maryam",
            "عائشة",
        }


PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
HISTORIES = st.fixed_dictionaries(
    {
        "names": st.sets(st.tuples(WHO, st.sampled_from(["Latn", "Cyrl", "Arab"])), max_size=8),
        "languages": st.sets(st.tuples(WHO, st.sampled_from(["kk", "ar", "ru"])), max_size=6),
        "places": st.sets(st.tuples(WHO, st.booleans(), st.integers(0, 1)), max_size=6),
        "kin": st.lists(
            st.tuples(WHO, WHO, st.sampled_from(["PARENT", "SIBLING"]), st.booleans()), max_size=8
        ),
        "care": st.sets(st.tuples(WHO, st.sampled_from(["UNACCOMPANIED", "SEPARATED"])), max_size=4),
        "sealed": st.lists(WHO, max_size=4),
        "sex": st.lists(st.sampled_from(["", "F", "M"]), min_size=PEOPLE, max_size=PEOPLE),
        "born": st.lists(
            st.none() | st.dates(date(1950, 1, 1), date(2021, 1, 1)), min_size=PEOPLE, max_size=PEOPLE
        ),
        "take": st.sets(st.sampled_from(["sex", "birth", "nationality"])),
        "second": st.booleans(),
    }
)


def _live(history: dict[str, Any]) -> list[Person]:
    people = [
        make_person("", sex=sex, birth_date=born, birth_precision="day" if born else "unknown")
        for sex, born in zip(history["sex"], history["born"], strict=True)
    ]
    texts = {"Latn": "Maryam Omarova", "Cyrl": "Марьям", "Arab": "مريم عمر"}
    for who, script in sorted(history["names"]):
        make_name(people[who], texts[script], script=script)
    for person in people:
        Person._base_manager.filter(pk=person.pk).update(sort_name=_sort_name(person))
    for who, language in sorted(history["languages"]):
        make_language(people[who], language=language)
    families, open_now = [make_family(), make_family()], set()
    for who, is_open, where in sorted(history["places"]):
        ends = None if is_open and who not in open_now else SINCE + timedelta(days=3)
        open_now |= {who} if ends is None else set()
        make_membership(families[where], people[who], ends_on=ends)
    for who, whom, kind, is_over in history["kin"]:
        if who != whom:
            make_kinship(people[who], people[whom], kind=kind, ends_on=SINCE if is_over else None)
    for who, kind in sorted(history["care"]):
        make_care_situation(people[who], kind=kind)
    for who in history["sealed"]:
        vault.put(person=people[who].pk, kind="name", content={"text": "x"}, at=AT)
    return people


def _sort_name(person: Person) -> str:
    return sort_name(dict(PersonName._base_manager.filter(person=person).values_list("script", "text")))


@given(HISTORIES)
def test_undoing_a_merge_restores_every_row(history: dict[str, Any]) -> None:
    with computing("test"), transaction.atomic():
        first, second, third, _fourth = _live(history)
        before = snapshot()

        merges = [merge(first, second, take=history["take"])]
        if history["second"]:
            merges.append(merge(first, third))
        for one in reversed(merges):
            undo_merge(
                merge=type(one).objects.select_related("kept", "absorbed").get(pk=one.pk),
                by_staff=STAFF,
                at=AT,
            )

        assert snapshot() == before
        transaction.set_rollback(True)
