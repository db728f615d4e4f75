"""A list that was read before: who looks registered already is said, and is left out with one button."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import confirm_draft, leave_out_registered, open_draft
from shanyraq.cases.models import Case, RosterDraft
from shanyraq.cases.queries.registered import look_registered
from shanyraq.cases.rosters.drafts import DraftRow, content_from
from shanyraq.cases.tests.camp_list import workbook
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
SAID = "Looks registered already, since 20 March 2021."


def read(worker: Worker) -> RosterDraft:
    return open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=AT.date(), by=worker.actor, at=real_now()
    )


@pytest.fixture
def again(saule: Worker) -> RosterDraft:
    """The same list, read once more after it was confirmed."""
    confirm_draft(draft_id=read(saule).pk, by=saule.actor, at=AT, now=real_now())
    return read(saule)


def left_out(draft: RosterDraft) -> list[bool]:
    with computing("test"):
        return [row.is_left_out for row in content_from(RosterDraft.objects.get(pk=draft.pk).content).rows]


def row(name: str, born: str, script: str = "Latn", **fields: str) -> DraftRow:
    return DraftRow(0, "A", 1, {script: name}, birth_date=born, **fields)  # type: ignore[arg-type]


def test_a_first_list_says_nothing_of_the_kind(saule: Worker) -> None:
    page = saule.client.get(reverse("cases:roster_draft", args=[read(saule).pk])).content.decode()

    assert "registered already" not in page


def test_the_draft_says_who_looks_registered_already_and_since_when(
    again: RosterDraft, saule: Worker
) -> None:
    page = saule.client.get(reverse("cases:roster_draft", args=[again.pk])).content.decode()

    assert "5 people of this list look registered already" in page
    assert page.count(SAID) == 5
    with computing("test"):
        person = Case.objects.get(person__names__text="Maryam Testova").person_id
    assert reverse("cases:person", args=[person]) in page


def test_the_page_before_confirming_says_it_too_and_nothing_is_left_out_by_itself(
    again: RosterDraft, saule: Worker
) -> None:
    page = saule.client.get(reverse("cases:confirm_roster", args=[again.pk])).content.decode()

    assert "5 people of this list look registered already" in page
    assert reverse("cases:leave_out_registered", args=[again.pk]) in page
    assert not any(left_out(again))


def test_one_button_leaves_out_all_of_them_and_only_them(again: RosterDraft, saule: Worker) -> None:
    answer = saule.client.post(reverse("cases:leave_out_registered", args=[again.pk]), follow=True)

    assert "5 rows were left out by you." in answer.content.decode()
    assert left_out(again) == [True, True, True, False, True, True]  # the fourth is of another nationality


def test_only_they_can_be_looked_through(again: RosterDraft, saule: Worker) -> None:
    page = saule.client.get(reverse("cases:roster_draft", args=[again.pk]) + "?show=known").content.decode()

    assert "Dina Bekova" in page
    assert "Olga Ivanova" not in page


def test_who_is_not_seen_is_not_told(again: RosterDraft, saule: Worker) -> None:
    with computing("test"):
        Case.objects.update(phase="P6")  # past what a consular officer sees

    page = saule.client.get(reverse("cases:roster_draft", args=[again.pk])).content.decode()

    assert "registered already" not in page
    assert leave_out_registered(draft_id=again.pk, by=saule.actor, at=real_now()) == 0


def test_nobody_leaves_out_rows_of_anothers_draft(again: RosterDraft, aigul: Worker) -> None:
    with pytest.raises(NotAllowed):
        leave_out_registered(draft_id=again.pk, by=aigul.actor, at=real_now())


@pytest.mark.parametrize(
    ("one", "looks"),
    [
        (row("Ali Bekov", "2017"), True),  # three years old on a list of March 2021, give or take a year
        (row("Bekov Ali", "2018"), True),
        (row("Али Беков", "2018", "Cyrl"), True),
        (row("علي بيكوف", "2018", "Arab"), True),
        (row("Ali Bekov", "2018", sex="F"), False),
        (row("Ali Bekov", "2014"), False),
        (row("Ali Bekov", ""), False),
        (row("Ali Omarov", "2018"), False),
        (row("Ali", "2018"), False),
        (row("يوسف", "2011", "Arab"), False),
    ],
)
def test_names_are_the_same_in_any_script_and_years_have_to_agree(
    again: RosterDraft, saule: Worker, one: DraftRow, looks: bool
) -> None:
    assert bool(look_registered(saule.actor, [one])) is looks


@pytest.mark.parametrize(
    ("one", "looks"), [("1990-05-02", True), ("1990-05", True), ("1990", True), ("1990-05-03", False)]
)
def test_a_birth_date_agrees_as_far_as_both_are_known(saule: Worker, one: str, looks: bool) -> None:
    draft = read(saule)
    confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())
    with computing("test"):
        dina = Case.objects.get(person__names__text="Dina Bekova").person
    dina.birth_date, dina.birth_precision = date(1990, 5, 2), "day"
    dina.save()

    assert bool(look_registered(saule.actor, [row("Dina Bekova", one)])) is looks


def test_two_questions_answer_for_the_whole_list(again: RosterDraft, saule: Worker) -> None:
    rows = content_from(again.content).rows
    actor = saule.actor

    with CaptureQueriesContext(
        connection,
    ) as asked:
        look_registered(actor, rows)
    with CaptureQueriesContext(connection) as on_page:
        saule.client.get(reverse("cases:roster_draft", args=[again.pk]))

    assert len(asked) == 1
    asked_of_people = [one["sql"] for one in on_page if "people_person" in one["sql"]]
    names = [sql for sql in asked_of_people if "cases_emergencyopening" not in sql]  # the frame of every page
    assert len(names) == 2
