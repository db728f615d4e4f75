"""A woman of whom something of everything is kept, and the three who decide to erase it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.cases.models import (
    Case,
)
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import (
    make_appointment,
    make_appointment_member,
    make_case,
    make_consent,
    make_evidence,
    make_fact_change,
    make_note,
    make_record,
    make_review,
    make_roster_draft,
)
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import (
    make_care_situation,
    make_kinship,
    make_membership,
    make_person,
)
from shanyraq.rights.actions.erasing import erase
from shanyraq.rights.actions.erasures import (
    agree_to_erase,
    ask_erasure,
)
from shanyraq.rights.models import Erasure
from shanyraq.vault.tests.factories import make_item

REASON = "She asked for it and moves to her daughter abroad."
PARTS = ("C0", "C3", "C4", "C5", "C7")


def filled(case: Case, aigul: Worker) -> Case:
    """Something of everything is kept about her; a child lives with her."""
    assert case.family
    child = make_person("Aya Nur", birth_date=date(2015, 1, 1), birth_precision="day")
    make_membership(case.family, child)
    other = make_case(child, case.family, case_manager=aigul.staff)
    for part in PARTS:
        make_note(case, compartment=part, text=f"canary {part}")
        make_evidence(case, compartment=part)
        make_record(case, compartment=part)
    make_consent(case)
    make_fact_change(case.person)
    make_review(case, aigul.staff)
    make_kinship(case.person, child)
    make_care_situation(child)
    meeting = make_appointment(case, aigul.staff, title="canary", place="Room 3", remarks="canary")
    make_appointment_member(meeting, other)
    make_item(case.person_id)
    make_roster_draft(aigul.staff, content={"rows": [{"names": {"Latn": "MARYAM  Canaryova"}}]})
    return other


def asked(case: Case, by: Worker, **told: Any) -> Erasure:
    known: dict[str, Any] = {"parts": (), "ground": "ASKED", "reason": REASON}
    return ask_erasure(person_id=case.person_id, **(known | told), by=by.actor, at=real_now())


def agree(erasure: Erasure, by: Worker) -> Erasure:
    return agree_to_erase(
        erasure_id=erasure.pk, fingerprint=fingerprint_of(erasure.proposal), by=by.actor, at=real_now()
    )


def erased(case: Case, aigul: Worker, daniyar: Worker, auditor: Worker, **told: Any) -> Erasure:
    erasure = asked(case, aigul, **told)
    agree(erasure, daniyar)
    agree(erasure, auditor)
    return erase(erasure_id=erasure.pk, at=real_now())
