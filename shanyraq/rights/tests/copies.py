"""The copy of somebody's own data, as a page and as it is printed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import (
    make_evidence,
    make_record,
)

NEIGHBOUR = "Her neighbour Zarina told it."


def address(case: Case, **told: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"language": "en", **told}.items())
    return f"{reverse('cases:give_copy', args=[case.person_id])}?{query}"


def shown(worker: Worker, case: Case, **told: Any) -> str:
    response = worker.client.get(address(case, **told))
    assert response.status_code == 200
    return response.content.decode()


def on_paper(page: str) -> str:
    """What is printed: not the choosing before it, nor the form after it."""
    return page.partition('id="facts"')[2].partition('id="given"')[0]


def recorded(case: Case, kind: str, part: str, at: Any, **details: Any) -> Any:
    record = make_record(case, kind=kind, compartment=part, happened_at=at, details=details)
    make_evidence(case, kind=kind, compartment=part, at=at, source="cases.record", source_id=record.pk)
    return record
