"""Putting right who somebody is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.facts import correct_person
from shanyraq.cases.models import Case
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.actions import Facts, NameText, Tongue
from shanyraq.people.models import Person, PersonLanguage
from shanyraq.people.queries import search_people
from shanyraq.people.tests.factories import AT, make_person
from shanyraq.people.tests.test_set_name import tables_with

BOY = Facts("M", date(2013, 3, 5), "day", "KZ")


@pytest.fixture
def yusuf(aigul: Worker) -> Case:
    return make_case(make_person("Yusuf Omarov"), case_manager=aigul.staff)


def correct(case: Case, worker: Worker, **fields: Any) -> Person:
    values: dict[str, Any] = {
        "names": [NameText("Latn", "Yusuf Omarov")],
        "facts": BOY,
        "tongues": [Tongue("kk", "MOTHER")],
    }
    return correct_person(person_id=case.person_id, by=worker.actor, at=AT, **values | fields)


def test_facts_and_languages_are_put_right_and_the_plan_follows(yusuf: Case, aigul: Worker) -> None:
    correct(yusuf, aigul)

    with computing("test"):
        person = Person.objects.get(pk=yusuf.person_id)
        assert (person.sex, person.birth_date, person.birth_precision) == ("M", date(2013, 3, 5), "day")
        assert PersonLanguage.objects.get().language == "kk"
    yusuf.refresh_from_db()
    assert yusuf.plan_made_at == AT
    assert "school_age" in plans_of([yusuf], AT)[yusuf.pk].profiles


def test_the_record_says_which_fields_changed_and_no_value(yusuf: Case, aigul: Worker) -> None:
    correct(yusuf, aigul, names=[NameText("Latn", "Yusuf Karimov")])

    entry = Entry.objects.get(action="person.correct")
    assert "people.Person.name" in entry.fields_json and "people.Person.birth_date" in entry.fields_json
    assert "arimov" not in entry.fields_json + entry.objects_json


def test_the_old_name_stands_nowhere_in_clear(yusuf: Case, aigul: Worker) -> None:
    correct(yusuf, aigul, names=[NameText("Latn", "Iskander Karimov")])

    assert tables_with("yusuf") == []
    assert search_people(aigul.actor, "Yusuf") == []
    assert len(search_people(aigul.actor, "Iskander")) == 1


def test_erlan_cannot_correct_a_person_of_aigul(yusuf: Case, erlan: Worker, daniyar: Worker) -> None:
    for worker in (erlan, daniyar):
        with pytest.raises(NotAllowed):
            correct(yusuf, worker)


def test_the_form_says_whether_a_name_was_sealed_and_where_nothing_was_changed(aigul: Worker) -> None:
    yusuf = the_omarova_family(aigul.staff)[3]
    url = reverse("cases:correct_person", kwargs={"person_id": yusuf.person_id})
    form = aigul.client.get(url).context["form"]
    same = {bound.html_name: value for bound in form if (value := bound.value()) not in (None, False)}
    same["source"] = "SELF"

    unchanged = aigul.client.post(url, same).content.decode()
    fact = aigul.client.post(url, same | {"nationality": "KZ"}, follow=True).content.decode()
    name = aigul.client.post(url, same | {"name_Latn": "Timur Omarova"}, follow=True).content.decode()

    assert "Nothing was changed." in unchanged
    assert "The facts are corrected." in fact and "A name that made way is sealed." not in fact
    assert "The facts are corrected. A name that made way is sealed." in name
