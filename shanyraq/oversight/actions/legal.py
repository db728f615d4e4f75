"""A demand of an authority: entered, answered item by item by two officers together, the person told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import Kind, propose, register_kind
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.deciding import DISCLOSURE, refuse_undecided
from shanyraq.foundation.clock import programme_day
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_
from shanyraq.oversight.models import LegalItem, LegalRequest
from shanyraq.oversight.permissions import LEGAL_AGREE, LEGAL_ASK, LEGAL_ENTER
from shanyraq.oversight.queries.legal import person_with_code
from shanyraq.oversight.rules import legal as rules
from shanyraq.oversight.rules.legal import Decided, Order
from shanyraq.people.models import Person
from shanyraq.people.rules import may_be_child_on

KIND = "legal.answer"
GROUNDS = {"law": N_("The law obliges the programme to answer, and to no more than this")}
Items = Sequence[tuple[str, str]]


class CannotEnter(Refusal):
    """This demand cannot be entered like this."""


class CannotAnswerRequest(Refusal):
    """This demand cannot be answered like this."""


def enter_legal_request(
    *,
    authority: str,
    reference: str,
    act: str,
    code: str,
    items: Items,
    order: Order,
    received_on: date,
    answer_by: date,
    by: Actor,
    at: datetime,
) -> LegalRequest:
    """Write down what an authority asks, exactly; nothing is given by it. Raises CannotEnter, NotAllowed.

    `items`: the part of the file and the thing asked for, in the authority's order. `code`: the person's.
    """
    with recorded("legal.enter", by=by) as noted:
        require(by, LEGAL_ENTER)
        person = person_with_code(code, by)
        if person is None:
            raise CannotEnter(_no_such_code(by), code="person")
        noted.about(person)
        _refuse_letter(items, received_on, answer_by)
        assert by.staff_id is not None
        request = LegalRequest.objects.create(
            authority=authority.strip(),
            reference=reference.strip(),
            act=act.strip(),
            person=person,
            is_child=_is_child(person, received_on),
            **_order_fields(order),
            received_on=received_on,
            answer_by=answer_by,
            entered_by_id=by.staff_id,
            entered_at=at,
        )
        LegalItem.objects.bulk_create(
            LegalItem(request=request, number=number, part=part, what=what.strip())
            for number, (part, what) in enumerate(items, 1)
        )
        noted.about(request.pk, kind="legal")
        return request


def propose_answer(
    *,
    legal_id: UUID,
    decided: Mapping[int, Decided],
    telling_forbidden_by: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> Proposal:
    """The legal officer says, item by item, what is given and what refused; the data-protection officer agrees or not.

    Raises CannotAnswerRequest, CannotPropose, NotAllowed.
    """
    request = _visible(legal_id, by)
    items = _items(request)
    if set(decided) != {item.number for item in items}:
        raise CannotAnswerRequest(_(rules.RULES["unknown"]), code="unknown")
    keep = partial(_keep, legal_id=legal_id, decided=decided, forbidden_by=telling_forbidden_by.strip())
    details = {
        "request": request.pk.hex,
        "items": {str(item.number): decided[item.number].outcome for item in items},
        "reasons": _hash(decided),
        "telling_forbidden_by": telling_forbidden_by.strip(),
    }
    return propose(
        kind=KIND,
        subject=request.person,
        details=details,
        ground="law",
        reason=reason,
        by=by,
        at=at,
        then=keep,
    )


def record_told(*, legal_id: UUID, on: date, by: Actor, at: datetime) -> LegalRequest:
    """Write down that the person was told what was asked and what was given. Raises CannotAnswerRequest."""
    with recorded("legal.told", by=by) as noted:
        require(by, LEGAL_ENTER)
        request = _visible(legal_id, by, locks=True)
        noted.about(request.person)
        if request.state != rules.ANSWERED or request.told_on is not None or request.telling_forbidden_by:
            raise CannotAnswerRequest(_("There is nothing to tell now."), code="telling")
        if not request.received_on <= on <= at.date():
            raise CannotAnswerRequest(
                _("She was told on a day since it came, and not after today."), code="days"
            )
        request.told_on = on
        request.save(update_fields=["told_on"])
        return request


def register() -> None:
    """Say that this can be proposed. Called once, from ready()."""
    register_kind(Kind(KIND, LEGAL_ASK, LEGAL_AGREE, 1, tuple(GROUNDS), _answer))


def _no_such_code(by: Actor) -> str:
    """Whoever does not oversee all learns nothing of people out of her sight: one sentence for them and for nobody."""
    if LEGAL_AGREE in by.may:
        return _("Nobody here has this code.")
    return _(
        "Nobody whom you work with has this code. The data-protection officer enters requests about others."
    )


def _refuse_letter(items: Items, received_on: date, answer_by: date) -> None:
    if not items or any(part not in rules.PARTS for part, _what in items):
        raise CannotEnter(
            _("Write down each thing that is asked for, with its part of the file."), code="items"
        )
    if answer_by < received_on:
        raise CannotEnter(_("The day of the answer is before the day on which it came."), code="days")


def _order_fields(order: Order) -> dict[str, Any]:
    """What is kept of an order; nothing of one that has no number."""
    number = order.number.strip()
    return {
        "order_number": number,
        "order_names": sorted(order.names) if number else [],
        "order_is_child_justice": order.is_child_justice and bool(number),
    }


def _keep(proposal: Proposal, *, legal_id: UUID, decided: Mapping[int, Decided], forbidden_by: str) -> None:
    """Keep what is proposed beside each item. Part of the caller's recorded act."""
    with computing(KIND):
        request = LegalRequest.objects.select_for_update().get(pk=legal_id)
        if request.state != rules.RECEIVED:
            raise CannotAnswerRequest(_("This was answered already."), code="answered")
        if request.proposal is not None and request.proposal.outcome == Proposal.WAITING:
            raise CannotAnswerRequest(_("An answer waits already for the second officer."), code="waiting")
        _refuse(request, decided, forbidden_by, proposal.asked_at)
        for item in _items(request):
            item.outcome, item.reason = decided[item.number].outcome, decided[item.number].reason.strip()
            item.save(update_fields=["outcome", "reason"])
        request.proposal = proposal
        request.save(update_fields=["proposal"])


