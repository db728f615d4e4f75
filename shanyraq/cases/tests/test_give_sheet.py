"""The sheet that a person is given about her own file: what stands on it and what does not, and that it was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases import queries
from shanyraq.cases.actions.own_sheet import CannotGive, give_sheet
from shanyraq.cases.models import Case, Evidence
from shanyraq.cases.rules import receivers_of_sheet
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import (
    make_assignment,
    make_case,
    make_consent,
    make_evidence,
    make_note,
)
from shanyraq.cases.tests.sheets import address, make_mother, read_on, shown
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import Installation
from shanyraq.people.tests.factories import make_membership, make_person


@pytest.fixture
def mother(aigul: Worker) -> Case:
    return make_mother(aigul)


def child_of(mother: Case, age: int, aigul: Worker) -> Case:
    today = clock.today()
    person = make_person(
        "Aya Omarova", sex="F", birth_date=today.replace(year=today.year - age, day=1), birth_precision="day"
    )
    assert mother.family
    make_membership(mother.family, person)
    return make_case(person, mother.family, case_manager=aigul.staff)


# --- what stands on it ------------------------------------------------------------------------------------------------


def test_the_sheet_is_in_her_mother_tongue_unless_another_is_chosen(mother: Case, aigul: Worker) -> None:
    assert 'lang="ar" dir="rtl"' in shown(aigul, mother, "")
    assert 'lang="ru" dir="ltr"' in shown(aigul, mother, "ru")
    assert aigul.client.get(address(mother, "fr")).status_code == 404


def test_it_tells_her_own_facts_and_her_consents_with_their_days(mother: Case, aigul: Worker) -> None:
    make_consent(mother, purpose="case_support", on=date(2021, 3, 2))

    page = shown(aigul, mother)

    assert "Maryam Omarova" in page and "مريم عمر" in page and "1 May 1990" in page
    assert "2 March 2021" in page


def test_it_counts_what_is_kept_and_tells_no_text(mother: Case, aigul: Worker) -> None:
    make_note(mother, compartment="C0", text="Call in the morning.")
    make_evidence(mother, kind="case.contact.made", compartment="C0")

    page = shown(aigul, mother)

    assert "1 talk or message" in page and "1 note" in page
    assert "Call in the morning." not in page


def test_it_tells_nothing_of_other_people(mother: Case, aigul: Worker) -> None:
    child_of(mother, 8, aigul)

    assert "Aya" not in shown(aigul, mother)


@pytest.mark.parametrize("part", ["C2", "C3", "C4", "C4n", "C5", "C6", "C9", "C11"])
def test_what_the_worker_does_not_read_or_only_its_keepers_tell_changes_no_word_of_it(
    part: str, mother: Case, aigul: Worker
) -> None:
    before = on_paper(shown(aigul, mother))
    make_note(mother, compartment=part, text="secret words")
    make_evidence(mother, kind="health.visit.made", compartment=part)

    assert on_paper(shown(aigul, mother)) == before


def on_paper(page: str) -> str:
    """What is kept and who can read it, without the readings, which grow by each look."""
    return page.partition('id="kept"')[2].partition('id="read"')[0]


def test_who_can_read_it_is_told_by_role_number_and_reason_never_by_name(
    mother: Case, aigul: Worker, daniyar: Worker
) -> None:
    health = make_worker("Gulnara", "health_worker", discipline="health", region="ALR")
    make_assignment(mother, health.staff)

    page = on_paper(shown(aigul, mother))

    assert "Case manager (1); Health worker (1); Supervisor (1)" in page
    assert "Health worker (1, only own entries)" in page
    for why in ("Leads the support", "Leads the team of the colleague who", "Gives a part of the support"):
        assert why in page
    assert "wo custodians of the seal together" in page
    for worker in (aigul, daniyar, health):
        assert worker.staff.given_name not in page


# --- giving it --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "is_alone", "receivers"),
    [
        (None, False, ("CAREGIVER", "GUARDIAN")),
        (11, False, ("CAREGIVER", "GUARDIAN")),
        (11, True, ("GUARDIAN",)),
        (12, False, ("SELF", "CAREGIVER", "GUARDIAN")),
        (17, True, ("SELF", "GUARDIAN")),
        (18, False, ("SELF",)),
    ],
)
def test_an_adult_is_given_it_herself_and_a_child_from_twelve_alone(
    years: int | None, is_alone: bool, receivers: tuple[str, ...]
) -> None:
    months = None if years is None else years * 12

    assert receivers_of_sheet(months, is_alone=is_alone) == receivers


def test_giving_it_is_in_the_record_and_in_the_history(mother: Case, aigul: Worker) -> None:
    response = aigul.client.post(address(mother, "ar"), {"given_to": "SELF"})

    assert response.status_code == 302
    entry = Entry.objects.get(action="sheet.give")
    assert (entry.decision, entry.purpose) == ("ALLOWED", "ar SELF")
    assert str(mother.person_id) in entry.objects_json
    history = aigul.client.get(reverse("cases:history", kwargs={"person_id": mother.person_id}))
    told = history.content.decode()
    assert "Sheet about the own file given" in told
    assert "Arabic" in told and "the person herself or himself" in told


def test_the_sheet_of_a_small_child_is_not_given_to_the_child(mother: Case, aigul: Worker) -> None:
    child = child_of(mother, 8, aigul)

    with pytest.raises(CannotGive):
        give_sheet(
            case_id=child.pk,
            by=aigul.actor,
            given_to="SELF",
            language="kk",
            at=clock.now(),
            handed_at=real_now(),
        )
    with computing("test"):
        assert not Evidence.objects.filter(kind="case.sheet.given").exists()


def test_looking_at_it_writes_nothing_but_that_it_was_read(mother: Case, aigul: Worker) -> None:
    shown(aigul, mother)

    assert not Entry.objects.filter(action="sheet.give").exists()


def test_who_does_not_see_her_finds_no_sheet_and_who_may_not_give_it_is_declined(
    mother: Case, erlan: Worker, daniyar: Worker, aigul: Worker
) -> None:
    assert erlan.client.get(address(mother)).status_code == 404
    assert daniyar.client.get(address(mother)).status_code == 403
    page = reverse("cases:person", kwargs={"person_id": mother.person_id})
    assert address(mother) in aigul.client.get(page).content.decode()
    assert address(mother) not in daniyar.client.get(page).content.decode()


# --- how much it asks -------------------------------------------------------------------------------------------------


def test_a_long_file_asks_no_more_than_a_short_one(mother: Case, aigul: Worker) -> None:
    Installation.objects.create(mode="demo", fixed_day=date(2021, 5, 20), made_at=real_now())
    shown(aigul, mother)
    with CaptureQueriesContext(connection) as short:
        shown(aigul, mother)
    for n in range(20):
        make_evidence(mother, kind=f"case.kind{n}.made")
        make_note(mother)
        worker = make_worker(f"More{n}", "health_worker", region="ALR")
        make_assignment(mother, worker.staff)
        read_on(worker, mother)
    with CaptureQueriesContext(connection) as long:
        shown(aigul, mother)
    assert len(long) == len(short) <= 60


def test_it_says_where_a_complaint_goes_and_leaves_a_line_where_nothing_is_written_down(
    mother: Case, aigul: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = shown(aigul, mother)
    assert "ombudsperson)" in by_hand and by_hand.count("_" * 40) == 2

    said = queries.pack()
    officer = said.contacts[0].model_copy(update={"address": "12 Abai Street", "phone": "1414"})
    told = replace(said, contacts=(officer,))
    monkeypatch.setattr(queries, "pack", lambda: told)
    assert "12 Abai Street 1414" in shown(aigul, mother) and "_" * 40 not in shown(aigul, mother)
