"""One minimal valid row of each table, and rows of the record as a reader leaves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from shanyraq.access.actions.proposals import agree_to, fingerprint_of
from shanyraq.access.models import StaffMember
from shanyraq.audit.actions import Reading, record_reading
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.actions.invented import ask_to_invent
from shanyraq.oversight.models import Finding, FindingAnswer, InventedPerson, Norm, Seen

AT = datetime(2021, 5, 20, 10, tzinfo=UTC)
WORDS = "She stood in for a colleague that week."


def make_finding(colleague: StaffMember, **fields: Any) -> Finding:
    return Finding.objects.create(
        **{
            "kind": "NIGHT",
            "colleague": colleague,
            "role": "case_manager",
            "on": date(2021, 5, 20),
            "first_at": AT,
            "last_at": AT,
            "first_seq": 1,
            "last_seq": 2,
            "people": 3,
            "found_at": AT,
        }
        | fields
    )


def make_finding_answer(finding: Finding, by: StaffMember, **fields: Any) -> FindingAnswer:
    return FindingAnswer.objects.create(
        **{"finding": finding, "state": "ASKED", "words": WORDS, "by": by, "at": AT} | fields
    )


def make_norm(**fields: Any) -> Norm:
    return Norm.objects.create(**{"role": "case_manager", "days": 30, "total": 150, "squares": 800} | fields)


def make_seen(**fields: Any) -> Seen:
    return Seen.objects.create(**{"seq": 0, "counted_on": date(2021, 5, 20)} | fields)


def opened(worker: Worker, people: Iterable[UUID], *, at: datetime = AT, file: UUID | None = None) -> None:
    """The row that a request leaves in which she opened one file with these people in it."""
    seen = Reading(request_id=str(uuid4()), actor=str(worker.account.pk), purpose="case.read")
    seen.objects = {f"opened:{file or uuid4()}", *(f"person:{one}" for one in people)}
    seen.fields = {"people.Person"}
    with patch("shanyraq.audit.actions.real_now", return_value=at):
        record_reading(seen)


def invent(first: Worker, second: Worker, **more: Any) -> InventedPerson:
    """Somebody whom two colleagues have invented."""
    told: dict[str, Any] = {
        "names": {"Latn": "Zarina Almasova", "Cyrl": "Зарина Алмасова"},
        "sex": "F",
        "born": 1990,
        "region": "ALR",
        "reason": "A name from the newspapers that curious people would look for.",
    }
    at = real_now()
    proposal = ask_to_invent(**told | more, by=first.actor, at=at)
    agree_to(proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=second.actor, at=at)
    return InventedPerson.objects.visible_to(first.actor).get(proposal=proposal)
