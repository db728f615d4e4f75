"""The names of a record that was joined with another are former names: sealed, and given back when that is undone."""

from __future__ import annotations

import pytest

from shanyraq.access.queries import computing, system, system_actor
from shanyraq.people.actions import NameText, merge_people, set_name, undo_merge
from shanyraq.people.models import Family, Merge, Person, PersonName
from shanyraq.people.queries import search_families, search_people
from shanyraq.people.tests.factories import AT, STAFF, make_family, make_membership, make_name, make_person
from shanyraq.people.tests.test_set_name import tables_with
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db
ALL = system_actor("test")


@pytest.fixture
def pair() -> tuple[Person, Person]:
    """Aliya Karimova in two scripts; and the same woman under the name she had before, in a family of that name."""
    kept, absorbed = make_person("Aliya Karimova"), make_person("Zukhra Ismailova")
    make_name(absorbed, "Зухра Исмаилова", script="Cyrl")
    make_name(kept, "Алия Каримова", script="Cyrl")
    make_membership(make_family("Ismailova"), absorbed, relation="head")
    return kept, absorbed


def joined(kept: Person, absorbed: Person) -> Merge:
    with computing("test"):
        return merge_people(kept=kept, absorbed=absorbed, reason="twice on the list", by_staff=STAFF, at=AT)


def undone(merge: Merge) -> None:
    with computing("test"):
        fresh = Merge.objects.select_related("kept", "absorbed").get(pk=merge.pk)
        undo_merge(merge=fresh, by_staff=STAFF, at=AT)


def test_her_other_name_is_nowhere_but_in_the_vault(pair: tuple[Person, Person]) -> None:
    joined(*pair)

    assert tables_with("zukhra", "ismailova", "зухра", "исмаилова") == []
    assert search_people(ALL, "Ismailova") == []
    assert search_families(ALL, "Ismailova") == []
    with system("test"):
        assert Item.objects.filter(person=pair[0].pk, kind="name").count() == 2
        assert Family.objects.get().label == "Karimova"
        assert set(PersonName.objects.values_list("person", flat=True)) == {pair[0].pk}


def test_undoing_gives_the_name_back_and_takes_it_out_of_the_vault(pair: tuple[Person, Person]) -> None:
    merge = joined(*pair)

    undone(merge)

    assert search_people(ALL, "Ismailova") == [pair[1]]
    with system("test"):
        assert not Item.objects.exists()
        assert Family.objects.get().label == "Ismailova"
        assert Person.objects.get(pk=pair[1].pk).sort_name == "Zukhra Ismailova"
        assert dict(PersonName.objects.filter(person=pair[1]).values_list("script", "text")) == {
            "Latn": "Zukhra Ismailova",
            "Cyrl": "Зухра Исмаилова",
        }


def test_a_name_that_both_used_is_not_sealed_and_leaves_no_copy_behind() -> None:
    kept, absorbed = make_person("Aliya Karimova"), make_person("Aliya Karimova")
    joined(kept, absorbed)

    with system("test"):
        assert not Item.objects.exists()
    with computing("test"):
        set_name(person=kept, name=NameText("Latn", "Sabina Serik"), at=AT)

    assert tables_with("aliya", "karimova") == []


def test_a_label_that_was_changed_since_stays(pair: tuple[Person, Person]) -> None:
    merge = joined(*pair)
    with system("test"):
        Family.objects.update(label="Serik")

    undone(merge)

    with system("test"):
        assert Family.objects.get().label == "Serik"
