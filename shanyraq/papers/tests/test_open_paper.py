"""Opening a paper: for who reads its part of the file, written down first, and never as a page of ours."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import CannotOpen
from shanyraq.papers import queries, shelf
from shanyraq.papers.models import Paper
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
ABSENT = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def case(aigul: Worker, zhanna: Worker) -> Case:
    found = the_omarova_family(aigul.staff)[0]
    make_assignment(found, zhanna.staff)
    return found


def address(paper: Paper) -> str:
    return reverse("papers:open_paper", args=[paper.pk])


def list_of(worker: Worker, case: Case) -> str:
    return worker.client.get(reverse("papers:papers", args=[case.person_id])).content.decode()


def test_who_reads_the_part_opens_it_and_that_is_written_down_before(aigul: Worker, case: Case) -> None:
    paper = make_paper(case, content=b"%PDF-1.7 her papers", title="Birth certificate")

    answer = aigul.client.get(address(paper))

    assert answer.status_code == 200 and answer.content == b"%PDF-1.7 her papers"
    assert answer["Content-Disposition"] == f'attachment; filename="paper-{str(paper.pk)[:8]}.pdf"'
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"] and not answer.streaming
    row = Entry.objects.latest("seq")
    assert (row.action, row.purpose) == ("records.read", "paper.see")
    assert {f"person:{case.person_id}", f"paper:{paper.pk}"} <= set(json.loads(row.objects_json))


def test_nothing_leaves_where_the_record_cannot_be_written(
    aigul: Worker, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shanyraq.access import middleware

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError("full")

    paper = make_paper(case, content=b"%PDF-1.7 her papers")
    monkeypatch.setattr(middleware, "record_reading", fails)

    answer = aigul.client.get(address(paper))

    assert answer.status_code == 503 and b"her papers" not in answer.content


def test_a_paper_of_another_part_is_as_if_it_were_not_there(
    aigul: Worker, zhanna: Worker, case: Case
) -> None:
    medical = make_paper(case, kind="medical-letter", compartment="C3", title="Letter of the clinic")

    for worker in (aigul, zhanna):
        assert worker.client.get(address(medical)).status_code == 404
        assert worker.client.get(reverse("papers:open_paper", args=[ABSENT])).status_code == 404
        page = list_of(worker, case)
        assert "Letter of the clinic" not in page and "No papers yet" in page
        assert queries.papers_of(worker.actor, case.person_id) == []
    doctor = make_worker("Yerzhan", "health_worker", discipline="health", region="ALR")
    make_assignment(case, doctor.staff)
    assert "Letter of the clinic" in list_of(doctor, case)
    assert doctor.client.get(address(medical)).status_code == 200


def test_a_colleague_of_another_region_finds_no_list_and_no_file(erlan: Worker, case: Case) -> None:
    paper = make_paper(case)

    assert erlan.client.get(address(paper)).status_code == 404
    assert erlan.client.get(reverse("papers:papers", args=[case.person_id])).status_code == 404


def test_administrators_and_officers_open_nothing(admin: Worker, auditor: Worker, case: Case) -> None:
    paper = make_paper(case)

    assert {one.client.get(address(paper)).status_code for one in (admin, auditor)} == {403}


def test_what_the_scanner_found_since_is_listed_and_opens_for_nobody(aigul: Worker, case: Case) -> None:
    paper = make_paper(case, title="Birth certificate", harmful_since=AT)

    page = list_of(aigul, case)

    assert "Birth certificate" in page and "cannot be opened" in page and address(paper) not in page
    assert aigul.client.get(address(paper)).status_code == 404


def test_files_that_change_places_do_not_open(case: Case, aigul: Worker) -> None:
    one, other = make_paper(case), make_paper(case)
    Paper._base_manager.filter(pk=one.pk).update(stored="0" * 32)
    Paper._base_manager.filter(pk=other.pk).update(stored=one.stored)

    assert aigul.client.get(address(other)).status_code == 500
    with pytest.raises(CannotOpen):
        queries.content_of(Paper._base_manager.get(pk=other.pk))


def test_no_address_leads_into_the_shelf() -> None:
    for name in ("../keys/root.key", "a/b", "", "0" * 31, "0" * 31 + "g"):
        with pytest.raises(ValueError, match="no name"):
            shelf.get(name)


def test_the_list_of_papers_takes_as_many_questions_for_many_as_for_one(
    aigul: Worker, case: Case, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as questions:
            list_of(aigul, case)
        return len(questions)

    make_paper(case, title="One")
    asked()
    few = asked()
    for n in range(5):
        make_paper(case, title=f"More {n}", added_by=aigul.staff)

    assert asked() <= few + 1


def test_the_page_of_a_person_leads_to_her_papers(aigul: Worker, case: Case) -> None:
    page = aigul.client.get(reverse("cases:person", args=[case.person_id])).content.decode()

    assert reverse("papers:papers", args=[case.person_id]) in page
