"""A form that cannot be saved any more: a page that says so, in her language, with what she had typed."""

import re
from typing import Any

import pytest
from django.test import Client

from shanyraq.access.models import RoleGrant
from shanyraq.cases.models import Assignment, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
WORDS = "He asked for his <drawings>.\nHe would like to see the sea."
SHOWN = "He asked for his &lt;drawings&gt;.\nHe would like to see the sea."


def page_of(answer: Any) -> str:
    return str(answer.content.decode()).split("<main", 1)[1]


def notes() -> int:
    return int(Note._base_manager.count())


def test_a_note_written_while_the_family_passed_to_a_colleague_is_given_back(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    Assignment._base_manager.update(ends_at=AT)

    answer = aigul.client.post(form.url, form.data | {"text": WORDS})

    assert answer.status_code == 404 and notes() == 0
    page = page_of(answer)
    assert "This was not saved" in page and "Nothing was saved." in page
    assert SHOWN in page and 'href="/"' in page


def test_a_note_written_while_the_right_was_taken_back_is_given_back(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    RoleGrant.objects.filter(staff=aigul.staff).update(ends_at=real_now())

    answer = aigul.client.post(form.url, form.data | {"text": WORDS})

    assert answer.status_code == 403 and notes() == 0
    assert "This was not saved" in page_of(answer) and SHOWN in page_of(answer)


def test_only_what_was_written_by_hand_is_given_back_and_never_a_password(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    RoleGrant.objects.filter(staff=aigul.staff).update(ends_at=real_now())
    hidden = {"csrfmiddlewaretoken": "Token Of Hers", "password": "A Long Secret", "again": "A Long Secret"}

    page = page_of(aigul.client.post(form.url, form.data | hidden | {"text": "Қонақ"}))

    assert re.findall(r'class="as-typed"[^>]*>([^<]*)<', page) == ["Қонақ"]


@pytest.mark.parametrize("word", ["refused", "ASTHMA", "nosleep_3x"])
def test_a_note_of_one_word_is_given_back(aigul: Worker, word: str) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    aigul.client.logout()

    answer = aigul.client.post(form.url, form.data | {"text": word})

    assert re.findall(r'class="as-typed"[^>]*>([^<]*)<', page_of(answer)) == [word]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_is_in_her_language_and_runs_in_its_direction(
    aigul: Worker, language: str, direction: str
) -> None:
    aigul.client.cookies["django_language"] = language

    for answer in (
        aigul.client.get("/nowhere/"),
        aigul.client.put("/families/"),
        aigul.client.get("/staff/"),
    ):
        assert answer.status_code in (403, 404, 405)
        assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()
        assert page_of(answer).count("<h1") == 1 and 'href="/"' in page_of(answer)


def test_a_wrong_way_to_open_a_page_has_a_page_too_and_says_which_ways_are_right(aigul: Worker) -> None:
    answer = aigul.client.put("/families/")

    assert answer.status_code == 405 and answer["Allow"]
    assert "Nothing was saved." in page_of(answer)


def sent_from(site: str) -> str:
    """What a browser is answered that sends a form without its token, from here or from elsewhere."""
    browser = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": site})
    answer = browser.post("/log-in/", {"text": WORDS})
    assert answer.status_code == 403
    return page_of(answer)


def test_a_form_open_for_too_long_is_given_back(db: None) -> None:
    page = sent_from("same-origin")

    assert "This form was open for too long" in page and SHOWN in page


def test_words_that_another_site_sends_are_not_shown_under_our_name(db: None) -> None:
    assert "drawings" not in sent_from("cross-site")


def test_a_form_that_is_too_large_is_told_so(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)

    answer = aigul.client.post(form.url, form.data | {"text": "a word " * 400_000})

    assert answer.status_code == 413 and notes() == 0
    assert "larger than the site reads at once" in page_of(answer)


def test_a_form_with_too_many_fields_is_told_to_be_unreadable(aigul: Worker) -> None:
    answer = aigul.client.post("/families/new/", {f"f{n}": "" for n in range(20_001)})

    assert answer.status_code == 400 and "could not be read" in page_of(answer)


def test_a_fault_of_ours_gives_back_what_was_typed(aigul: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("shanyraq.desk.views.home.home_of", broken)
    aigul.client.raise_request_exception = False

    answer = aigul.client.post("/", {"text": WORDS})

    assert answer.status_code == 500
    assert "Something went wrong on our side" in page_of(answer) and SHOWN in page_of(answer)


def test_an_address_under_another_host_is_told_to_be_unreadable(db: None) -> None:
    answer = Client(headers={"Host": "elsewhere.example"}).get("/log-in/")

    assert answer.status_code == 400 and "could not be read" in page_of(answer)
