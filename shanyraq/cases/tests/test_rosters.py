"""Reading a list into a draft and looking it through: nobody is registered by that, and nobody else sees it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import CannotImport, add_row, correct_row, delete_old_drafts, open_draft
from shanyraq.cases.models import Case, RosterDraft
from shanyraq.cases.rosters.drafts import LOOK, OTHER_NATIONAL, READY, DraftRow, content_from
from shanyraq.cases.tests.camp_list import KUNYA, upload, workbook
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.foundation.clock import real_now, today
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.uploads import LIMIT
from shanyraq.people.models import Person

pytestmark = pytest.mark.django_db


def read(worker: Worker) -> RosterDraft:
    return open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=today(), by=worker.actor, at=real_now()
    )


def stored(draft: RosterDraft) -> tuple[DraftRow, ...]:
    with computing("test"):
        return content_from(RosterDraft.objects.get(pk=draft.pk).content).rows


def states(draft: RosterDraft) -> list[str]:
    return [row.state("KZ") for row in content_from(draft.content).rows]


def test_reading_a_list_registers_nobody(saule: Worker) -> None:
    draft = read(saule)

    assert states(draft) == [READY, READY, LOOK, OTHER_NATIONAL, READY, READY]
    with computing("test"):
        assert not Person.objects.exists()
        assert not Case.objects.exists()


def test_a_draft_is_sealed_in_the_database(saule: Worker) -> None:
    read(saule)

    with connection.cursor() as cursor:
        cursor.execute("SELECT file_name, content FROM cases_rosterdraft")
        stored = b"".join(bytes(value) for value in cursor.fetchone())

    for text in ("camp.xlsx", "Testova", KUNYA, "Olga"):
        assert text.encode() not in stored


def test_a_draft_is_its_owners_alone(saule: Worker, aigul: Worker, admin: Worker) -> None:
    address = reverse("cases:roster_draft", args=[read(saule).pk])

    assert saule.client.get(address).status_code == 200
    assert aigul.client.get(address).status_code == 403
    assert admin.client.get(address).status_code == 403


def test_another_consular_officer_gets_not_found(saule: Worker) -> None:

    colleague = make_worker("Colleague", "consular_officer", discipline="consular")

    assert colleague.client.get(reverse("cases:roster_draft", args=[read(saule).pk])).status_code == 404


def test_a_draft_is_gone_after_a_day(saule: Worker) -> None:
    draft = read(saule)
    with computing("test"):
        RosterDraft.objects.filter(pk=draft.pk).update(made_at=real_now() - timedelta(hours=24, minutes=1))

    page = saule.client.get(reverse("cases:roster_draft", args=[draft.pk])).content.decode()
    assert "Aisulu" not in page and "camp.xlsx" not in page
    assert delete_old_drafts(at=real_now()) == 1
    with computing("test"):
        assert not RosterDraft.objects.exists()


def test_a_younger_draft_stays(saule: Worker) -> None:
    read(saule)

    assert delete_old_drafts(at=real_now() + timedelta(hours=23)) == 0


def test_correcting_a_row_settles_its_questions(saule: Worker) -> None:
    draft = read(saule)

    correct_row(draft_id=draft.pk, row_id=2, changes={"nationality": "KZ"}, by=saule.actor, at=real_now())

    with computing("test"):
        assert states(RosterDraft.objects.get(pk=draft.pk))[2] == READY


def test_nobody_corrects_anothers_draft(saule: Worker, aigul: Worker) -> None:
    draft = read(saule)

    with pytest.raises(NotAllowed):
        correct_row(draft_id=draft.pk, row_id=2, changes={"sex": "M"}, by=aigul.actor, at=real_now())


def test_a_row_that_is_not_there_is_refused(saule: Worker) -> None:
    with pytest.raises(CannotImport):
        correct_row(draft_id=read(saule).pk, row_id=99, changes={}, by=saule.actor, at=real_now())


def test_the_upload_page_leads_to_the_draft(saule: Worker) -> None:
    answer = saule.client.post(reverse("cases:rosters"), {"list_file": upload()}, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Aisulu Testova" in page
    assert "Another national" in page
    assert "The nationality is not given." in page


def test_the_form_of_a_row_keeps_what_was_typed_and_names_the_fault(saule: Worker) -> None:
    address = reverse("cases:roster_draft", args=[read(saule).pk]) + "?row=0"
    answer = saule.client.post(address, {"latn": "Aisulu T.", "birth_date": "31.12.1990", "keeping": "keep"})

    page = answer.content.decode()
    assert "Aisulu T." in page
    assert "year-month-day" in page


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.xlsx", b"", "empty.xlsx is empty"),
        ("letter.pdf", b"%PDF-1.7\n%....", "letter.pdf is not a list"),
        ("broken.xlsx", b"PK\x03\x04" + b"\0" * 60, "broken.xlsx"),
    ],
)
def test_a_file_that_is_no_list_is_named_with_the_remedy(
    saule: Worker, name: str, data: bytes, said: str
) -> None:
    answer = saule.client.post(reverse("cases:rosters"), {"list_file": upload(name, data)})

    assert answer.status_code == 200
    assert said in answer.content.decode()
    with computing("test"):
        assert not RosterDraft.objects.exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [("shop.csv", "Product,Price,Qty\nApple,3,4\nPear,5,6\n"), ("form.csv", "Name,Sex,Date of birth\n")],
)
def test_a_file_without_people_is_named_with_the_columns_it_needs_and_leaves_no_draft(
    saule: Worker, name: str, text: str
) -> None:
    answer = saule.client.post(reverse("cases:rosters"), {"list_file": upload(name, text.encode())})

    page = unescape(answer.content.decode())
    assert f"No person was found in the file {name}." in page
    assert "a column of names" in page
    with computing("test"):
        assert not RosterDraft.objects.exists()


def test_a_file_over_the_limit_is_named_and_nothing_is_kept(saule: Worker) -> None:
    answer = saule.client.post(
        reverse("cases:rosters"), {"list_file": upload("huge.csv", b"x" * (LIMIT + 200_000))}
    )

    assert answer.status_code == 200
    assert "huge.csv is larger than 20 MB" in answer.content.decode()


def test_only_those_who_may_import_see_the_page(aigul: Worker, saule: Worker) -> None:
    assert saule.client.get(reverse("cases:rosters")).status_code == 200
    assert aigul.client.get(reverse("cases:rosters")).status_code == 403
    assert Client().get(reverse("cases:rosters")).status_code == 302


@pytest.mark.parametrize(
    "query", ["?page=x", "?page=-3", "?row=a", "?show=everything", "?page=99999999&row=1"]
)
def test_a_wrong_address_of_a_draft_shows_a_page_all_the_same(saule: Worker, query: str) -> None:
    assert saule.client.get(reverse("cases:roster_draft", args=[read(saule).pk]) + query).status_code == 200


def test_leaving_a_row_out_and_taking_it_back_needs_one_button_each(saule: Worker) -> None:
    draft = read(saule)
    address = reverse("cases:settle_roster_row", args=[draft.pk, 0])

    saule.client.post(address, {"keeping": "leave"})
    with computing("test"):
        left_out = content_from(RosterDraft.objects.get(pk=draft.pk).content).rows[0].is_left_out
    saule.client.post(address, {"keeping": "keep"})
    with computing("test"):
        back = content_from(RosterDraft.objects.get(pk=draft.pk).content).rows[0].is_left_out

    assert (left_out, back) == (True, False)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2019-02-30"])
def test_a_list_of_a_day_that_cannot_be_is_not_read(saule: Worker, day: str) -> None:
    answer = saule.client.post(reverse("cases:rosters"), {"list_file": upload(), "as_of": day})

    assert answer.status_code == 200 and answer.context["form"].errors["as_of"]
    with computing("test"):
        assert not RosterDraft.objects.exists()


def test_a_missing_person_can_be_added(saule: Worker) -> None:
    draft = read(saule)
    address = reverse("cases:roster_draft", args=[draft.pk])
    link = re.search(r'href="([^"]*add=1)#row-new"', saule.client.get(address).content.decode())
    assert link is not None
    form = saule.client.get(unescape(link[1]))
    assert 'id="row-new"' in form.content.decode()

    answer = saule.client.post(
        unescape(link[1]), {"latn": "Sara Testova", "birth_date": "2020", "family": "1", "keeping": "keep"}
    )

    assert answer.status_code == 302 and answer["Location"].endswith("#row-6")
    added = stored(draft)[6]
    assert (added.names, added.birth_date, added.family) == ({"Latn": "Sara Testova"}, "2020", "1")


def test_somebody_of_whom_nothing_is_given_is_not_added(saule: Worker) -> None:
    draft = read(saule)

    answer = saule.client.post(
        reverse("cases:roster_draft", args=[draft.pk]) + "?add=1", {"sex": "F", "keeping": "keep"}
    )

    assert "Give at least a name or a date of birth." in answer.content.decode()
    assert len(stored(draft)) == 6
    with pytest.raises(CannotImport):
        add_row(draft_id=draft.pk, values={"sex": "F"}, by=saule.actor, at=real_now())
    assert len(stored(draft)) == 6
