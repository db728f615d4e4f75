"""One minimal valid row of each table. Nothing random: what a test does not name is always the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.models import Proposal, StaffMember
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import AT
from shanyraq.rights.actions.controls import agree_to_lift
from shanyraq.rights.actions.holds import ask_to_lift
from shanyraq.rights.models import DataRequest, Erasure, LegalHold
from shanyraq.rights.rules import clock_of

ASKED = date(2021, 5, 10)


def make_data_request(case: Case, entered_by: StaffMember, **fields: Any) -> DataRequest:
    """Asked by herself on 10 May 2021 to see what is kept."""
    clock = clock_of(fields.get("received_on", ASKED), 3, 30)
    fields = {
        "kind": "SEE",
        "asked_by": "SELF",
        "identified": "KNOWN",
        "language": "ru",
        "received_on": ASKED,
        "acknowledge_by": clock.acknowledge_by,
        "answer_by": clock.answer_by,
        "entered_at": AT,
    } | fields
    return DataRequest.objects.create(person=case.person, entered_by=entered_by, **fields)


def make_legal_hold(case: Case, set_by: StaffMember, **fields: Any) -> LegalHold:
    """Of her health part, for a month from today on."""
    fields = {
        "act": "Court of Almaty, order 12 of 3 May 2021",
        "parts": ["C3"],
        "starts_on": clock.today(),
        "ends_on": clock.today() + timedelta(days=30),
        "set_at": AT,
    } | fields
    return LegalHold.objects.create(person=case.person, case=case, set_by=set_by, **fields)


def make_erasure(case: Case, asked_by: StaffMember, **fields: Any) -> Erasure:
    """Asked of the whole file, waiting for two others."""
    proposal = Proposal.objects.create(
        kind="erasure",
        subject=case.person_id,
        asked_by=asked_by,
        ground="ASKED",
        reason="She asked for it and moves abroad.",
        asked_at=AT,
        expires_at=AT + timedelta(hours=24),
    )
    return Erasure.objects.create(person=case.person, proposal=proposal, **fields)


def ask_to_lift_hold(hold: LegalHold, by: Worker) -> Proposal:
    """An officer asks a second person to agree that a hold is lifted."""
    reason = "The court of Almaty has closed the matter and wrote so to us."
    return ask_to_lift(hold_id=hold.pk, reason=reason, by=by.actor, at=real_now(), today=clock.today())


def lifted(hold: LegalHold, first: Worker, second: Worker) -> None:
    """Two have lifted it."""
    told = ask_to_lift_hold(hold, first)
    agree_to_lift(proposal_id=told.pk, fingerprint=fingerprint_of(told), by=second.actor, at=real_now())