def _answer(*, proposal: Proposal, at: datetime) -> None:
    """It is answered, if it is still what was agreed to and no rule forbids it. Part of the caller's recorded act."""
    with computing(KIND):
        request = LegalRequest.objects.select_for_update().get(pk=UUID(proposal.details["request"]))
        decided = {item.number: Decided(item.outcome, item.reason) for item in _items(request)}
        forbidden_by = proposal.details["telling_forbidden_by"]
        told = {str(number): one.outcome for number, one in decided.items()}
        if told != proposal.details["items"] or _hash(decided) != proposal.details["reasons"]:
            raise CannotAnswerRequest(_("The request is not what you read. Open it again."), code="changed")
        _refuse(request, decided, forbidden_by, at)
        request.state, request.answered_at = rules.ANSWERED, at
        request.telling_forbidden_by = forbidden_by
        request.save(update_fields=["state", "answered_at", "telling_forbidden_by"])


def _refuse(request: LegalRequest, decided: Mapping[int, Decided], forbidden_by: str, at: datetime) -> None:
    """Raises CannotAnswerRequest where a rule forbids this answer, whoever agreed to it."""
    items = [(item.part, decided[item.number]) for item in _items(request)]
    reason = rules.reason_not_to_answer(
        items,
        is_child=request.is_child,
        order=request.order,
        is_told=not forbidden_by,
        forbidden_by=forbidden_by,
    )
    if reason:
        raise CannotAnswerRequest(_(rules.RULES[reason]), code=reason)
    if any(one.outcome == rules.GIVEN for one in decided.values()):
        at += programme_day(at) - localdate(at)  # panels decide in the programme's own time
        refuse_undecided(DISCLOSURE, [request.person], at, CannotAnswerRequest)


def _items(request: LegalRequest) -> list[LegalItem]:
    with computing(KIND):
        return list(LegalItem.objects.filter(request=request).order_by("number"))


def _visible(legal_id: UUID, by: Actor, *, locks: bool = False) -> LegalRequest:
    rows = LegalRequest.objects.visible_to(by)
    request = (rows.select_for_update() if locks else rows).filter(pk=legal_id).first()
    if request is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    return request


def _is_child(person: UUID, day: date) -> bool:
    """Whether she may be a child on that day; the doubt is hers."""
    with computing(KIND):
        known = Person.objects.filter(pk=person).only("birth_date", "birth_precision").first()
    return known is None or may_be_child_on(known.birth_date, known.birth_precision, day)


def _hash(decided: Mapping[int, Decided]) -> str:
    """The reasons as a proposal binds them: it keeps no word of them."""
    told = {str(number): one.reason.strip() for number, one in decided.items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
