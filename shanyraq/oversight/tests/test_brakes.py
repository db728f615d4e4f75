"""Whoever opens files or searches faster than her role needs has to wait; the officer is told at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case, make_note
from shanyraq.foundation import agent
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import OverBudget
from shanyraq.oversight.middleware import Brakes
from shanyraq.oversight.models import Finding
from shanyraq.oversight.queries import limits
from shanyraq.oversight.queries.reading import people_opened
from shanyraq.oversight.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches: three people an hour, two searches a minute."""
    small = {"files_an_hour": 3, "searches_a_minute": 2}
    monkeypatch.setattr(limits, "number", lambda name: small.get(name, limits.DEFAULTS[name]))


def opens(worker: Worker, case: Case) -> HttpResponse:
    answer: Any = worker.client.get(reverse("cases:person", args=[case.person_id]))
    return answer


def kinds() -> list[str]:
    with computing("test"):
        return [one.kind for one in Finding.objects.order_by("found_at")]


def test_at_the_limit_the_next_new_file_waits_and_the_officer_knows(aigul: Worker, few: None) -> None:
    cases = [make_case(case_manager=aigul.staff) for _ in range(4)]

    answers = [opens(aigul, case).status_code for case in cases]

    assert answers == [200, 200, 200, 429]
    assert kinds() == ["PACE"]
    slowed = opens(aigul, cases[3])
    page = slowed.content.decode()
    assert slowed["Retry-After"] == "900" and "the files of more people than your role usually needs" in page
    assert str(cases[3].person.code) not in page
    assert kinds() == ["PACE"]  # told once


def test_what_is_open_stays_open_and_a_form_is_never_lost(aigul: Worker, few: None) -> None:
    cases = [make_case(case_manager=aigul.staff) for _ in range(4)]
    for case in cases:
        opens(aigul, case)

    assert opens(aigul, cases[0]).status_code == 200
    sent = aigul.client.post(reverse("cases:add_note", args=[cases[3].person_id]), {"text": "A note."})
    assert sent.status_code != 429


def test_after_an_hour_it_opens_again(aigul: Worker, few: None) -> None:
    cases = [make_case(case_manager=aigul.staff) for _ in range(4)]
    for case in cases:
        opens(aigul, case)

    with patch("shanyraq.oversight.middleware.real_now", return_value=real_now() + timedelta(minutes=61)):
        assert opens(aigul, cases[3]).status_code == 200


def test_the_same_people_again_and_again_are_the_same_people(aigul: Worker, few: None) -> None:
    case = make_case(case_manager=aigul.staff)

    assert {opens(aigul, case).status_code for _ in range(8)} == {200}
    assert people_opened(str(aigul.account.pk), real_now() - timedelta(hours=1)) == 1


def test_a_list_opens_no_file(daniyar: Worker, aigul: Worker, few: None) -> None:
    for _ in range(5):
        make_case(case_manager=aigul.staff)

    for _ in range(5):
        assert daniyar.client.get(reverse("desk:families")).status_code == 200
    assert people_opened(str(daniyar.account.pk), real_now() - timedelta(hours=1)) == 0


def test_searching_faster_than_anybody_types_waits_a_minute(aigul: Worker, few: None) -> None:
    make_case(case_manager=aigul.staff)
    search = reverse("desk:search")

    answers = [aigul.client.get(search, {"q": f"Maryam {n}"}).status_code for n in range(3)]

    assert answers == [200, 200, 429]
    assert kinds() == ["SEARCH"]


def test_of_a_search_the_record_keeps_a_mark_and_no_word(aigul: Worker) -> None:
    make_case(case_manager=aigul.staff)
    for words in ("Maryam Omarova", "  maryam  OMAROVA "):
        aigul.client.get(reverse("desk:search"), {"q": words})

    kept = [one.objects_json for one in Entry.objects.filter(objects_json__contains='"searched:')]
    assert len(kept) == 2 and len({one.split('"searched:')[1][:16] for one in kept}) == 1
    assert not any("maryam" in one.casefold() for one in kept)


