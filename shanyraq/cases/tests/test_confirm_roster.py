"""Confirming a list makes families with support files, and undoing it leaves nothing of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import CannotImport, confirm_draft, correct_row, open_draft
from shanyraq.cases.actions.undo_roster import undo_import
from shanyraq.cases.models import Case, Note, RosterDraft, RosterImport
from shanyraq.cases.tests.camp_list import KUNYA, PAPER, somebody_works_on_one, workbook
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Family, FamilyMembership, Kinship, NameKey, Person, PersonName
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
MADE = (Person, PersonName, NameKey, Family, FamilyMembership, Kinship, Case, Item)


def read(worker: Worker) -> RosterDraft:
    return open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=AT.date(), by=worker.actor, at=real_now()
    )


def confirm(worker: Worker) -> RosterImport:
    return confirm_draft(draft_id=read(worker).pk, by=worker.actor, at=AT, now=real_now())


def test_families_of_the_list_become_families_with_support_files(saule: Worker) -> None:
    made = confirm(saule)

    with computing("test"):
        cases = list(Case.objects.select_related("person", "family"))
        assert (made.people, made.families, made.left_out) == (5, 2, 1)
        assert len(cases) == 5
        assert {case.family.label for case in cases} == {"Aisulu Testova", "Dina Bekova"}
        assert {case.phase for case in cases} == {"P0"}
        assert Kinship.objects.count() == 3
        assert not RosterDraft.objects.exists()


WIVES = """Name,Sex,Year of birth,Nationality
Aisulu Testova (wife of Timur Bekov),F,1990,KZ
Dina Bekova (wife of Abu Yusuf),F,1991,KZ
Салтанат Тестова (жена Абу Умара),F,1991,KZ
خديجة (زوجة أبو محمد الكازاخي),F,1991,KZ
"""


def test_a_husband_who_is_not_in_the_list_is_a_note_in_her_file_and_no_person(saule: Worker) -> None:
    draft = open_draft(
        data=WIVES.encode(),
        file_name="camp.csv",
        as_of=None,
        today=AT.date(),
        by=saule.actor,
        at=real_now(),
    )
    made = confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())

    notes = list(Note.objects.visible_to(saule.actor).select_related("case__person"))
    with computing("test"):
        assert Person.objects.count() == 4
    # A kunya belongs to the vault: it is in no note.
    assert [(note.compartment, note.text) for note in notes] == [
        ("C1", "Somebody who is named here is not in this list: “wife of Timur Bekov”.")
    ]

    undo_import(import_id=made.pk, by=saule.actor, at=AT)
    with computing("test"):
        assert not Note.objects.exists()


def test_other_nationals_are_nowhere_afterwards(saule: Worker) -> None:
    confirm(saule)

    with computing("test"):
        assert not PersonName.objects.filter(text__contains="Olga").exists()


def test_undecided_nationality_stays_undecided_and_its_step_is_open(saule: Worker) -> None:
    confirm(saule)

    with computing("test"):
        maryam = Case.objects.get(person__names__text="Maryam Testova")
        assert maryam.person.nationality == ""


def test_ages_count_from_the_day_of_the_list(saule: Worker) -> None:
    confirm(saule)

    with computing("test"):
        yusuf = Person.objects.get(names__text="Yusuf Testov")
        assert yusuf.birth_precision == "estimated"
        assert yusuf.age_on(AT.date()) in (8, 9)


def test_a_kunya_and_a_paper_go_to_the_vault_and_nowhere_else(saule: Worker) -> None:
    confirm(saule)

    with computing("test"):
        assert Item.objects.count() == 2
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                for value in row:
                    text = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                    assert KUNYA.encode() not in text
                    assert PAPER.encode() not in text


def test_a_list_with_nobody_to_register_is_refused(saule: Worker) -> None:
    draft = read(saule)
    for row in range(6):
        correct_row(
            draft_id=draft.pk, row_id=row, changes={"is_left_out": True}, by=saule.actor, at=real_now()
        )

    with pytest.raises(CannotImport):
        confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())


def test_undoing_leaves_no_row_of_the_import(saule: Worker) -> None:
    made = confirm(saule)

    undo_import(import_id=made.pk, by=saule.actor, at=AT)

    with computing("test"):
        assert {model.__name__: model.objects.count() for model in MADE} == {
            model.__name__: 0 for model in MADE
        }


def test_looking_at_the_files_does_not_keep_an_import_from_being_undone(saule: Worker) -> None:
    made = confirm(saule)
    saule.client.get(reverse("cases:rosters"))

    assert undo_import(import_id=made.pk, by=saule.actor, at=AT).undone_at == AT


def test_an_import_somebody_has_built_on_stays(saule: Worker) -> None:
    made = confirm(saule)
    somebody_works_on_one(saule)

    with pytest.raises(CannotImport, match="worked on"):
        undo_import(import_id=made.pk, by=saule.actor, at=AT)
    with computing("test"):
        assert Case.objects.count() == 5


def test_an_import_is_undone_once(saule: Worker) -> None:
    made = confirm(saule)
    undo_import(import_id=made.pk, by=saule.actor, at=AT)

    with pytest.raises(CannotImport, match="already"):
        undo_import(import_id=made.pk, by=saule.actor, at=AT)


def test_the_pages_confirm_undo_and_confirm_again(saule: Worker) -> None:
    for _ in range(2):
        address = reverse("cases:confirm_roster", args=[read(saule).pk])
        assert "5 people" in saule.client.get(address).content.decode()
        answer = saule.client.post(address, follow=True)
        assert "5 people now have a support file" in answer.content.decode()
        with computing("test"):
            made = RosterImport.objects.get(undone_at=None)
        undo = reverse("cases:undo_roster", args=[made.pk])
        assert saule.client.get(undo).status_code == 200
        assert "is undone" in saule.client.post(undo, follow=True).content.decode()


def test_nobody_undoes_anothers_import(saule: Worker, aigul: Worker) -> None:
    made = confirm(saule)

    assert aigul.client.post(reverse("cases:undo_roster", args=[made.pk])).status_code == 403
