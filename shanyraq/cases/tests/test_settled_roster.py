"""Coming back to a list that is registered, or undone, already: a calm page says so, and nothing happens twice."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import (
    DraftGone,
    confirm_draft,
    delete_old_drafts,
    discard_draft,
    open_draft,
)
from shanyraq.cases.actions.undo_roster import undo_import
from shanyraq.cases.models import Case, RosterDraft, RosterImport
from shanyraq.cases.tests.camp_list import somebody_works_on_one, workbook
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.views import rosters as views
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
REGISTERED, UNDONE = "This list is already registered", "This import was undone already."


@pytest.fixture
def draft(saule: Worker) -> RosterDraft:
    return open_draft(
        data=workbook(),
        file_name="camp.xlsx",
        as_of=None,
        today=AT.date(),
        by=saule.actor,
        at=real_now(),
    )


@pytest.fixture
def made(draft: RosterDraft, saule: Worker) -> RosterImport:
    return confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())


def cases() -> int:
    with computing("test"):
        return Case.objects.count()


PAGES = [
    ("cases:roster_draft", [], "get"),
    ("cases:roster_draft", [], "post"),
    ("cases:confirm_roster", [], "get"),
    ("cases:confirm_roster", [], "post"),
    ("cases:discard_roster", [], "get"),
    ("cases:discard_roster", [], "post"),
    ("cases:settle_roster_row", [0], "post"),
    ("cases:leave_out_registered", [], "post"),
]


@pytest.mark.parametrize(("name", "more", "method"), PAGES)
def test_every_page_of_a_confirmed_draft_says_that_it_is_registered(
    made: RosterImport, saule: Worker, name: str, more: list[int], method: str
) -> None:
    answer = getattr(saule.client, method)(reverse(name, args=[made.pk, *more]))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert REGISTERED in page and "5 people were registered" in page
    assert f'href="{reverse("cases:rosters")}#imports"' in page
    assert cases() == 5


def test_a_confirmed_draft_whose_import_was_undone_says_that(made: RosterImport, saule: Worker) -> None:
    undo_import(import_id=made.pk, by=saule.actor, at=AT)

    answer = saule.client.post(reverse("cases:confirm_roster", args=[made.pk]))

    assert answer.status_code == 200
    assert UNDONE in answer.content.decode()
    assert reverse("cases:undo_roster", args=[made.pk]) not in answer.content.decode()
    assert cases() == 0


def test_of_two_who_confirm_at_once_the_second_reads_that_it_is_registered(
    draft: RosterDraft, saule: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second was shown the page before the first was through.
    monkeypatch.setattr(views, "own_draft", lambda *_: draft)
    confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())

    answer = saule.client.post(reverse("cases:confirm_roster", args=[draft.pk]))

    assert answer.status_code == 200
    assert REGISTERED in answer.content.decode()
    assert cases() == 5


def test_the_action_refuses_a_draft_that_is_gone(made: RosterImport, saule: Worker) -> None:
    with pytest.raises(DraftGone):
        confirm_draft(draft_id=made.pk, by=saule.actor, at=AT, now=real_now())


def test_anothers_confirmed_list_is_not_found(made: RosterImport) -> None:
    colleague = make_worker("Colleague", "consular_officer", discipline="consular")

    answers = [
        colleague.client.get(reverse(name, args=[made.pk])).status_code
        for name in ("cases:confirm_roster", "cases:undo_roster")
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize(("name", "more", "method"), PAGES)
def test_whoever_comes_back_to_a_draft_she_deleted_reads_that_she_did(
    draft: RosterDraft, saule: Worker, name: str, more: list[int], method: str
) -> None:
    discard_draft(draft_id=draft.pk, by=saule.actor, at=real_now())

    answer = getattr(saule.client, method)(reverse(name, args=[draft.pk, *more]))

    assert answer.status_code == 200
    assert "You deleted it, and nothing of it was kept." in answer.content.decode()
    assert f'href="{reverse("cases:rosters")}"' in answer.content.decode()


@pytest.mark.parametrize("is_swept", [False, True])
def test_whoever_comes_back_to_a_draft_after_a_day_reads_that_it_was_deleted(
    draft: RosterDraft, saule: Worker, monkeypatch: pytest.MonkeyPatch, is_swept: bool
) -> None:
    tomorrow = real_now() + RosterDraft.LIVES
    if is_swept:
        delete_old_drafts(at=tomorrow)
    monkeypatch.setattr(views.clock, "real_now", lambda: tomorrow)

    page = saule.client.get(reverse("cases:roster_draft", args=[draft.pk]))

    assert page.status_code == 200
    assert "Drafts are deleted after a day" in page.content.decode()
    assert draft.file_name not in page.content.decode()


def test_anothers_draft_that_is_gone_is_not_found(draft: RosterDraft, saule: Worker) -> None:
    colleague = make_worker("Colleague", "consular_officer", discipline="consular")
    address = reverse("cases:roster_draft", args=[draft.pk])
    before = colleague.client.get(address).status_code
    discard_draft(draft_id=draft.pk, by=saule.actor, at=real_now())

    assert (before, colleague.client.get(address).status_code) == (404, 404)
    assert saule.client.get(reverse("cases:roster_draft", args=[uuid4()])).status_code == 404


def test_a_second_undo_says_that_it_was_undone_and_offers_no_button(
    made: RosterImport, saule: Worker
) -> None:
    address = reverse("cases:undo_roster", args=[made.pk])
    saule.client.post(address)

    for answer in (saule.client.get(address), saule.client.post(address)):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert UNDONE in page
        assert "Undo the import" not in page
        assert f'href="{reverse("cases:rosters")}#imports"' in page


def test_the_page_says_before_any_press_why_an_import_stays(made: RosterImport, saule: Worker) -> None:
    address = reverse("cases:undo_roster", args=[made.pk])
    assert "Undo the import" in saule.client.get(address).content.decode()
    somebody_works_on_one(saule)

    page = saule.client.get(address).content.decode()

    assert "Somebody has worked on these files since" in page
    assert "Undo the import" not in page
    assert 'method="post"' not in page.split("<main")[1].split("</main")[0]


def test_no_page_offers_to_undo_an_import_once_somebody_has_worked_on_one(
    made: RosterImport, saule: Worker
) -> None:
    pages = [reverse("cases:rosters"), reverse("cases:roster_draft", args=[made.pk])]
    undo = reverse("cases:undo_roster", args=[made.pk])
    before = [saule.client.get(page).content.decode() for page in pages]
    somebody_works_on_one(saule)

    after = [saule.client.get(page).content.decode() for page in pages]

    assert all(undo in page for page in before)
    assert not any(undo in page for page in after)
    assert "Confirmed" in after[0]


def test_looking_at_the_undo_page_writes_nothing(made: RosterImport, saule: Worker) -> None:
    saule.client.get(reverse("cases:undo_roster", args=[made.pk]))

    made.refresh_from_db()
    assert made.undone_at is None
    assert cases() == 5
