"""The sheet about her own file, as tests ask for it: whose it is, and what a colleague is shown of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from shanyraq.audit.actions import Act, append
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.writing import writing
from shanyraq.people.tests.factories import make_language, make_name, make_person


def make_mother(aigul: Worker) -> Case:
    """Maryam, whose mother tongue is Arabic; Aigul leads her support."""
    person = make_person("Maryam Omarova", sex="F", birth_date=date(1990, 5, 1), birth_precision="day")
    make_name(person, "مريم عمر", script="Arab", given="مريم")
    make_language(person, language="ar", level="MOTHER")
    make_language(person, language="ru", level="SOME")
    return make_case(person, case_manager=aigul.staff)


def address(case: Case, language: str = "") -> str:
    url = reverse("cases:give_sheet", kwargs={"person_id": case.person_id})
    return f"{url}?language={language}" if language else url


def shown(worker: Worker, case: Case, language: str = "en") -> str:
    response = worker.client.get(address(case, language))
    assert response.status_code == 200
    return response.content.decode()


def read_on(worker: Worker, case: Case, action: str = "records.read", **more: Any) -> None:
    """As the gate writes it: she was shown something of this person."""
    act = Act(action, str(worker.account.pk), [f"person:{case.person_id}"], **more)
    with writing():
        append(act)
