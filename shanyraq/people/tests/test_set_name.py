"""Setting the name in use: the former one goes to the vault and is nowhere else."""

from __future__ import annotations

import pytest
from django.apps import apps

from shanyraq.access.queries import system, system_actor
from shanyraq.people import rules
from shanyraq.people.actions import CannotSetName, NameText, set_name, set_names
from shanyraq.people.models import Family, Person, PersonName
from shanyraq.people.queries import search_families, search_people
from shanyraq.people.tests.factories import AT, make_family, make_membership, make_name, make_person
from shanyraq.vault.models import Item

ALL = system_actor("test")


def tables_with(*words: str) -> list[str]:
    """The fields of our own tables in which one of these words stands in clear."""
    found = []
    with system("test"):
        for model in apps.get_models():
            if not model.__module__.startswith("shanyraq."):
                continue
            for row in model._base_manager.values():
                found += [
                    f"{model.__name__}.{field}"
                    for field, value in row.items()
                    if isinstance(value, (str, dict, list))
                    and any(word in str(value).lower() for word in words)
                ]
    return found


@pytest.fixture
def maryam(db: None) -> Person:
    person = make_person("Maryam Omarova")
    make_name(person, "Марьям Омарова", script="Cyrl")
    make_membership(make_family("Omarova"), person, relation="head")
    return person


def test_the_former_name_is_nowhere_but_in_the_vault(maryam: Person) -> None:
    set_names(
        person=maryam,
        names=[
            NameText("Latn", "Aliya Karimova", source="SELF"),
            NameText("Cyrl", "Алия Каримова", source="SELF"),
        ],
        at=AT,
    )

    assert tables_with("omarova", "омарова", "maryam", "марьям", "mrm") == []
    assert search_people(ALL, "omarova") == search_people(ALL, "Марьям") == []
    assert search_families(ALL, "Omarova") == []
    assert search_people(ALL, "karimova") == [maryam]
    with system("test"):
        assert Item.objects.filter(person=maryam.pk, kind="name").count() == 2
        assert Family.objects.get().label == "Karimova"


def test_the_name_in_another_script_stays(maryam: Person) -> None:
    set_name(person=maryam, name=NameText("Latn", "Mariam Omar"), at=AT)

    with system("test"):
        assert dict(PersonName.objects.values_list("script", "text")) == {
            "Latn": "Mariam Omar",
            "Cyrl": "Марьям Омарова",
        }
        assert Person.objects.get().sort_name == "Mariam Omar"


def test_the_same_name_again_changes_nothing(maryam: Person) -> None:
    assert set_name(person=maryam, name=NameText("Latn", " Maryam  Omarova "), at=AT) is False

    with system("test"):
        assert not Item.objects.exists()


def test_a_script_is_given_up_but_never_the_last(maryam: Person) -> None:
    set_names(person=maryam, names=[], drop=["Cyrl"], at=AT)
    with pytest.raises(CannotSetName):
        set_names(person=maryam, names=[], drop=["Latn"], at=AT)

    with system("test"):
        assert PersonName.objects.count() == Item.objects.count() == 1


def test_the_label_stays_while_a_brother_bears_the_name(maryam: Person) -> None:
    with system("test"):
        make_membership(Family.objects.get(), make_person("Yusuf Omarov"))

    set_names(
        person=maryam, names=[NameText("Latn", "Maryam Karimova"), NameText("Cyrl", "Марьям Каримова")], at=AT
    )

    with system("test"):
        assert Family.objects.get().label == "Omarova"


def test_every_spelling_of_the_former_name_leaves_a_label_in_several_scripts(maryam: Person) -> None:
    with system("test"):
        Family.objects.update(label="Omarova / Омарова")

    set_names(
        person=maryam, names=[NameText("Latn", "Maryam Karimova"), NameText("Cyrl", "Марьям Каримова")], at=AT
    )

    with system("test"):
        assert Family.objects.get().label == "Karimova / Каримова"


@pytest.mark.parametrize(
    ("label", "old", "new", "in_use", "after"),
    [
        ("Omarova", ["Maryam Omarova"], "Maryam Karimova", (), "Karimova"),
        ("Family of Maryam Omarova", ["Maryam Omarova"], "Aliya Karimova", (), "Family of Aliya Karimova"),
        ("Omarova", ["Марьям Омарова"], "Aliya", (), "Aliya"),
        ("Omarova", ["Maryam Omarova"], "Aliya Karimova", ("Yusuf Omarov",), "Omarova"),
        ("Serik", ["Maryam Omarova"], "Aliya Karimova", (), "Serik"),
    ],
)
def test_words_that_nobody_uses_leave_the_label(
    label: str, old: list[str], new: str, in_use: tuple[str, ...], after: str
) -> None:
    assert rules.label_without(label, old=old, new=new, in_use=in_use) == after
