"""B44: a list that is taken along holds what was asked for and nothing else, and says whose it is."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import openpyxl  # noqa: TID251 - it tells what is hidden in a workbook
import pytest
from django.db import connection
from django.urls import reverse

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.queries import computing
from shanyraq.cases.actions.exports import forget_old_lists
from shanyraq.cases.models import Case, Export
from shanyraq.cases.queries import exports as read
from shanyraq.cases.rules import exports as rules
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.test_take_list import TOLD, taken
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Family, PersonName

pytestmark = pytest.mark.django_db
TRAP = '=HYPERLINK("http://127.0.0.1:9/",1)'
HEAD = 6  # rows before the first person: the title, three marks, a blank one, the labels


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    """Six people, one of whom is called what a spreadsheet would work out."""
    found = the_omarova_family(aigul.staff)
    with computing("test"):
        PersonName.objects.filter(person=found[1].person_id).update(text=TRAP, given=TRAP)
        Family.objects.update(label="@SUM(1+1)")
    return found


def fetched(worker: Worker, export: Export) -> bytes:
    return bytes(worker.client.get(reverse("cases:export_file", args=[export.pk])).content)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_nothing_is_hidden_named_commented_on_or_worked_out(aigul: Worker, cases: list[Case]) -> None:
    data = fetched(aigul, taken(aigul))
    book = opened(data)

    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"]
    sheet = book.active
    assert not [
        one for one in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()) if one.hidden
    ]
    assert not list(book.defined_names) and not list(sheet.defined_names)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.comment or cell.hyperlink or cell.data_type == "f"]
    assert sheet.auto_filter.ref is None and not sheet.data_validations.dataValidation
    told = book.properties
    assert not any(
        (told.creator, told.title, told.subject, told.description, told.keywords, told.lastModifiedBy)
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.namelist()
        words = b"".join(archive.read(part) for part in parts).decode("utf-8", "replace")
    assert not [
        part for part in parts if "vba" in part or "external" in part or "custom" in part or "comment" in part
    ]
    assert "<f>" not in words
    assert not [sign for sign in words if sign in "\u2066\u2067\u2068\u2069\u200e\u200f\u202a\u202e"]


def test_its_rows_are_the_people_who_were_asked_for(aigul: Worker, erlan: Worker, cases: list[Case]) -> None:
    the_omarova_family(erlan.staff)  # others, of the same name

    rows = list(opened(fetched(aigul, taken(aigul))).active.iter_rows(min_row=HEAD + 1, values_only=True))

    assert sorted(row[2] for row in rows) == sorted(case.person.code for case in cases)
    assert TRAP in {row[1] for row in rows}  # as a word


def test_no_more_of_them_than_the_sheet_says_is_in_it(aigul: Worker, cases: list[Case]) -> None:
    sheet = opened(fetched(aigul, taken(aigul))).active

    assert [cell.value for cell in sheet[HEAD]] == ["Family", "Name", "Code", "Age", "Phase", "Late services"]
    assert sheet.max_row == HEAD + len(cases) and sheet.max_column == 6


def test_every_page_says_who_took_it_when_what_for_and_until_when(aigul: Worker, cases: list[Case]) -> None:
    export = taken(aigul)
    sheet = opened(fetched(aigul, export)).active
    marks = " ".join(str(sheet.cell(row, 1).value) for row in range(1, HEAD - 1))

    for said in (export.code, "Aigul T.", "A case conference", "The conference", "Destroy by"):
        assert said in marks and said in str(sheet.oddFooter.left.text), said
    assert sheet.oddHeader.left.text
    assert not sheet.HeaderFooter.differentFirst and not sheet.HeaderFooter.differentOddEven


def test_for_many_people_a_second_person_agrees(
    aigul: Worker, daniyar: Worker, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "number", lambda name: {**rules.DEFAULTS, "export_people_alone": 5}[name])
    aigul.client.post(reverse("cases:take_list"), TOLD)
    with computing("test"):
        export = Export.objects.select_related("proposal").get()
    address = reverse("cases:export", args=[export.pk])

    assert aigul.client.get(reverse("cases:export_file", args=[export.pk])).status_code == 404
    aigul.client.post(address, {"fingerprint": fingerprint_of(export.proposal)})  # her own yes
    assert aigul.client.get(reverse("cases:export_file", args=[export.pk])).status_code == 404
    daniyar.client.post(address, {"fingerprint": "0" * 64})  # to something else
    assert aigul.client.get(reverse("cases:export_file", args=[export.pk])).status_code == 404
    daniyar.client.post(address, {"fingerprint": fingerprint_of(export.proposal)})
    assert fetched(aigul, export).startswith(b"PK")


def test_its_rows_are_sealed_where_they_wait_and_gone_after_a_day(aigul: Worker, cases: list[Case]) -> None:
    taken(aigul)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, recipient, reason FROM cases_export")
        held = b"".join(bytes(one) for one in cursor.fetchone())
    assert b"Omarova" not in held and b"conference" not in held

    forget_old_lists(at=real_now() + timedelta(hours=25))

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_export")
        assert cursor.fetchone() == (None,)


def test_whoever_has_a_part_of_a_file_takes_nobody_of_another_along(
    aigul: Worker, bota: Worker, cases: list[Case]
) -> None:
    make_assignment(cases[0], bota.staff)

    assert bota.client.get(reverse("cases:take_list")).status_code == 403
