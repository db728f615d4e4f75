"""The register of what people asked, and what of it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Consent, Evidence
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.answers import standing_answers
from shanyraq.cases.rules import COPY_GIVEN, SHEET_GIVEN
from shanyraq.rights import rules
from shanyraq.rights.models import DataRequest
from shanyraq.rights.queries.erasures import all_of_her
from shanyraq.rights.queries.holds import held_parts
from shanyraq.rights.rules.codes import REQUEST_ANSWER, REQUEST_SEE

LISTED = 200


def clock_of(received_on: date) -> rules.Clock:
    """Until when a request of this day is confirmed and answered: the pack's days, else the defaults."""
    params = pack().params
    own = params.model_dump().get("data_request_acknowledge_days")
    acknowledge = own if isinstance(own, int) else rules.ACKNOWLEDGE_DAYS
    return rules.clock_of(received_on, acknowledge, params.data_request_days or rules.ANSWER_DAYS)


def requests_for(actor: Actor, *, answered: bool = False) -> list[DataRequest]:
    """What waits, the first that is due first; or what was answered, the newest first. At most 200."""
    rows = _rows(actor)
    if answered:
        return list(rows.filter(state=rules.ANSWERED).order_by("-answered_at", "pk")[:LISTED])
    return list(rows.exclude(state=rules.ANSWERED).order_by("answer_by", "received_on", "pk")[:LISTED])


def request_of(actor: Actor, request_id: UUID) -> DataRequest | None:
    """One request that the actor may see."""
    return _rows(actor).filter(pk=request_id).first()


def of_person(actor: Actor, person: UUID) -> list[DataRequest]:
    """What was asked about one person, the newest first."""
    return list(_rows(actor).filter(person=person).order_by("-received_on", "pk")[:LISTED])


@dataclass(frozen=True)
class Waiting:
    """How many requests wait for the actor, how many of them are late, and the first day that counts."""

    count: int
    late: int
    first: date | None


def waiting_for(actor: Actor, today: date) -> Waiting:
    """What waits for somebody who answers: of the people she works with, or of all for who oversees. One query."""
    if REQUEST_ANSWER not in actor.may or REQUEST_SEE not in actor.may:
        return Waiting(0, 0, None)
    rows = DataRequest.objects.visible_to(actor).exclude(state=rules.ANSWERED)
    due = sorted(
        acknowledge if state == rules.RECEIVED else answer
        for state, acknowledge, answer in rows.order_by("answer_by").values_list(
            "state", "acknowledge_by", "answer_by"
        )[:LISTED]
    )
    return Waiting(len(due), sum(day < today for day in due), due[0] if due else None)


def facts_of(request: DataRequest, today: date) -> rules.Facts:
    """What its answer depends on. Reads what the actor need not see: she is told nothing but what she can do next."""
    with computing("request.answer"):
        return rules.Facts(
            kind=request.kind,
            state=request.state,
            is_held=bool(held_parts(all_of_her(request.person_id), today)),
            is_sheet_given=request.kind == rules.READERS and _is_given(request, SHEET_GIVEN),
            is_copy_given=request.kind == rules.SEE and _is_given(request, COPY_GIVEN),
            is_purpose_open=_is_open(request),
        )


def open_copy_request(actor: Actor, person: UUID) -> DataRequest | None:
    """The first of her open requests to see what is kept: a copy is made for it."""
    return open_request(actor, person, rules.SEE)


def open_request(actor: Actor, person: UUID, kind: str, purpose: str = "") -> DataRequest | None:
    """The first of her open requests of this kind, for an objection of this use."""
    rows = DataRequest.objects.visible_to(actor).filter(person=person, kind=kind, purpose=purpose)
    return rows.exclude(state=rules.ANSWERED).order_by("received_on", "pk").first()


def _is_given(request: DataRequest, kind: str) -> bool:
    """Whether this paper was given since she asked, to whom and in the language that she asked for.

    What was given before the request was entered answers an earlier one, or none.
    """
    given = Evidence.objects.filter(
        person=request.person_id, kind=kind, corrected_by=None, at__gte=request.entered_at
    )
    return any(
        rules.is_answered_by(
            request.asked_by, request.language, one.payload["given_to"], one.payload["language"]
        )
        for one in given.order_by("-at", "pk")[:LISTED]
    )


def _is_open(request: DataRequest) -> bool:
    """Whether the last answer to the purpose that is objected to is still a yes."""
    rows = Consent.objects.filter(person=request.person_id, purpose=request.purpose)
    standing = standing_answers(rows) if request.purpose else []
    return bool(standing) and standing[-1].answer == "YES"


def _rows(actor: Actor) -> Guarded[DataRequest]:
    return DataRequest.objects.visible_to(actor).select_related(
        "entered_by", "acknowledged_by", "answered_by"
    )