def test_each_role_has_its_own_pace(aigul: Worker, daniyar: Worker) -> None:
    assert limits.files_an_hour(aigul.actor) == 80
    assert limits.files_an_hour(daniyar.actor) == 200


def test_the_brake_takes_one_query(aigul: Worker, django_assert_num_queries: Any) -> None:
    opened(aigul, [uuid4()], at=real_now())

    with django_assert_num_queries(1):
        people_opened(str(aigul.account.pk), real_now() - timedelta(hours=1))


def test_a_page_that_opens_no_file_asks_nothing(aigul: Worker) -> None:
    with patch("shanyraq.oversight.middleware.brakes") as brakes:
        aigul.client.get(reverse("desk:today"))

    assert not brakes.method_calls


# --- keys, by whatever page -------------------------------------------------------------------------------------------


@pytest.fixture
def few_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget that a test reaches: two keys an hour."""
    small = {"keys_an_hour": 2}
    monkeypatch.setattr(limits, "number", lambda name: small.get(name, limits.DEFAULTS[name]))


def with_notes(worker: Worker, many: int) -> list[Case]:
    cases = [make_case(case_manager=worker.staff) for _ in range(many)]
    for case in cases:
        make_note(case, text="Her words.", written_by=worker.staff)
    return cases


def notes(worker: Worker, case: Case) -> HttpResponse:
    answer: Any = worker.client.get(reverse("cases:notes", args=[case.person_id]))
    return answer


def test_over_the_budget_of_keys_no_further_word_is_opened_and_the_officer_knows(
    aigul: Worker, few_keys: None
) -> None:
    cases = with_notes(aigul, 3)

    assert [notes(aigul, case).status_code for case in cases] == [200, 200, 429]

    slowed = notes(aigul, cases[2])
    assert slowed["Retry-After"] == "900" and "Her words." not in slowed.content.decode()
    assert kinds() == ["PACE"]  # told once
    row = Entry.objects.filter(action="sealed.open").order_by("seq")[0]
    assert (row.decision, row.reason_code, row.actor) == ("DECLINED", "over_budget", str(aigul.account.pk))
    assert notes(aigul, cases[0]).status_code == 200  # what is open stays open


def test_a_way_past_the_addresses_of_files_is_counted_as_well(aigul: Worker, few_keys: None) -> None:
    cases = with_notes(aigul, 3)
    request = RequestFactory().get("/")
    request.actor = aigul.actor  # type: ignore[attr-defined]

    def reads_all(request: Any) -> HttpResponse:
        return HttpResponse(" ".join(one.text for one in Note.objects.visible_to(aigul.actor)))

    with pytest.raises(OverBudget):
        Brakes(reads_all)(request)
    assert len(cases) > 2


def test_a_form_over_the_budget_gives_back_what_was_typed(aigul: Worker, few_keys: None) -> None:
    cases = with_notes(aigul, 3)
    for case in cases[:2]:
        notes(aigul, case)

    with patch("shanyraq.cases.views.notes.notes.add_note", side_effect=OverBudget(2, 2)):
        sent = aigul.client.post(
            reverse("cases:add_note", args=[cases[2].person_id]),
            {"who": str(cases[2].pk), "text": "A long note of hers.", "compartment": "C0"},
        )

    assert sent.status_code == 429 and "A long note of hers." in sent.content.decode()


def test_lists_open_no_key_for_people_whose_words_they_do_not_show(aigul: Worker) -> None:
    with_notes(aigul, 30)

    for page in ("desk:today", "desk:families", "desk:search"):
        aigul.client.get(reverse(page), {"q": "Maryam"} if page == "desk:search" else {})

    assert agent.in_process.opened_by(str(aigul.account.pk)) == 0
