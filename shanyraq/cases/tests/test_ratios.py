"""The pack's numbers of people for one colleague: reckoned, told where somebody is chosen, naming nobody in figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.queries import ratios as read
from shanyraq.cases.rules import ratios
from shanyraq.cases.rules.ratios import Above, above
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.people.rules import may_be_child_on
from shanyraq.people.tests.factories import make_person

DAY = date(2021, 5, 20)


@pytest.mark.parametrize(
    ("counts", "most", "expected"),
    [
        ({ratios.CENTRE: {"a": 15}}, {ratios.CENTRE: 15}, ()),
        ({ratios.CENTRE: {"a": 16, "b": 2}}, {ratios.CENTRE: 15}, (Above(ratios.CENTRE, 1, 15),)),
        ({ratios.CENTRE: {"a": 16}}, {ratios.CENTRE: None}, ()),
        ({ratios.CENTRE: {"a": 16}}, {}, ()),
        (
            {ratios.COLLEAGUES: {"a": 7, "b": 9}, ratios.CHILDREN: {"c": 21}},
            {ratios.COLLEAGUES: 6, ratios.CHILDREN: 20},
            (Above(ratios.CHILDREN, 1, 20), Above(ratios.COLLEAGUES, 2, 6)),
        ),
    ],
)
def test_a_number_is_passed_by_more_than_it_and_only_where_the_pack_gives_it(
    counts: dict[str, dict[object, int]], most: dict[str, int | None], expected: tuple[Above, ...]
) -> None:
    assert above(counts, most) == expected


def in_the_centre(leader: Worker, **more: Any) -> Case:
    return make_case(case_manager=leader.staff, centre="AKT", phase="P4", **more)


@pytest.mark.django_db
def test_people_in_the_centre_are_those_who_live_there_now(aigul: Worker, erlan: Worker) -> None:
    in_the_centre(aigul)
    in_the_centre(aigul)
    make_case(case_manager=aigul.staff, centre="AKT", phase="P6")
    make_case(case_manager=aigul.staff, phase="P4")

    assert read.in_centre() == {aigul.staff.pk: 2}
    assert read.in_centre([erlan.staff.pk]) == {}


@pytest.mark.django_db
def test_a_psychologists_children_are_counted_once_and_while_she_works_with_them() -> None:
    madina = make_worker("Madina", "psychologist")
    child = make_case(make_person("Yusuf", birth_date=date(2015, 1, 1), birth_precision="day"))
    grown = make_case(make_person("Maryam", birth_date=date(1990, 1, 1), birth_precision="day"))
    ended = make_case(make_person("Aisha", birth_date=date(2015, 1, 1), birth_precision="day"))
    for case in (child, grown):
        make_assignment(case, madina.staff)
    make_assignment(ended, madina.staff, ends_at=ended.opened_at)

    assert read.children_of_psychologists(DAY) == {madina.staff.pk: 1}


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2021, 1, 1), DAY, date(2021, 12, 31)])
def test_in_the_year_in_which_she_comes_of_age_the_rule_says_whether_somebody_is_a_child(day: date) -> None:
    madina = make_worker("Madina", "psychologist")
    dates = [date(2003, 5, 20), date(2003, 5, 21), date(2003, 1, 1), date(2003, 12, 31), date(2004, 1, 1)]
    born = [
        (one, how) for one in [*dates, date(2002, 12, 31)] for how in ("day", "month", "year", "estimated")
    ]
    for one, how in [*born, (None, "unknown")]:
        make_assignment(make_case(make_person("Yusuf", birth_date=one, birth_precision=how)), madina.staff)

    children = sum(may_be_child_on(one, how, day) for one, how in born) + 1
    assert read.children_of_psychologists(day) == {madina.staff.pk: children}


@pytest.mark.django_db
def test_whoever_chooses_is_told_where_the_family_goes_above_the_number_for_the_centre(
    aigul: Worker, daniyar: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.cases.presenters.team.most_of", lambda ratio: 1)
    in_the_centre(aigul)
    family = in_the_centre(aigul, region="ALA").family
    another = make_worker("Bolat", "case_manager")
    in_the_centre(another)

    url = reverse("cases:assign", args=[family.pk])
    page = daniyar.client.get(url, {"everywhere": "1"}).content.decode()

    assert "2 of at most 1 people in the centre with this family" in page


@pytest.mark.django_db
def test_whoever_adds_a_psychologist_is_told_where_she_has_as_many_children_as_the_pack_says(
    aigul: Worker, daniyar: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.cases.presenters.team.most_of", lambda ratio: 1)
    madina = make_worker("Madina", "psychologist")
    case = make_case(
        make_person("Yusuf", birth_date=date(2015, 1, 1), birth_precision="day"), case_manager=aigul.staff
    )
    page = daniyar.client.get(reverse("cases:add_colleague", args=[case.family_id])).content.decode()
    assert "at most 1 children" not in page

    make_assignment(case, madina.staff)

    page = daniyar.client.get(reverse("cases:add_colleague", args=[case.family_id])).content.decode()
    assert "1 of at most 1 children" in page


@pytest.mark.django_db
def test_the_overview_says_how_many_are_short_and_names_nobody(
    aigul: Worker, damir: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_centre(aigul)
    in_the_centre(aigul)
    before = damir.client.get(reverse("desk:overview")).content.decode()
    assert "Services short of hands" not in before

    monkeypatch.setattr(read, "most_of", lambda ratio: 1)

    page = damir.client.get(reverse("desk:overview")).content.decode()
    assert "One case manager leads more than 1 people in the centre." in page
    assert aigul.staff.full_name not in page


@pytest.mark.django_db
def test_a_coordinator_counts_colleagues_of_her_own_regions(
    aigul: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "most_of", lambda ratio: 1)
    in_the_centre(aigul)
    in_the_centre(aigul)

    assert read.passed(DAY, (aigul.staff.region,)) == (Above(ratios.CENTRE, 1, 1),)
    assert read.passed(DAY, ("SHY",)) == ()
