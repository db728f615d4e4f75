"""Entering what somebody asks about a file, confirming that it came in, answering it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.cases.actions.own_sheet import receivers
from shanyraq.cases.queries import pack
from shanyraq.cases.rules import SHEET_LANGUAGES
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.people.models import Person
from shanyraq.rights import permissions, rules
from shanyraq.rights.models import DataRequest
from shanyraq.rights.queries.people import newest_case, wait_for_others_about
from shanyraq.rights.queries.requests import clock_of, facts_of, open_request


class CannotReceive(Refusal):
    """A request that cannot be entered like this."""


class CannotAnswer(Refusal):
    """A request that cannot be answered like this."""


@dataclass(frozen=True)
class NewRequest:
    """What is asked, by whom, how she was identified, in which language she wants the answer.

    `purpose`: the use that is objected to. `wish`: what she said, in words; may be empty.
    """

    kind: str
    asked_by: str
    identified: str
    language: str
    received_on: date
    purpose: str = ""
    wish: str = ""
    is_read_aloud: bool = False


def receive_request(
    *, person_id: uuid.UUID, new: NewRequest, is_again: bool = False, by: Actor, at: datetime
) -> DataRequest:
    """Enter what was asked; its days begin to run. Raises CannotReceive, NotAllowed.

    What is open already is entered beside it only where it is said that it was asked once more (`is_again`).
    """
    with recorded("request.enter", by=by, purpose=new.kind[:60]) as act:
        act.about(person_id)
        require(by, permissions.REQUEST_ENTER)
        sees = Person.objects.visible_to(by).filter(pk=person_id).exists()
        case = newest_case(person_id)
        if by.staff_id is None or case is None or not (sees or permissions.oversees(by)):
            raise NotAllowed(_("You may not see this person."), code="scope")
        reason = rules.reason_not_to_receive(
            kind=new.kind,
            asked_by=new.asked_by,
            identified=new.identified,
            may_ask=receivers(case, localdate(at)),
            received_on=new.received_on,
            today=localdate(at),
        )
        if not reason and new.language not in SHEET_LANGUAGES:
            reason = "language"
        if not reason and (new.kind == rules.OBJECT) != (new.purpose in pack().consents):
            reason = "purpose"
        if not reason and not is_again:
            wait_for_others_about(person_id)
        if not reason and not is_again and open_request(by, person_id, new.kind, new.purpose):
            reason = "open"
        if reason:
            raise CannotReceive(_(rules.REASONS[reason]), code=reason)
        clock = clock_of(new.received_on)
        keyring.ensure_keys([(person_id, "C12")])
        made = DataRequest.objects.create(
            person_id=person_id,
            **vars(new) | {"wish": new.wish.strip()},
            acknowledge_by=clock.acknowledge_by,
            answer_by=clock.answer_by,
            entered_by_id=by.staff_id,
            entered_at=at,
        )
        act.about(made.pk, kind="request")
        return made


def acknowledge_request(*, request_id: uuid.UUID, by: Actor, at: datetime) -> DataRequest:
    """Write down that she was told that her request came in and until when it is answered. Raises CannotAnswer."""
    with recorded("request.acknowledge", by=by) as act:
        request = _locked(request_id, by, act)
        if request.state != rules.RECEIVED:
            raise CannotAnswer(_(rules.REASONS["acknowledged"]), code="acknowledged")
        request.state = rules.ACKNOWLEDGED
        request.acknowledged_by_id, request.acknowledged_at = by.staff_id, at
        request.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
        return request


def answer_request(
    *, request_id: uuid.UUID, outcome: str, ground: str = "", reasons: str = "", by: Actor, at: datetime
) -> DataRequest:
    """Write down what came of it, as she was told. Raises CannotAnswer, NotAllowed.

    To have something erased is answered by the erasure itself; here it can only be declined, or done in part.
    """
    with recorded("request.answer", by=by, purpose=f"{outcome} {ground}".strip()[:60]) as act:
        request = _locked(request_id, by, act)
        facts = facts_of(request, localdate(at))
        reason = rules.reason_not_to_answer(facts, outcome=outcome, ground=ground, reasons=reasons)
        if reason:
            raise CannotAnswer(_(rules.REASONS[reason]), code=reason)
        keyring.ensure_keys([(request.person_id, "C12")])
        request.state, request.outcome, request.ground = rules.ANSWERED, outcome, ground
        request.reasons = reasons.strip()
        request.answered_by_id, request.answered_at = by.staff_id, at
        request.save(update_fields=["state", "outcome", "ground", "reasons", "answered_by", "answered_at"])
        return request


def _locked(request_id: uuid.UUID, by: Actor, act: Act) -> DataRequest:
    """The request, if it is hers to answer."""
    rows = DataRequest.objects.visible_to(by).select_for_update(of=("self",))
    request = rows.filter(pk=request_id).first()
    if request is None or by.staff_id is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    act.about(request.person_id)
    act.about(request.pk, kind="request")
    require(by, permissions.REQUEST_ANSWER)
    return request
