"""A small list as a camp sends it, for the tests of its pages: three families, six people."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from shanyraq.access.queries import computing
from shanyraq.cases.actions.records import record_happening
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.people.tests.factories import AT

KUNYA = "Umm Yusuf"
PAPER = "N1234567"
ROWS = (
    ("No", "Name", "الاسم", "Sex", "Age", "Family", "Relation", "Nationality", "Passport"),
    (1, f"Aisulu Testova ({KUNYA})", "آيسولو تستوفا", "F", 31, 1, "head", "Kazakhstan", PAPER),
    (2, "Yusuf Testov", "يوسف", "M", 9, 1, "son", "Kazakhstan", ""),
    (3, "Maryam Testova", "مريم", "F", 4, 1, "daughter", "", ""),
    (4, "Olga Ivanova", "", "F", 40, 2, "head", "Russia", ""),
    (5, "Dina Bekova", "", "F", 28, 3, "head", "KZ", ""),
    (6, "Ali Bekov", "", "M", 3, 3, "son", "KZ", ""),
)
LIST_DAY = date(2021, 3, 12)


def workbook() -> bytes:
    """The list as an Excel file, its date in the title."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((("List of families, 12 March 2021",), *ROWS)):
        sheet.write_row(number, 0, row)
    book.close()
    return held.getvalue()


def upload(name: str = "camp.xlsx", data: bytes | None = None) -> SimpleUploadedFile:
    """The list as a browser sends it."""
    return SimpleUploadedFile(name, workbook() if data is None else data)


def somebody_works_on_one(worker: Worker) -> Case:
    """Somebody records something about the first person of an import: it stays from then on."""
    with computing("test"):
        case = Case.objects.first()
    assert case is not None
    told: dict[str, Any] = {"details": {}, "by": worker.actor, "at": AT}
    record_happening(case_ids=[case.pk], kind="operations.request.logged", happened_at=AT, **told)
    return case
