"""Two windows with one form: what she did not touch stays as the other one saved it, what both changed is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import open_draft
from shanyraq.cases.models import Case, RosterDraft
from shanyraq.cases.rosters.drafts import DraftRow, content_from
from shanyraq.cases.tests.camp_list import workbook
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_correct_person import correct
from shanyraq.foundation.clock import real_now, today
from shanyraq.people.actions import Facts, Tongue
from shanyraq.people.models import Person, PersonLanguage, PersonName
from shanyraq.people.tests.factories import make_person
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db
KNOWN = Facts("M", date(2013, 3, 5), "day", "KZ")
SPOKEN = [Tongue("ar", "MOTHER"), Tongue("kk", "FLUENT", "southern")]


@pytest.fixture
def yusuf(aigul: Worker) -> Case:
    case = make_case(make_person("Yusuf Omarov"), case_manager=aigul.staff)
    correct(case, aigul, facts=KNOWN, tongues=SPOKEN)
    return case


def url_of(case: Case) -> str:
    return reverse("cases:correct_person", kwargs={"person_id": case.person_id})


def opened(client: Client, url: str) -> dict[str, Any]:
    """What a window would send if nobody touched anything."""
    page = client.get(url)
    form = page.context["form"] if "form" in page.context else page.context["page"].form
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return sent | ({"source": "SELF"} if "source" in form.fields else {})


def now(case: Case) -> Person:
    with computing("test"):
        return Person.objects.get(pk=case.person_id)


def names(case: Case) -> set[str]:
    with computing("test"):
        return set(PersonName.objects.filter(person=case.person_id).values_list("text", flat=True))


def tongues(case: Case) -> set[str]:
    with computing("test"):
        return set(PersonLanguage.objects.filter(person=case.person_id).values_list("language", flat=True))


def test_a_language_added_in_an_older_window_does_not_put_a_birth_date_or_a_name_back(
    yusuf: Case, aigul: Worker
) -> None:
    url = url_of(yusuf)
    first, second = opened(aigul.client, url), opened(aigul.client, url)

    newer = {"birth_day": "17", "name_Latn": "Timur Omarov", "name_Cyrl": "Тимур Омаров", "nationality": "SY"}
    assert "is sealed" in aigul.client.post(url, first | newer, follow=True).content.decode()
    with computing("test"):
        sealed = Item.objects.count()
    older = aigul.client.post(url, second | {"language_2": "ru", "level_2": "SOME"}, follow=True)

    assert "The facts are corrected." in older.content.decode()
    assert "A name that made way is sealed." not in older.content.decode()
    assert (now(yusuf).birth_date, now(yusuf).nationality) == (date(2013, 3, 17), "SY")
    assert names(yusuf) == {"Timur Omarov", "Тимур Омаров"}
    assert tongues(yusuf) == {"ar", "kk", "ru"}
    with computing("test"):
        assert Item.objects.count() == sealed


@pytest.mark.parametrize(
    ("first", "second", "reads"),
    [
        ({"birth_day": "17"}, {"birth_day": "18"}, "17 March 2013"),
        ({"birth_day": "17"}, {"birth_year": "2012"}, "17 March 2013"),
        ({"birth_year": "", "birth_month": "", "birth_day": ""}, {"birth_day": "18"}, "not recorded"),
        ({"name_Latn": "Timur Omarov"}, {"name_Latn": "Rustam Omarov"}, "Timur Omarov"),
        ({"sex": "F"}, {"sex": ""}, "female"),
        ({"nationality": "Syria"}, {"nationality": "Iraq"}, "Syria"),
        (
            {"language_2": "ru", "level_2": "SOME"},
            {"language_2": "de", "level_2": "SOME"},
            "Arabic mother tongue, Kazakh fluent southern, Russian some",
        ),
        ({"language_1": ""}, {"level_1": "SOME"}, "Arabic mother tongue"),
    ],
)
def test_what_both_changed_is_asked_her_words_stay_and_a_second_sending_saves_them(
    yusuf: Case, aigul: Worker, first: dict[str, str], second: dict[str, str], reads: str
) -> None:
    url = url_of(yusuf)
    one, two = opened(aigul.client, url), opened(aigul.client, url)
    assert aigul.client.post(url, one | first).status_code == 302
    before = (vars(now(yusuf)) | {"_state": 0}, names(yusuf), tongues(yusuf))

    asked = aigul.client.post(url, two | second)

    assert f"This was corrected meanwhile and reads now: {reads}." in asked.content.decode()
    assert (vars(now(yusuf)) | {"_state": 0}, names(yusuf), tongues(yusuf)) == before
    again = {bound.html_name: bound.value() for bound in asked.context["form"] if bound.value()}
    assert {name: again.get(name, "") for name in second} == second
    assert aigul.client.post(url, again).status_code == 302
    assert (vars(now(yusuf)) | {"_state": 0}, names(yusuf), tongues(yusuf)) != before


def test_the_same_correction_in_two_windows_is_not_asked(yusuf: Case, aigul: Worker) -> None:
    url = url_of(yusuf)
    one, two = opened(aigul.client, url), opened(aigul.client, url)

    aigul.client.post(url, one | {"sex": "F"})

    page = aigul.client.post(url, two | {"sex": "F", "nationality": "Syria"}, follow=True)
    assert "The facts are corrected." in page.content.decode()
    assert (now(yusuf).sex, now(yusuf).nationality) == ("F", "SY")


def test_a_rare_language_taken_away_meanwhile_is_no_fault_of_an_older_window(
    yusuf: Case, aigul: Worker
) -> None:
    rows = [*SPOKEN, Tongue("tk", "SOME"), Tongue("so", "SOME")]
    correct(yusuf, aigul, facts=KNOWN, tongues=rows)
    url = url_of(yusuf)
    older = opened(aigul.client, url)
    correct(yusuf, aigul, facts=KNOWN, tongues=[Tongue("ar", "MOTHER")])

    saved = aigul.client.post(url, older | {"sex": "F"})

    assert (saved.status_code, tongues(yusuf), now(yusuf).sex) == (302, {"ar"}, "F")


def test_a_form_whose_seal_was_broken_is_asked_about_everything_that_differs(
    yusuf: Case, aigul: Worker
) -> None:
    url = url_of(yusuf)
    sent = opened(aigul.client, url) | {"shown": "broken", "sex": "F"}

    page = aigul.client.post(url, sent).content.decode()

    assert page.count("This was corrected meanwhile and reads now: male.") >= 1
    assert now(yusuf).sex == "M"


def test_an_estimated_date_with_a_month_stays_exactly_as_it_was_where_nobody_touched_it(
    yusuf: Case, aigul: Worker
) -> None:
    correct(yusuf, aigul, facts=Facts("M", date(2013, 3, 5), "estimated", "KZ"))
    url = url_of(yusuf)

    aigul.client.post(url, opened(aigul.client, url) | {"sex": "F"})

    person = now(yusuf)
    assert (person.birth_date, person.birth_precision, person.sex) == (date(2013, 3, 5), "estimated", "F")


@pytest.fixture
def row_url(saule: Worker) -> str:
    draft = open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=today(), by=saule.actor, at=real_now()
    )
    return reverse("cases:roster_draft", args=[draft.pk]) + "?row=0"


def row() -> DraftRow:
    with computing("test"):
        return content_from(RosterDraft.objects.get().content).rows[0]


def test_an_older_window_of_a_row_keeps_what_the_newer_one_saved(row_url: str, saule: Worker) -> None:
    one, two = opened(saule.client, row_url), opened(saule.client, row_url)

    assert saule.client.post(row_url, one | {"latn": "Aisulu T.", "birth_date": "1991"}).status_code == 302
    assert saule.client.post(row_url, two | {"nationality": "Syria"}).status_code == 302

    assert (row().names["Latn"], row().birth_date, row().nationality) == ("Aisulu T.", "1991", "SY")


def test_a_row_that_both_windows_changed_is_asked(row_url: str, saule: Worker) -> None:
    one, two = opened(saule.client, row_url), opened(saule.client, row_url)
    saule.client.post(row_url, one | {"keeping": "leave"})
    saule.client.post(row_url, opened(saule.client, row_url) | {"birth_date": "1991"})

    asked = saule.client.post(row_url, two | {"birth_date": "1992"})

    assert (
        "This was corrected meanwhile and reads now: 1991, The date is an estimate." in asked.content.decode()
    )
    assert (row().birth_date, row().is_left_out) == ("1991", True)
    again = {b.html_name: b.value() for b in asked.context["page"].form if b.value()}
    assert saule.client.post(row_url, again).status_code == 302
    assert (row().birth_date, row().is_left_out) == ("1992", True)
