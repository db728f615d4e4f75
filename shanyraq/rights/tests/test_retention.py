"""How long things are kept: the rule, and what the officer's desk is told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.models import Proposal
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case, make_evidence, make_note
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import make_person
from shanyraq.rights.queries.retention import due
from shanyraq.rights.rules.retention import MONTHS, due_on, due_parts, months_after, periods_of
from shanyraq.rights.tests.erasing import agree, asked
from shanyraq.rights.tests.factories import make_erasure, make_legal_hold
from shanyraq.vault.tests.factories import make_item

PERIODS = periods_of({})
CLOSED = date(2021, 5, 31)


@pytest.mark.parametrize(
    ("part", "born", "day"),
    [
        ("C10", None, date(2023, 5, 31)),
        ("C3", date(2015, 1, 1), date(2022, 5, 31)),
        ("C5", None, CLOSED),
        ("C2", None, CLOSED),
        ("C7", None, date(2028, 5, 31)),
        ("C7", date(1990, 1, 1), date(2028, 5, 31)),
        ("C7", date(2015, 1, 15), date(2040, 1, 15)),  # until she is 25, which is later
        ("C4", date(2015, 1, 15), date(2040, 1, 15)),
        ("C4", date(1990, 1, 1), date(2031, 5, 31)),
    ],
)
def test_what_is_kept_how_long(part: str, born: date | None, day: date) -> None:
    assert due_on(part, since=CLOSED, birth_date=born, periods=PERIODS) == day


def test_a_pack_names_periods_of_its_own() -> None:
    own = periods_of({"keep_c10_months": 6, "keep_child_after_18_months": 0, "keep_c3_months": None})

    assert (own.months["C10"], own.after_18, own.months["C3"]) == (6, 0, MONTHS["C3"])


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2021, 5, 20), -12, date(2020, 5, 20)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
    ],
)
def test_months_end_on_days_that_there_are(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_the_file_itself_goes_last_and_then_as_a_whole() -> None:
    known = {"closed_on": CLOSED, "birth_date": None, "periods": PERIODS}

    some = due_parts({"C0", "C3", "C10"}, today=date(2023, 6, 1), **known)  # type: ignore[arg-type]
    everything = due_parts({"C0", "C3", "C10"}, today=date(2028, 6, 1), **known)  # type: ignore[arg-type]
    assert set(some) == {"C3", "C10"}
    assert {"C0", "C1", "C12"} <= set(everything)


def closed(aigul: Worker, months: int, **fields: Any) -> Case:
    at = clock.now() - timedelta(days=31 * months)
    told: dict[str, Any] = {"closed_at": at, "closed_by": aigul.staff, "closed_reason": "GOALS_MET"}
    return make_case(make_person("Maryam"), **(told | fields))


def test_the_officer_is_told_what_is_due_by_code_alone(aigul: Worker, auditor: Worker) -> None:
    old, young = closed(aigul, 14), closed(aigul, 2)
    for case in (old, young):
        make_note(case, compartment="C3")
        make_evidence(case, compartment="C10")
    make_item(young.person_id)

    found = {one.code: one for one in due(auditor.actor, clock.now())}

    assert found[old.person.code].parts == ("C3",)
    assert found[young.person.code].parts == ("C2",)
    assert due(aigul.actor, clock.now()) == []


def test_the_record_names_whose_files_the_page_of_what_is_due_shows(aigul: Worker, auditor: Worker) -> None:
    make_note(old := closed(aigul, 14), compartment="C3")

    auditor.client.get(reverse("oversight:retention"))

    row = Entry.objects.filter(action="records.read").latest("seq")
    assert f"person:{old.person_id}" in row.objects_json
    assert row.purpose == "oversight.see"


def test_what_has_waited_longest_stands_first_whichever_file_was_closed_first(
    aigul: Worker, auditor: Worker
) -> None:
    make_evidence(later := closed(aigul, 26), compartment="C10")  # due two months ago
    make_note(sooner := closed(aigul, 20), compartment="C3")  # due eight months ago

    page = auditor.client.get(reverse("oversight:retention")).content.decode()

    assert page.index(sooner.person.code) < page.index(later.person.code)


def test_what_is_held_is_told_and_what_is_gone_is_not(aigul: Worker, auditor: Worker) -> None:
    case = closed(aigul, 90)
    make_note(case, compartment="C3")
    make_legal_hold(case, auditor.staff, parts=["C3"])
    gone = closed(aigul, 90, closed_reason="ERASED")
    make_erasure(gone, auditor.staff, state="ERASED", erased_at=clock.now())

    found = due(auditor.actor, clock.now())

    assert [(one.code, one.parts, one.is_held) for one in found] == [(case.person.code, (), True)]


def test_what_was_asked_for_says_so_and_leads_there(aigul: Worker, daniyar: Worker, auditor: Worker) -> None:
    make_note(case := closed(aigul, 14), compartment="C3")
    shown = reverse("oversight:retention")
    assert "Can be erased, if two others agree" in auditor.client.get(shown).content.decode()

    erasure = asked(case, auditor, parts=("C3",), ground="TIME")
    page = auditor.client.get(shown).content.decode()
    assert "Asked for; waits for two others" in page and "Can be erased" not in page
    assert reverse("rights:erasure", args=[erasure.pk]) in page
    assert reverse("rights:ask_erasure", args=[case.person_id]) not in page

    agree(erasure, daniyar)
    assert "One has agreed, one more is needed" in auditor.client.get(shown).content.decode()
    Proposal.objects.update(expires_at=real_now())
    assert "Can be erased, if two others agree" in auditor.client.get(shown).content.decode()


def test_an_open_file_is_not_due_but_that_of_who_never_came_is(aigul: Worker, auditor: Worker) -> None:
    make_note(make_case(case_manager=aigul.staff, arrived_at=real_now()), compartment="C3")
    never = make_case(phase="P0", opened_at=clock.now() - timedelta(days=500))
    make_evidence(never, at=clock.now() - timedelta(days=400))
    heard_of = make_case(phase="P0", opened_at=clock.now() - timedelta(days=500))
    make_evidence(heard_of, at=clock.now() - timedelta(days=40))

    assert [one.code for one in due(auditor.actor, clock.now())] == [never.person.code]


def test_many_files_ask_no_more_than_one(aigul: Worker, auditor: Worker) -> None:
    make_note(closed(aigul, 14), compartment="C3")
    with CaptureQueriesContext(connection) as one:
        due(auditor.actor, clock.now())
    for _ in range(10):
        make_note(closed(aigul, 14), compartment="C3")
    with CaptureQueriesContext(connection) as many:
        due(auditor.actor, clock.now())

    assert len(many) == len(one) <= 15


def test_what_is_due_is_chosen_already_where_it_is_asked_for(aigul: Worker, auditor: Worker) -> None:
    case = closed(aigul, 14)
    address = reverse("rights:ask_erasure", args=[case.person_id])

    page = auditor.client.get(f"{address}?ground=TIME&part=C3&part=C10").content.decode()

    chosen = [tag for tag in re.findall(r"<input[^>]*>", page) if "checked" in tag]
    assert {re.search(r'value="(\w+)"', tag)[1] for tag in chosen} == {"TIME", "C3", "C10"}  # type: ignore[index]
