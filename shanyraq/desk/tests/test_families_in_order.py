"""Families stand where readers of the page's language look for them, however the name is stored."""

from __future__ import annotations

import importlib
import re

import pytest
from django.apps import apps
from django.urls import reverse

from shanyraq.access.queries import computing, system
from shanyraq.cases.tests.cast import Worker
from shanyraq.desk.tests.programme import family_of, fixed_day  # noqa: F401 - a fixture
from shanyraq.people.actions import merge_people, undo_merge
from shanyraq.people.models import Family
from shanyraq.people.rules import label_columns
from shanyraq.people.tests.factories import AT, STAFF, make_family, make_membership, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]

# In Latin letters Z is last; in Kazakh Ә follows А and Қ stands before Л; in Arabic ع follows ز.
LABELS = ("Qasenova / Қасенова / قاسينوفا", "Zhanova / Әзова / زازوفا", "Abaeva / Лаева / عباييفا", "Ли")
SEEN = {
    "en": ["Abaeva", "Qasenova", "Zhanova", "Ли"],
    "kk": ["Әзова", "Қасенова", "Лаева", "Ли"],
    "ru": ["Әзова", "Қасенова", "Лаева", "Ли"],
    "ar": ["Ли", "زازوفا", "عباييفا", "قاسينوفا"],
}


def stored(family: Family) -> dict[str, str]:
    return Family.objects.filter(pk=family.pk).values(*label_columns("")).get()


def rows(worker: Worker, query: str = "", language: str = "en") -> tuple[list[str], str]:
    """The families of a page as they are named, and the address of the next one."""
    worker.client.cookies["django_language"] = language
    answer = worker.client.get(reverse("desk:families") + query)
    page = answer.content.decode()
    cells = re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+)</a>', page)
    labels = [name for names in LABELS for name in names.split(" / ")]
    following = re.search(r'rel="next" href="([^"]+)"', page)
    found = [next((label for label in labels if label in cell), cell) for cell in cells]
    return found, following[1].replace("&amp;", "&") if following else ""


@pytest.mark.parametrize("language", SEEN)
def test_families_stand_in_the_alphabet_of_the_page(aigul: Worker, language: str) -> None:
    for label in LABELS:
        family_of("Saule", label=label, case_manager=aigul.staff)

    assert rows(aigul, "", language)[0] == SEEN[language]
    assert rows(aigul, "?sort=-name", language)[0] == SEEN[language][::-1]


@pytest.mark.parametrize("language", SEEN)
def test_families_that_are_found_stand_in_the_alphabet_of_the_page(aigul: Worker, language: str) -> None:
    for label in LABELS:
        family_of("Saule", label=label, case_manager=aigul.staff)
    aigul.client.cookies["django_language"] = language

    page = aigul.client.get(reverse("desk:search") + "?q=Saule").content.decode()

    places = [page.rindex(name) for name in SEEN[language]]
    assert places == sorted(places)


def test_a_page_opened_in_another_language_starts_its_list_anew(
    aigul: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for label in LABELS:
        family_of("Saule", label=label, case_manager=aigul.staff)
    monkeypatch.setattr(importlib.import_module("shanyraq.ui.paging").page_of, "__kwdefaults__", {"size": 2})
    following = rows(aigul, "", "kk")[1]

    assert rows(aigul, following, "kk")[0] == SEEN["kk"][2:]
    assert rows(aigul, following, "en")[0] == SEEN["en"][:2]


def test_families_registered_before_find_their_place() -> None:
    migration = importlib.import_module(
        "shanyraq.people.migrations.0003_families_have_their_place_in_each_script"
    )
    family = make_family(LABELS[0], place_latn="", place_cyrl="", place_arab="")

    with system("test"):
        migration.find_places(apps, None)
        assert stored(family) == label_columns(LABELS[0])


def test_with_another_name_a_family_stands_in_another_place_and_undoing_brings_it_back() -> None:
    kept, absorbed = make_person("Aliya Karimova"), make_person("Zukhra Ismailova")
    family = make_family("Ismailova")
    make_membership(family, absorbed)

    with computing("test"):
        merge = merge_people(kept=kept, absorbed=absorbed, reason="twice on the list", by_staff=STAFF, at=AT)
        assert stored(family) == label_columns("Karimova")
        undo_merge(merge=merge, by_staff=STAFF, at=AT)
        assert stored(family) == label_columns("Ismailova")
