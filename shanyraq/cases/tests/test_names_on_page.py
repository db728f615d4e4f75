"""No two things on a page of a family have one id: a label leads to the field it stands at, an address to its row."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.presenters.plan import FILTERS
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_decline

pytestmark = pytest.mark.django_db
DECLINED = "P3-06"


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    """A family in which one person declined a service that is due for the others."""
    cases = the_omarova_family(aigul.staff)
    form = a_decline(cases, aigul)
    assert aigul.client.post(form.url, form.data).status_code == 302
    return cases


def twice(page: str) -> list[str]:
    return [name for name, n in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if n > 1]


def test_the_form_opens_once_where_somebody_else_declined_the_same_service(
    cases: list[Case], aigul: Worker
) -> None:
    url = reverse("cases:family", args=[cases[0].family_id])
    page = aigul.client.get(url).content.decode()
    [record] = set(re.findall(rf'\?record=({DECLINED}[^"#]*)#', page))

    opened = aigul.client.get(f"{url}?record={record}").content.decode()

    assert "Set aside, each with its reason" in opened
    assert opened.count('class="inline-form"') == 1
    assert opened.count(f'id="step-{record}"') == 1


def test_nothing_on_the_plan_has_the_id_of_something_else_whichever_form_is_open(
    cases: list[Case], aigul: Worker
) -> None:
    url = reverse("cases:family", args=[cases[0].family_id])
    rows = set(re.findall(r'\?record=([^"#&]+)', aigul.client.get(url).content.decode()))

    assert rows
    for query in (*(f"?record={row}" for row in rows), *(f"?show={one}" for one in FILTERS)):
        assert (query, twice(aigul.client.get(url + query).content.decode())) == (query, [])


def test_nothing_on_another_page_of_the_file_has_the_id_of_something_else(
    cases: list[Case], aigul: Worker
) -> None:
    for name in ("people", "history", "notes", "meetings", "record_step", "add_note", "make_appointment"):
        url = reverse(f"cases:{name}", kwargs={"family_id": cases[0].family_id})
        assert (name, twice(aigul.client.get(url).content.decode())) == (name, [])
