"""Adding a paper: who may, what is kept of it, and what stands in the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import scanning
from shanyraq.foundation.errors import NotAllowed
from shanyraq.papers import shelf
from shanyraq.papers.actions import adding
from shanyraq.papers.actions.adding import CannotKeepPaper, add_paper
from shanyraq.papers.models import Paper
from shanyraq.papers.tests import samples
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
NAME = "Passport of Aliya Omarova.pdf"


@pytest.fixture
def case(aigul: Worker, zhanna: Worker) -> Case:
    """Aigul leads the file, Zhanna is the lawyer."""
    found = the_omarova_family(aigul.staff)[0]
    make_assignment(found, zhanna.staff)
    return found


@pytest.fixture(autouse=True)
def _at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are cleaned in this process: another one takes half a second (test_clean asks it)."""
    from shanyraq.papers.cleaning.looking import Cleaned
    from shanyraq.papers.cleaning.recognising import cleaned

    monkeypatch.setattr(adding, "clean", lambda data: Cleaned(*cleaned(data)))


def send(worker: Worker, case: Case, data: bytes, **told: str) -> Any:
    fields = {"kind": "civil-document", "title": "Birth certificate", **told}
    url = reverse("papers:add_paper", args=[case.person_id])
    return worker.client.post(url, {"file": SimpleUploadedFile(NAME, data), **fields})


def kept() -> list[Paper]:
    with computing("test"):
        return list(Paper._base_manager.all())


def test_a_lawyer_keeps_a_civil_document_and_its_former_name_is_gone(zhanna: Worker, case: Case) -> None:
    answer = send(zhanna, case, samples.pdf("Dear office", acts=True))

    (paper,) = kept()
    assert answer.status_code == 302 and answer["Location"] == reverse("papers:papers", args=[case.person_id])
    assert (paper.compartment, paper.form, paper.title) == ("C8", "PDF", "Birth certificate")
    assert paper.person_id == case.person_id and paper.added_by_id == zhanna.staff.pk
    on_disk = shelf.get(paper.file)
    assert len(on_disk) == paper.size + 45 and b"PDF" not in on_disk and b"Omarova" not in on_disk
    row = Entry.objects.filter(action="paper.add").latest("seq")
    assert row.decision == Entry.ALLOWED
    assert {f"person:{case.person_id}", f"paper:{paper.pk}"} <= set(json.loads(row.objects_json))


def test_a_case_manager_reads_civil_documents_and_adds_none(aigul: Worker, case: Case) -> None:
    form = aigul.client.get(reverse("papers:add_paper", args=[case.person_id])).content.decode()
    answer = send(aigul, case, samples.pdf())

    assert "civil-document" not in form and "family-paper" in form
    assert answer.status_code == 200 and kept() == []
    with pytest.raises(NotAllowed):
        add_paper(case_id=case.pk, kind="civil-document", title="", data=samples.pdf(), by=aigul.actor, at=AT)


def test_who_writes_in_no_part_that_keeps_papers_finds_no_form(daniyar: Worker, case: Case) -> None:
    assert daniyar.client.get(reverse("papers:add_paper", args=[case.person_id])).status_code == 403
    assert send(daniyar, case, samples.pdf()).status_code == 403
    assert kept() == []


def test_nobody_adds_to_the_file_of_somebody_whom_she_does_not_see(erlan: Worker, case: Case) -> None:
    absent = reverse("papers:add_paper", args=["00000000-0000-4000-8000-000000000000"])

    answer = send(erlan, case, samples.pdf(), kind="family-paper")

    assert answer.status_code == erlan.client.get(absent).status_code == 404
    with pytest.raises(NotAllowed):
        add_paper(case_id=case.pk, kind="family-paper", title="", data=samples.pdf(), by=erlan.actor, at=AT)
    assert kept() == []


def test_a_file_that_cannot_be_kept_leaves_a_sentence_a_row_and_nothing_else(
    zhanna: Worker, case: Case
) -> None:
    answer = send(zhanna, case, samples.docx({"word/vbaProject.bin": b"x"}))

    assert answer.status_code == 200 and "holds a macro" in answer.content.decode()
    assert kept() == [] and list(shelf.names()) == []
    row = Entry.objects.filter(action="paper.add").latest("seq")
    assert (row.decision, row.reason_code) == (Entry.DECLINED, "acts")


def test_what_the_scanner_knows_is_not_kept(
    zhanna: Worker, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_found_in", lambda data: "Something")

    assert "harms computers" in send(zhanna, case, samples.pdf()).content.decode()
    assert kept() == []


def test_a_file_that_is_too_large_is_told_so(
    zhanna: Worker, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.foundation.uploads.LIMIT", 10)

    answer = send(zhanna, case, samples.pdf() + b" " * 200_000)

    assert "larger than 20" in answer.content.decode() and kept() == []
    assert "Save or scan it smaller" in answer.content.decode()  # each refusal says what to do


def test_where_the_row_cannot_be_written_no_file_stays(
    zhanna: Worker, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise OSError("no row")

    monkeypatch.setattr(Paper, "save", fails)

    with pytest.raises(OSError, match="no row"):
        add_paper(
            case_id=case.pk, kind="civil-document", title="", data=samples.pdf(), by=zhanna.actor, at=AT
        )
    assert list(shelf.names()) == []


def test_a_title_is_sealed(zhanna: Worker, case: Case) -> None:
    send(zhanna, case, samples.png(), title="  Court of  Almaty ")

    (paper,) = Paper._base_manager.values_list("title", flat=True)
    assert b"Almaty" not in bytes(paper)
    assert kept()[0].title == "Court of Almaty"


def test_every_refusal_of_the_cleaners_has_its_sentence() -> None:
    from shanyraq.papers.cleaning.unfit import Unfit
    from shanyraq.papers.rules import WHY_NOT

    codes = {value for name, value in vars(Unfit).items() if name.isupper()}

    assert codes == set(WHY_NOT)


def test_the_pack_keeps_papers_in_parts_that_may_have_them() -> None:
    assert {kind.compartment for kind in pack().papers.values()} == {"C3", "C4", "C6", "C7", "C8", "C12"}


def test_a_picture_can_be_kept_only_by_who_opens_it_again(zhanna: Worker, case: Case, tmp_path: Path) -> None:
    """A kind that the pack does not have is none."""
    with pytest.raises(NotAllowed):
        add_paper(case_id=case.pk, kind="passport", title="", data=samples.png(), by=zhanna.actor, at=AT)
    with pytest.raises(CannotKeepPaper):
        add_paper(case_id=case.pk, kind="civil-document", title="", data=b"", by=zhanna.actor, at=AT)
