"""What people type into the search beside a name: the label a page shows, or a whole letter."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker
from shanyraq.desk.tests.programme import family_of, fixed_day  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def found(worker: Worker, words: str, language: str = "en") -> str:
    answer = worker.client.get(reverse("desk:search"), {"q": words}, headers={"accept-language": language})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Omarova family"),
        ("en", "omarova  FAMILY"),
        ("ru", "Семья Omarova"),
        ("kk", "Omarova отбасы"),
        ("ar", "أسرة Omarova"),
    ],
)
def test_a_family_is_found_by_the_label_that_pages_show(aigul: Worker, language: str, label: str) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)

    assert reverse("cases:family", args=[case.family_id]) in found(aigul, label, language)


def test_a_text_too_long_to_be_a_name_is_answered_without_a_search(aigul: Worker) -> None:
    family_of("Saule", case_manager=aigul.staff)
    found(aigul, "")
    with CaptureQueriesContext(connection) as blank:
        found(aigul, "")
    with CaptureQueriesContext(connection) as long:
        page = found(aigul, "x" * 500)

    assert "Nobody found" in page
    assert len(long) == len(blank) + 1  # how often she searched of late is asked, and nobody is looked for
