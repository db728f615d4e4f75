"""Two members with one first name are told apart by their ages wherever somebody is chosen or meant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from shanyraq.cases.actions.facts import correct_person
from shanyraq.cases.actions.registration import NewFamily, register_families
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import ARRIVED, SYSTEM, happened, member
from shanyraq.foundation.installation import install
from shanyraq.people.actions import Facts, NameText
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


@pytest.mark.parametrize("name", ["correct_record", "retract_record"])
def test_putting_an_entry_right_ticks_namesakes_by_their_ages(
    aigul: Worker, cases: list[Case], name: str
) -> None:
    done = happened(cases, "home.visit.made", AT - timedelta(days=1))

    shown = aigul.client.get(reverse(f"cases:{name}", args=[done.records[0].pk])).content.decode()

    assert ELDER in shown and YOUNGER in shown


def test_the_history_tells_namesakes_apart(aigul: Worker, cases: list[Case]) -> None:
    happened(cases[1:2], "home.visit.made", AT - timedelta(days=1))
    facts = Facts("F", date(2018, 12, 1), "day", "")
    names = [NameText("Latn", "Safiya Omarova", "Safiya")]
    correct_person(person_id=cases[2].person_id, names=names, facts=facts, tongues=[], by=aigul.actor, at=AT)

    shown = aigul.client.get(reverse("cases:history", kwargs={"family_id": cases[0].family_id}))

    told = shown.content.decode()
    assert f'Home visit made</h3><p class="step-for">{ELDER}</p>' in told
    assert f'Facts corrected</h3><p class="step-for">{YOUNGER}</p>' in told


def test_ending_a_colleagues_part_names_namesakes_with_their_ages(
    aigul: Worker, daniyar: Worker, cases: list[Case]
) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    part, *_others = (make_assignment(case, teacher.staff) for case in cases)

    shown = daniyar.client.get(reverse("cases:end_assignment", args=[part.pk])).content.decode()

    assert ELDER in shown and YOUNGER in shown
