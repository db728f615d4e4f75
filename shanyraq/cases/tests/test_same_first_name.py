"""Two members with one first name are told apart by their ages wherever somebody is chosen or meant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from shanyraq.cases.actions.registration import NewFamily, register_families
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import ARRIVED, SYSTEM, happened, member
from shanyraq.foundation.installation import install
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
ELDER, YOUNGER = "Safiya (8)", "Safiya (2)"


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    """A mother with two daughters of one name, eight and two."""
    install(fixed_day=date(2021, 5, 20), at=AT)
    family = NewFamily(
        "Omarova",
        (
            member("Kulyash", "head", born=1988),
            member("Safiya", born=2013),
            member("Safiya", born=2019),
        ),
        kinships=((0, "PARENT", 1, "DOCUMENT"), (0, "PARENT", 2, "DOCUMENT")),
    )
    return register_families(
        families=[family],
        entry="SELF",
        opened_at=ARRIVED,
        arrived_at=ARRIVED,
        region="ALR",
        case_manager=aigul.staff,
        by=SYSTEM,
        at=AT,
    )


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("record_step", "?kind=home.visit.made"),
        ("make_appointment", ""),
        ("decline", "?step=P3-06"),
        ("add_note", ""),
        ("consents", ""),
    ],
)
def test_where_somebody_is_ticked_the_age_stands_behind_the_name(
    aigul: Worker, cases: list[Case], name: str, query: str
) -> None:
    url = reverse(f"cases:{name}", kwargs={"family_id": cases[0].family_id}) + query

    answer = aigul.client.get(url)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert ELDER in shown and YOUNGER in shown
    assert "Kulyash (" not in shown


def test_the_family_is_told_with_the_ages_of_namesakes(aigul: Worker, cases: list[Case]) -> None:
    happened(cases[:2], "home.visit.made", AT - timedelta(days=1))

    shown = aigul.client.get(reverse("cases:family", kwargs={"family_id": cases[0].family_id}))

    page = shown.content.decode()
    assert f"mother of {ELDER} and {YOUNGER}" in page
    assert f"Kulyash and {ELDER}" in page  # for whom the visit was, under What happened
