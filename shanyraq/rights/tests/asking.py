"""Somebody asks about a file, and what the pages show of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation import clock
from shanyraq.people.tests.factories import make_person
from shanyraq.rights.actions.requests import (
    NewRequest,
    receive_request,
)
from shanyraq.rights.models import DataRequest


def aged(years: int, aigul: Worker) -> Case:
    today = clock.today()
    born = today.replace(year=today.year - years, day=1)
    return make_case(make_person("Aya", birth_date=born, birth_precision="day"), case_manager=aigul.staff)


def asked(case: Case, by: Worker, **told: Any) -> DataRequest:
    new: dict[str, Any] = {
        "kind": "SEE",
        "asked_by": "SELF",
        "identified": "KNOWN",
        "language": "ar",
        "received_on": clock.today(),
    }
    return receive_request(
        person_id=case.person_id, new=NewRequest(**(new | told)), by=by.actor, at=clock.now()
    )


def page(worker: Worker, name: str, *args: object, status: int = 200) -> str:
    response = worker.client.get(reverse(f"rights:{name}", args=args))
    assert response.status_code == status
    return response.content.decode()
