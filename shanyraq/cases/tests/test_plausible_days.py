"""Days that cannot be: of another age, before somebody was born, years ahead. One rule, whatever form asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.consents import Asked, CannotConsent, record_consents
from shanyraq.cases.actions.families import CannotChangeFamily, add_kin, move_person, set_care
from shanyraq.cases.actions.records import CannotRecord, record_happening
from shanyraq.cases.actions.registration import CannotRegister, NewFamily, NewMember, register_families
from shanyraq.cases.actions.steps import decline_step
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.cases.tests.test_record_form import form_data, record_url
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.foundation import clock
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.models import CareSituation, Person
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
TODAY = AT.date()
AGES = ("0001-01-01", "1899-12-31", "9999-12-31")


@pytest.fixture
def family(aigul: Worker) -> list[Case]:
    """A mother, then her children, born in 2009, 2012, 2015, 2018."""
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    return cases


@pytest.mark.parametrize("precision", ["day", "month", "year", "estimated"])
def test_no_grown_woman_is_unaccompanied_however_her_birth_is_known(
    family: list[Case], aigul: Worker, precision: str
) -> None:
    with system("test"):
        Person.objects.filter(pk=family[0].person_id).update(birth_precision=precision)

    for since in (TODAY, date(2003, 1, 1)):
        with pytest.raises(CannotChangeFamily) as refused:
            set_care(person_id=family[0].person_id, kind="SEPARATED", starts_on=since, by=aigul.actor, at=AT)
        assert refused.value.code == "adult"


def test_no_grown_woman_is_offered_the_page_of_a_child_without_her_family(
    family: list[Case], aigul: Worker
) -> None:
    def offered(case: Case) -> bool:
        url = reverse("cases:add_kin", kwargs={"person_id": case.person_id})
        return "The child is unaccompanied or separated" in aigul.client.get(url).content.decode()

    assert [offered(case) for case in (family[0], family[3])] == [False, True]


def test_no_grown_woman_is_registered_as_unaccompanied(aigul: Worker) -> None:
    shown = aigul.client.post("/families/new/", typed(**{"m0-care": "UNACCOMPANIED"})).content.decode()

    assert "Only a child is unaccompanied or separated" in shown
    with system("test"):
        assert not Person.objects.exists()
    grown = NewPerson(
        names=(NameText("Latn", "Zhanna"),), birth_date=date(1990, 1, 1), birth_precision="estimated"
    )
    alone = NewFamily("Zhanna", (NewMember(grown),), care=((0, "SEPARATED"),))
    with pytest.raises(CannotRegister):
        register_families(families=[alone], entry="SELF", opened_at=AT, by=aigul.actor, at=AT)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2014, 12, 31), TODAY + timedelta(days=1)])
def test_no_child_is_alone_or_moves_or_gets_a_guardian_before_birth_or_tomorrow(
    family: list[Case], aigul: Worker, day: date
) -> None:
    by: dict[str, Any] = {"by": aigul.actor, "at": AT}
    yusuf = family[3].person_id  # born on 1 January 2015

    for act in (
        lambda: set_care(person_id=yusuf, kind="SEPARATED", starts_on=day, **by),
        lambda: move_person(
            person_id=yusuf, family_id=None, label="New", relation="child", starts_on=day, **by
        ),
        lambda: add_kin(
            person_id=family[0].person_id,
            relative_id=yusuf,
            kind="GUARDIAN",
            proof="DOCUMENT",
            starts_on=day,
            **by,
        ),
    ):
        with pytest.raises(CannotChangeFamily) as refused:
            act()
        assert refused.value.code in ("before_birth", "in_future")
    with system("test"):
        assert not CareSituation.objects.exists()


def test_nothing_happened_to_a_child_before_she_was_born(family: list[Case], aigul: Worker) -> None:
    with system("test"):
        Person.objects.filter(pk=family[4].person_id).update(birth_date=TODAY - timedelta(days=30))
    told: dict[str, Any] = {"kind": "home.visit.made", "details": {}, "by": aigul.actor, "at": AT}
    before = AT - timedelta(days=60)

    with pytest.raises(CannotRecord) as refused:
        record_happening(case_ids=[case.pk for case in family], happened_at=before, **told)

    assert refused.value.code == "before_birth"
    record_happening(case_ids=[case.pk for case in family[:4]], happened_at=before, **told)


@pytest.mark.parametrize(("key", "day"), [("expected_on", "2024-01-01"), ("on", "9999-12-31")])
def test_nothing_is_expected_or_planned_for_more_than_two_years_ahead(
    family: list[Case], aigul: Worker, key: str, day: str
) -> None:
    with pytest.raises(CannotRecord) as refused:
        record_happening(
            case_ids=[family[0].pk],
            kind="home.visit.made",
            happened_at=AT,
            details={key: day},
            by=aigul.actor,
            at=AT,
        )

    assert refused.value.code == "far_ahead"


@pytest.mark.parametrize(
    ("again", "is_taken"),
    [(date(9999, 12, 31), False), (TODAY + timedelta(days=740), False), (TODAY + timedelta(days=700), True)],
)
def test_a_declined_service_is_offered_again_within_two_years(
    family: list[Case], aigul: Worker, again: date, is_taken: bool
) -> None:
    def decline() -> None:
        decline_step(
            steps={family[0].pk: "P3-06"}, words="not now", ask_again_on=again, by=aigul.actor, at=AT
        )

    if is_taken:
        decline()
    else:
        with pytest.raises(CannotRecord) as refused:
            decline()
        assert refused.value.code == "ask_again_far"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1987, 12, 31), date(2015, 1, 1)])
def test_nobody_agreed_before_she_was_born_or_years_before_her_file(
    family: list[Case], aigul: Worker, day: date
) -> None:
    with pytest.raises(CannotConsent) as refused:
        record_consents(
            case_id=family[0].pk,
            answers={"health_care": "YES"},
            asked=Asked("SELF", day),
            by=aigul.actor,
            at=AT,
        )

    assert refused.value.code in ("before_birth", "long_ago")


@pytest.mark.parametrize("day", AGES)
def test_no_field_takes_a_day_of_another_age(family: list[Case], aigul: Worker, day: str) -> None:
    case = family[0]
    of_family, of_person = {"family_id": case.family_id}, {"person_id": family[3].person_id}
    who = {"who": [str(case.pk)]}
    forms: list[tuple[str, dict[str, Any]]] = [
        (record_url(case, "?kind=home.visit.made"), form_data([case], on=day, at="00:30")),
        (
            reverse("cases:decline", kwargs=of_family) + "?step=P3-06",
            {**who, "words": "no", "ask_again_on": day},
        ),
        (
            reverse("cases:make_appointment", kwargs=of_family),
            {
                **who,
                "title": "x",
                "on": day,
                "at": "00:30",
                "minutes": "60",
                "staff": str(aigul.staff.pk),
            },
        ),
        (reverse("cases:set_care", kwargs=of_person), {"kind": "SEPARATED", "starts_on": day}),
        (
            reverse("cases:move_person", kwargs=of_person),
            {"family": "new", "label": "x", "relation": "child", "starts_on": day},
        ),
        (
            reverse("cases:add_kin", kwargs=of_person),
            {"kind": "SIBLING", "relative": str(family[2].person_id), "proof": "DECLARED", "starts_on": day},
        ),
        (
            reverse("cases:ask_closure", kwargs=of_family),
            {
                "people": [str(case.pk)],
                "proposal": "GOALS_MET",
                "agreed_on": day,
                "request": "All goals are met.",
            },
        ),
        (
            reverse("cases:consents", kwargs={"person_id": case.person_id}),
            {"given_by": "SELF", "on": day, "language": "kk", "purpose_health_care": "YES"},
        ),
        ("/families/new/", typed(arrived_on=day)),
    ]

    for url, data in forms:
        answer = aigul.client.post(url, data)
        assert answer.status_code == 200, url
        assert "Check the year" in answer.content.decode(), url


def test_nobody_is_born_after_today(aigul: Worker) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    born = {
        "m1-birth_day": str(tomorrow.day),
        "m1-birth_month": str(tomorrow.month),
        "m1-birth_year": str(tomorrow.year),
    }

    refused = aigul.client.post("/families/new/", typed(**born)).content.decode()

    assert "This date is in the future." in refused or "Check the year" in refused
    with system("test"):
        assert not Person.objects.exists()


def test_a_child_born_in_this_year_is_not_born_in_its_middle_before_that_came(
    aigul: Worker, family: list[Case]
) -> None:
    this_year = {"m1-birth_day": "", "m1-birth_month": "", "m1-birth_year": "2021"}

    aigul.client.post("/families/new/", typed(**this_year, arrived_on="2021-05-01"))

    with system("test"):
        baby = Person.objects.get(sort_name="Юсуф Омаров")
        assert (baby.birth_date, baby.birth_precision) == (TODAY, "year")
        assert baby.age_on(TODAY) == 0
