"""What a supervisor answered reaches those who asked, in the file itself; and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from shanyraq.cases.actions.reviews import ask_closure, ask_review, decide_closure, decide_review
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
ASKED = "Is the plan enough for the two little ones?"
ANSWER = "Add the school of Yusuf, then ask me again."


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    return the_omarova_family(aigul.staff)


def shown(worker: Worker, case: Case) -> str:
    answer = worker.client.get(reverse("cases:family", kwargs={"family_id": case.family_id}))
    assert answer.status_code == 200
    return str(answer.content.decode())


def returned(cases: list[Case], asked_by: Worker, decided_by: Worker) -> None:
    asked = ask_review(case_ids=[case.pk for case in cases], request=ASKED, by=asked_by.actor, at=AT)
    ids = [one.pk for one in asked]
    decide_review(review_ids=ids, outcome="RETURNED", answer=ANSWER, by=decided_by.actor, at=AT)


def test_the_answer_to_a_review_stands_in_the_file_of_who_asked(
    cases: list[Case], aigul: Worker, daniyar: Worker
) -> None:
    assert 'id="answers"' not in shown(aigul, cases[0])
    returned(cases, aigul, daniyar)

    page = shown(aigul, cases[0])

    assert page.count(ANSWER) == 1
    answer = page.split('id="answers"')[1].split("</section>")[0]
    assert "The plan came back with an answer" in answer
    assert "Agree to the plan?" not in answer and "Not now" not in answer
    assert "Daniyar T." in answer and "20 May" in answer and "all six" in answer


def test_a_returned_closing_says_so_in_the_file(cases: list[Case], aigul: Worker, daniyar: Worker) -> None:
    [asked] = ask_closure(
        case_ids=[cases[1].pk],
        proposal="GOALS_MET",
        agreed_at=AT,
        request=ASKED,
        by=aigul.actor,
        at=AT,
    )
    decide_closure(review_ids=[asked.pk], outcome="RETURNED", answer=ANSWER, by=daniyar.actor, at=AT)

    answer = shown(aigul, cases[0]).split('id="answers"')[1].split("</section>")[0]

    assert "The support file stays open" in answer and ANSWER in answer and "Alikhan" in answer


def test_a_teacher_of_the_family_does_not_read_what_the_supervisor_answered(
    cases: list[Case], aigul: Worker, daniyar: Worker
) -> None:
    returned(cases, aigul, daniyar)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    for case in cases:
        make_assignment(case, teacher.staff)

    page = shown(teacher, cases[0])

    assert ANSWER not in page and 'id="answers"' not in page


def test_how_long_a_request_has_to_be_is_told_before_it_is_written(cases: list[Case], aigul: Worker) -> None:
    for name in ("ask_review", "ask_closure"):
        page = aigul.client.get(reverse(f"cases:{name}", args=[cases[0].family_id])).content.decode()

        assert "At least 10 characters." in page


def test_what_waits_for_the_supervisor_stands_in_the_file_and_is_not_asked_twice(
    cases: list[Case], aigul: Worker, daniyar: Worker
) -> None:
    told: dict[str, Any] = {"proposal": "GOALS_MET", "agreed_at": AT, "by": aigul.actor, "at": AT}
    ask = reverse("cases:ask_closure", args=[cases[0].family_id])
    assert 'id="asked"' not in shown(aigul, cases[0]) and ask in shown(aigul, cases[0])

    asked = ask_closure(case_ids=[cases[0].pk], request="The first of them.", **told)

    some = shown(aigul, cases[0])
    waiting = some.split('id="asked"')[1].split("</section>")[0]
    assert "A supervisor is asked to close" in waiting and "The first of them." in waiting
    assert "You" in waiting and "Saule" in waiting and "/closures/" not in waiting
    assert ask in some

    ask_closure(case_ids=[case.pk for case in cases[1:]], request="All the others.", **told)

    assert ask not in shown(aigul, cases[0])
    assert reverse("cases:decide_closure", args=[asked[0].pk]) in shown(daniyar, cases[0])


def test_a_teacher_of_the_family_does_not_read_what_the_supervisor_is_asked(
    cases: list[Case], aigul: Worker
) -> None:
    ask_review(case_ids=[cases[0].pk], request=ASKED, by=aigul.actor, at=AT)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)

    assert ASKED not in shown(teacher, cases[0])
