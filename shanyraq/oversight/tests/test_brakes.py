"""Whoever opens files or searches faster than her role needs has to wait; the officer is told at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.clock import real_now
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
