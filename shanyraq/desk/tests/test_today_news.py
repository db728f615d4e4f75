"""What colleagues recorded since yesterday: in words, and with a way on only for who may go there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_evidence
from shanyraq.desk.tests.programme import family_of, fixed_day  # noqa: F401 - a fixture
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def recorded(case: Case, kind: str, by: Worker) -> None:
    # In the evening before: the demonstration's day has reached the hour that it really is, which may be early.
    told = {"recorded_by": by.staff, "recorded_at": AT - timedelta(hours=20)}
    make_evidence(case, kind=kind, compartment="C12", source="cases.sheet", **told)


def news_of(worker: Worker) -> str:
    answer = worker.client.get(reverse("desk:today"))
    assert answer.status_code == 200
    return answer.content.decode().partition('id="news-h"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("case.sheet.given", "Sheet about the own file given"),
        ("case.copy.given", "Copy of the own data given"),
    ],
)
def test_what_every_country_keeps_is_told_in_words(
    aigul: Worker, daniyar: Worker, kind: str, words: str
) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    recorded(case, kind, daniyar)

    news = news_of(aigul)

    assert words in news and kind not in news


def test_news_lead_to_the_family_only_for_who_opens_files(aigul: Worker, daniyar: Worker) -> None:
    adviser = make_worker("Timur", "livelihoods_adviser", discipline="livelihoods", region="ALR")
    [case] = family_of("Saule", case_manager=aigul.staff)
    make_assignment(case, adviser.staff)
    recorded(case, "case.sheet.given", daniyar)
    file = reverse("cases:family", args=[case.family_id])

    hers, his = news_of(aigul), news_of(adviser)

    assert f'href="{file}"' in hers
    assert "Sheet about the own file given" in his and file not in his
    assert adviser.client.get(file).status_code == 403
