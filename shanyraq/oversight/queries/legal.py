"""The register of legal requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min

from shanyraq.access.models import Agreement, Proposal
from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.oversight.models import LegalItem, LegalRequest
from shanyraq.oversight.rules import legal as rules
from shanyraq.people.models import Person

LISTED = 200
AGREE = "legal.agree"


@dataclass(frozen=True)
class Counted:
    """What the report that everybody may read counts: requests, and of their items what was given and refused."""

    received: int
    answered: int
    given: int
    refused: int


def legal_requests_for(actor: Actor) -> list[LegalRequest]:
    """What waits first, the nearest day first; then what was answered, the newest first. At most 2 x LISTED."""
    rows = _rows(actor)
    waiting = rows.filter(state=rules.RECEIVED).order_by("answer_by", "entered_at", "pk")[:LISTED]
    answered = rows.filter(state=rules.ANSWERED).order_by("-answered_at", "pk")[:LISTED]
    return [*waiting, *answered]


def legal_request_for(actor: Actor, legal_id: UUID) -> LegalRequest | None:
    """One request."""
    return _rows(actor).filter(pk=legal_id).first()


def items_of(actor: Actor, request: LegalRequest) -> list[LegalItem]:
    """What it asks for, in its order."""
    return list(LegalItem.objects.visible_to(actor).filter(request=request).order_by("number"))


def waiting_answer(request: LegalRequest) -> Proposal | None:
    """The answer that waits for the second officer."""
    proposal = request.proposal
    return proposal if proposal is not None and proposal.outcome == Proposal.WAITING else None


def agreements_to(request: LegalRequest) -> list[Agreement]:
    """Who agreed to the answer that was given, in the order of their yes; nobody as long as none was."""
    if request.state != rules.ANSWERED or request.proposal is None:
        return []
    return list(request.proposal.agreements.select_related("by").order_by("at", "pk"))


def waiting_for(actor: Actor) -> tuple[int, date | None]:
    """How many are not answered, and the first day by which one is to be. One query."""
    rows = LegalRequest.objects.visible_to(actor).filter(state=rules.RECEIVED)
    told = rows.aggregate(count=Count("pk"), first=Min("answer_by"))
    return told["count"], told["first"]


def counts_for(actor: Actor) -> Counted:
    """The figures of the register. Two queries."""
    states = LegalRequest.objects.visible_to(actor).order_by().values_list("state").annotate(n=Count("pk"))
    by_state = dict(states)
    answered = LegalItem.objects.visible_to(actor).filter(request__state=rules.ANSWERED).order_by()
    by_outcome = dict(answered.values_list("outcome").annotate(n=Count("pk")))
    return Counted(
        sum(by_state.values()),
        by_state.get(rules.ANSWERED, 0),
        by_outcome.get(rules.GIVEN, 0),
        by_outcome.get(rules.REFUSED, 0),
    )


def person_with_code(code: str, actor: Actor) -> UUID | None:
    """Whom a code means, among those whom she sees; whoever oversees all answers may enter a demand about anybody."""
    wanted = code.strip().upper()
    if AGREE not in actor.may:
        seen = Person.objects.visible_to(actor).filter(code=wanted)
        return seen.values_list("pk", flat=True).first()
    with computing("legal.code"):
        return Person.objects.filter(code=wanted).values_list("pk", flat=True).first()


def _rows(actor: Actor) -> Guarded[LegalRequest]:
    return LegalRequest.objects.visible_to(actor).select_related(
        "entered_by", "proposal", "proposal__asked_by"
    )
