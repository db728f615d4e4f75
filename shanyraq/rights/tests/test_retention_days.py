"""What is kept from another day than closing: journeys and beds, what courts wrote; as the pack says it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case, make_evidence, make_note
from shanyraq.foundation import clock
from shanyraq.people.tests.factories import make_person
from shanyraq.rights.queries.retention import bases, due
from shanyraq.rights.rules.retention import Basis, due_parts, months_after, periods_of, runs_from

STAY = Basis(("stay.ended",), ("stay.started",))
PERIODS = periods_of({})
days = st.dates(date(2015, 1, 1), date(2035, 1, 1))
maybe = st.none() | days


def told(ended: date | None, begun: date | None) -> dict[str, date]:
    return {kind: day for kind, day in (("stay.ended", ended), ("stay.started", begun)) if day}


@given(maybe, maybe, maybe, maybe)
def test_the_time_runs_from_the_end_and_never_while_it_goes_on(
    ended: date | None, begun: date | None, closed_on: date | None, last_entry: date | None
) -> None:
    day = runs_from(STAY, told(ended, begun), closed_on=closed_on, last_entry=last_entry)

    if begun and (not ended or ended < begun):
        assert day is None
    elif ended:
        assert day == (max(ended, last_entry) if last_entry else ended)
    else:
        assert day == closed_on
    assert runs_from(None, told(ended, begun), closed_on=closed_on) == closed_on


@given(maybe, st.sets(st.sampled_from(["C3", "C5", "C9", "C10"])), maybe, days)
def test_of_an_open_file_only_what_has_a_day_of_its_own_is_due(
    own: date | None, kept: set[str], born: date | None, today: date
) -> None:
    found = due_parts(
        {*kept, "C10"},
        closed_on=None,
        birth_date=born,
        periods=PERIODS,
        today=today,
        own_days={"C10": own},
    )

    is_due = own is not None and months_after(own, 24) <= today
    assert found == ({"C10": months_after(own, 24)} if own and is_due else {})


@given(days, maybe, days)
def test_the_whole_file_never_goes_before_a_part_that_nothing_dates(
    closed_on: date, born: date | None, today: date
) -> None:
    known = {"closed_on": closed_on, "birth_date": born, "periods": PERIODS, "today": today}

    found = due_parts({"C9", "C10"}, own_days={"C9": None}, **known)  # type: ignore[arg-type]

    assert not {"C0", "C9"} & set(found)


def test_the_pack_names_parts_and_kinds_that_there_are() -> None:
    known = pack()

    assert {one.part for one in known.keep_from} == {"C9", "C10"}
    for one in known.keep_from:
        assert one.part in known.compartments and {*one.ended, *one.begun} <= set(known.kinds)
        assert f"keep_{one.part.lower()}_months" in known.params.model_dump()
    assert bases()["C10"].ended == ("centre.stay.ended",)


pytestmark = pytest.mark.django_db


def stayed(case: Case, months: int) -> None:
    """In the centre, with a bed and a journey told; left it so many months ago."""
    left = clock.now() - timedelta(days=31 * months)
    make_evidence(case, kind="centre.stay.started", compartment="C10", at=left - timedelta(days=30))
    make_evidence(case, kind="centre.stay.ended", compartment="C10", at=left)


def test_journeys_and_beds_are_due_two_years_after_she_left_though_her_file_is_open(
    aigul: Worker, auditor: Worker
) -> None:
    long_ago, lately, back_again, noted = (
        make_case(make_person(name), arrived_at=clock.now() - timedelta(days=900))
        for name in ("Maryam", "Saule", "Aisha", "Zarina")
    )
    for case, months in ((long_ago, 25), (lately, 20), (back_again, 25), (noted, 25)):
        stayed(case, months)
    make_evidence(back_again, kind="centre.stay.started", compartment="C10", at=clock.now())
    make_note(noted, compartment="C10", written_at=clock.now())

    found = [(one.code, one.parts) for one in due(auditor.actor, clock.now())]

    assert found == [(long_ago.person.code, ("C10",))]


def test_what_courts_wrote_stays_while_the_sentence_lasts_and_a_year_longer(
    aigul: Worker, auditor: Worker
) -> None:
    years_ago = clock.now() - timedelta(days=1200)
    closed: dict[str, Any] = {"closed_at": years_ago, "closed_by": aigul.staff, "closed_reason": "GOALS_MET"}
    serving, free = (make_case(make_person(name), **closed) for name in ("Maryam", "Saule"))
    for case in (serving, free):
        make_evidence(
            case, kind="justice.charge.notified", compartment="C9", at=years_ago - timedelta(days=50)
        )
    make_evidence(free, kind="justice.charge.ended", compartment="C9", at=clock.now() - timedelta(days=400))

    found = {one.code: one.parts for one in due(auditor.actor, clock.now())}

    assert found == {free.person.code: ("C9",)}


def test_the_page_says_from_which_day_and_what_it_cannot_date(auditor: Worker) -> None:
    shown = auditor.client.get(reverse("oversight:retention")).content.decode()

    assert "Proceedings or sentence ended" in shown
    assert "Nothing in a file tells yet when faith counselling ended" in shown
