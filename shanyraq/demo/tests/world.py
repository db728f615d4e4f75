"""A small programme with one of everything that has an address, and the addresses themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import computing
from shanyraq.cases.actions.emergencies import open_in_emergency
from shanyraq.cases.actions.exports import take_list
from shanyraq.cases.actions.rosters import open_draft
from shanyraq.cases.models import Case
from shanyraq.cases.tests.camp_list import workbook
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment, make_opener_review
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.cases.tests.filled_forms import a_meeting, a_note, a_question, a_tie, an_answer
from shanyraq.foundation.clock import real_now
from shanyraq.panels.tests.factories import make_panel, make_panel_seat
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.models import CareSituation
from shanyraq.people.tests.factories import AT
from shanyraq.rights.tests.factories import make_data_request, make_erasure, make_legal_hold
from shanyraq.vault.tests.factories import asks, keeps, make_item

# Which table a word of an address names a row of.
TABLES = {
    "family_id": "people.Family",
    "person_id": "people.Person",
    "record_id": "cases.Record",
    "note_id": "cases.Note",
    "consent_id": "cases.Consent",
    "appointment_id": "cases.Appointment",
    "assignment_id": "cases.Assignment",
    "review_id": "cases.Review",
    "kinship_id": "people.Kinship",
    "situation_id": "people.CareSituation",
    "merge_id": "people.Merge",
    "draft_id": "cases.RosterDraft",
    "import_id": "cases.RosterImport",
    "staff_id": "access.StaffMember",
    "grant_id": "access.RoleGrant",
    "opening_id": "vault.Opening",
    "custodian_id": "vault.Custodian",
    "proposal_id": "access.Proposal",
    "emergency_id": "cases.EmergencyOpening",
    "opener_id": "cases.OpenerReview",
    "export_id": "cases.Export",
    "paper_id": "papers.Paper",
    "finding_id": "oversight.Finding",
    "invented_id": "oversight.InventedPerson",
    "legal_id": "oversight.LegalRequest",
    "breach_id": "oversight.Breach",
    "panel_id": "panels.Panel",
    "request_id": "rights.DataRequest",
    "hold_id": "rights.LegalHold",
    "erasure_id": "rights.Erasure",
}
OTHERS = {
    "secret": "a-secret",
    "role": "case_manager",
    "row_id": "0",
    "authenticator_id": "0",
    "session_id": "0",
    "discipline": "teacher",
    "region": "ALR",
    "table": "phases",
}


def fill(case_manager: Worker, officer: Worker) -> list[Case]:
    """One family with a record, a note, a meeting, a question, a tie and a child in care; and a list in a draft."""
    cases = the_omarova_family(case_manager.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    for make in (a_note, a_meeting, a_question, a_tie, an_answer):
        form = make(cases, case_manager)
        answer = case_manager.client.post(form.url, form.data)
        assert answer.status_code == 302, form.url
    CareSituation.objects.create(person_id=cases[3].person_id, kind="SEPARATED", starts_on=date(2021, 5, 1))
    make_paper(cases[0], kind="family-paper", compartment="C7", added_by=case_manager.staff)
    for make_one in (make_data_request, make_legal_hold, make_erasure):
        make_one(cases[0], case_manager.staff)
    make_panel_seat(make_panel(cases[3], case_manager.staff), officer.staff)
    at = real_now()
    opening = open_in_emergency(
        person_id=cases[0].person_id,
        compartment="C3",
        ground="medical",
        reason="The ambulance asks what she takes, and nobody else is here.",
        by=case_manager.actor,
        at=at,
    )
    make_opener_review(opening)
    take_list(
        what="MINE",
        purpose="conference",
        recipient="The conference",
        reason="The conference asks who comes next month.",
        language="en",
        today=AT.date(),
        by=case_manager.actor,
        at=at,
    )
    open_draft(data=workbook(), file_name="camp.xlsx", as_of=None, today=AT.date(), by=officer.actor, at=at)
    return cases


def ask_for_a_seal(cases: list[Case], lawyer: Worker, custodians: Sequence[Worker]) -> None:
    """The lawyer works with the family, and has asked two custodians for a former name of its first member."""
    case, at = cases[0], real_now()
    make_assignment(case, lawyer.staff)
    keeps(*custodians)
    make_item(case.person_id)
    asks(lawyer, case.person_id, at=at)


def addresses(patterns: Any = None, prefix: str = "/", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Name, route and pattern of every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", route, pattern.pattern


def with_values(route: str, pattern: Any, values: dict[str, str]) -> str:
    """An address of a route."""
    for word, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        route = route.replace(f"<{kind}:{word}>", values[word])
    return route


def real_ids() -> dict[str, str]:
    """A row of each table that addresses name; where there is none, a key of nobody."""
    nobody = "00000000-0000-4000-8000-000000000000"
    with computing("test"):
        found = {
            word: apps.get_model(table)._base_manager.values_list("pk", flat=True).first()
            for word, table in TABLES.items()
        }
        found["grant_id"] = (  # a role of the colleague who is asked for: another's is not found beneath her
            RoleGrant.objects.filter(staff=found["staff_id"], ends_at=None)
            .values_list("pk", flat=True)
            .first()
        )
    return {word: str(key or nobody) for word, key in found.items()} | OTHERS


def fields_of(page: str) -> list[str]:
    """The names of the fields of all forms of a page."""
    hidden = {"csrfmiddlewaretoken", "once"}
    found = re.findall(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"', page)
    return [name for name in dict.fromkeys(found) if name not in hidden]
