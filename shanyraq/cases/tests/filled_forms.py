"""Every kind of form that saves, filled in so that it can be saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.models import Appointment, Assignment, Case, Consent, Note, Record, Review
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.families import happened
from shanyraq.cases.tests.test_record_form import form_data, record_url
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.people.models import Kinship, Person
from shanyraq.people.tests.factories import AT


@dataclass
class Form:
    """A page, what is typed into it, and how much of what it makes there is."""

    url: str
    data: dict[str, Any]
    rows: Any

    def count(self) -> int:
        with system("test"):
            return int(self.rows.objects.count())


def of(case: Case, name: str, query: str = "") -> str:
    return reverse(f"cases:{name}", kwargs={"family_id": case.family_id}) + query


def of_person(case: Case, name: str) -> str:
    return reverse(f"cases:{name}", kwargs={"person_id": case.person_id})


def a_record(cases: list[Case], worker: Worker) -> Form:
    return Form(record_url(cases[0], "?kind=home.visit.made"), form_data(cases), Record)


def a_waiver(cases: list[Case], worker: Worker) -> Form:
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    data = {"who": [str(case.pk) for case in cases], "reason": "The nurse came twice this week."}
    return Form(of(cases[0], "waive", "?step=P5-09"), data, Record)


def a_decline(cases: list[Case], worker: Worker) -> Form:
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    who = {"who": [str(cases[0].pk)], "words": "not now"}
    return Form(of(cases[0], "decline", "?step=P3-06"), who, Record)


def a_note(cases: list[Case], worker: Worker) -> Form:
    return Form(
        of(cases[0], "add_note"),
        {"who": [str(cases[0].pk)], "compartment": "C7", "text": "Likes football."},
        Note,
    )


def a_family(cases: list[Case], worker: Worker) -> Form:
    return Form("/families/new/", typed(), Person)


def a_meeting(cases: list[Case], worker: Worker) -> Form:
    data = {
        "title": "Home visit",
        "who": [str(cases[0].pk)],
        "on": "2021-05-28",
        "at": "10:00",
        "minutes": "60",
        "staff": str(worker.staff.pk),
    }
    return Form(of(cases[0], "make_appointment"), data, Appointment)


def a_question(cases: list[Case], worker: Worker) -> Form:
    data = {"people": [str(cases[0].pk)], "request": "Please look at the plan with me."}
    return Form(of(cases[0], "ask_review"), data, Review)


def a_tie(cases: list[Case], worker: Worker) -> Form:
    data = {"kind": "SIBLING", "relative": str(cases[3].person_id), "proof": "DECLARED"}
    return Form(of_person(cases[2], "add_kin"), data, Kinship)


def an_answer(cases: list[Case], worker: Worker) -> Form:
    data = {"given_by": "SELF", "on": "2021-05-20", "language": "kk", "purpose_case_support": "YES"}
    return Form(of_person(cases[0], "consents"), data, Consent)


def an_assignment(cases: list[Case], worker: Worker) -> Form:
    other = make_worker("Zhanar", "case_manager", region="ALR")
    data = {"people": [str(case.pk) for case in cases], "case_manager": str(other.staff.pk)}
    return Form(of(cases[0], "assign"), data, Assignment)


def a_colleague(cases: list[Case], worker: Worker) -> Form:
    other = make_worker("Gulnara", "psychologist", region="ALR")
    data = {"people": [str(case.pk) for case in cases], "colleague": str(other.staff.pk)}
    return Form(of(cases[0], "add_colleague"), data, Assignment)


BY_CASE_MANAGER = (a_record, a_decline, a_note, a_family, a_meeting, a_question, a_tie, an_answer)
BY_SUPERVISOR = (a_waiver, an_assignment, a_colleague)
