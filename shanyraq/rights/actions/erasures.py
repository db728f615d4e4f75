"""Deciding that a file, or parts of it, are erased: one asks, two agree. Nobody does it alone, nor under a hold."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.access.actions import proposals
from shanyraq.access.actions.proposals import Kind
from shanyraq.access.models import Account, Proposal
from shanyraq.access.queries import actors_of, computing
from shanyraq.access.rules import Actor
from shanyraq.foundation import clock, jobs, keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.rights import permissions
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.queries.erasures import all_of_her, is_erased
from shanyraq.rights.queries.holds import held_parts
from shanyraq.rights.queries.people import subject_of, wait_for_others_about
from shanyraq.rights.rules import ANSWERED, ERASE, REASONS, erasures
from shanyraq.rights.rules.holds import frozen

KIND, JOB = "erasure", "rights.erase"


class CannotErase(Refusal):
    """This cannot be erased, or not now."""


def ask_erasure(
    *,
    person_id: uuid.UUID,
    parts: Sequence[str],
    ground: str,
    reason: str,
    request_id: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Erasure:
    """Ask two others to decide that a file (no `parts`), or parts of it, are erased. `at`: the real time.

    Raises CannotErase, CannotPropose, NotAllowed.
    """
    proposal = proposals.propose(
        kind=KIND,
        subject=person_id,
        details={"parts": sorted(parts), "request": request_id.hex if request_id else ""},
        ground=ground,
        reason=reason,
        by=by,
        at=at,
        then=partial(_begin, request_id=request_id, by=by, at=at),
    )
    return Erasure.objects.visible_to(by).select_related("proposal").get(proposal=proposal)


def agree_to_erase(*, erasure_id: uuid.UUID, fingerprint: str, by: Actor, at: datetime) -> Erasure:
    """Agree to exactly this; the second agreement decides it, and it begins. Raises CannotAgree, CannotErase."""
    erasure, proposal_id = _visible(erasure_id, by)
    proposals.agree_to(proposal_id=proposal_id, fingerprint=fingerprint, by=by, at=at)
    with computing("erasure.agree"):
        erasure.refresh_from_db()
    return erasure


def decline_to_erase(*, erasure_id: uuid.UUID, ground: str, reasons: str, by: Actor, at: datetime) -> None:
    """Say no, for a legal hold or another's vital interest, and why: one no ends it. Raises CannotAgree, CannotErase.

    The request that it was asked for stays open until the person was told these reasons.
    """
    erasure, proposal_id = _visible(erasure_id, by)
    keep = partial(_keep_why, erasure_id=erasure.pk, ground=ground, reasons=reasons.strip(), by=by)
    proposals.decline(proposal_id=proposal_id, by=by, at=at, then=keep)


def decide_erasure(*, proposal: Proposal, at: datetime) -> None:
    """What the last agreement does: it is decided, and the work is asked for. Part of the caller's recorded act."""
    with computing("erasure.decide"):
        erasure = Erasure.objects.select_for_update().get(proposal=proposal)
        if erasure.state != Erasure.ASKED:  # repeated after a restore, before these had decided
            raise CannotErase(_(erasures.REASONS["person"]), code="person")
        _refuse(erasure.person_id, erasure.parts)
    took_part = [proposal.asked_by_id, *(one.by_id for one in proposal.agreements.all())]
    accounts = Account.objects.filter(staff__in=took_part, is_active=True)
    if not any(permissions.oversees(one) for account in accounts for one in actors_of(account, at)):
        raise CannotErase(_(erasures.REASONS["officer"]), code="officer")
    erasure.state, erasure.decided_at = Erasure.DECIDED, at
    erasure.save(update_fields=["state", "decided_at"])
    transaction.on_commit(partial(_ask_for_work, erasure.pk, at))


def register() -> None:
    """Say that this can be proposed. Called once, from ready()."""
    asks, agrees = permissions.ERASURE_ASK, permissions.ERASURE_AGREE
    proposals.register_kind(Kind(KIND, asks, agrees, 2, tuple(erasures.GROUNDS), decide_erasure))


def _ask_for_work(erasure_id: uuid.UUID, at: datetime) -> None:
    jobs.ask_for(JOB, arguments={"erasure": str(erasure_id)}, asked_by=None, at=at)


def _begin(proposal: Proposal, *, request_id: uuid.UUID | None, by: Actor, at: datetime) -> None:
    """What belongs to a proposal: what it would erase. Part of the caller's recorded act."""
    person, parts = proposal.subject, proposal.details["parts"]
    if person is None or subject_of(by, person, "en") is None:
        raise NotAllowed(_("You may not see this person."), code="scope")
    _refuse(person, parts, sees_holds=permissions.HOLD_SET in by.may)
    wait_for_others_about(person)
    with computing("erasure.ask"):
        waiting = Erasure.objects.filter(
            person=person,
            state=Erasure.ASKED,
            proposal__outcome=Proposal.WAITING,
            proposal__expires_at__gt=at,
        )
        if waiting.exists():
            raise CannotErase(_(erasures.REASONS["waiting"]), code="waiting")
    request = _request(request_id, person, by) if request_id else None
    Erasure.objects.create(person_id=person, proposal=proposal, request=request, parts=parts)


def _keep_why(_proposal: Proposal, *, erasure_id: uuid.UUID, ground: str, reasons: str, by: Actor) -> None:
    """On which ground it was declined, and why. Part of the caller's recorded act."""
    erasure = Erasure.objects.visible_to(by).select_for_update(of=("self",)).get(pk=erasure_id)
    held = frozen(held_parts(all_of_her(erasure.person_id), clock.today()).values(), erasure.parts)
    reason = erasures.reason_not_to_decline(ground=ground, reasons=reasons, is_held=bool(held))
    if reason:
        raise CannotErase(_(REASONS[reason]), code=reason)
    keyring.ensure_keys([(erasure.person_id, "C12")])
    erasure.declined_ground, erasure.declined_reasons = ground, reasons
    erasure.declined_by_id = by.staff_id
    erasure.save(update_fields=["declined_ground", "declined_reasons", "declined_by"])


def _request(request_id: uuid.UUID, person: uuid.UUID, by: Actor) -> DataRequest:
    rows = DataRequest.objects.visible_to(by).filter(pk=request_id, person=person, kind=ERASE)
    request = rows.exclude(state=ANSWERED).first()
    if request is None:
        raise CannotErase(_(erasures.REASONS["request"]), code="request")
    return request


def _refuse(person: uuid.UUID, parts: Sequence[str], *, sees_holds: bool = False) -> None:
    """Raises CannotErase where nobody is there, or a hold keeps it, on any of the records joined to hers.

    `sees_holds`: she who reads this may open the page of holds.
    """
    everybody = all_of_her(person)
    held = frozen(held_parts(everybody, clock.today()).values(), parts)
    reason = erasures.reason_not_to_erase(is_there=not is_erased(person), parts=parts, held=held)
    if reason:
        is_named = reason == "held" and sees_holds
        raise CannotErase(_(erasures.HELD_SEEN if is_named else erasures.REASONS[reason]), code=reason)


def _visible(erasure_id: uuid.UUID, by: Actor) -> tuple[Erasure, uuid.UUID]:
    """The erasure and what is asked of others; a repeated one was decided, and there may be nothing to ask."""
    erasure = Erasure.objects.visible_to(by).filter(pk=erasure_id).first()
    if erasure is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    if erasure.proposal_id is None:
        raise CannotErase(_(erasures.REASONS["person"]), code="person")
    return erasure, erasure.proposal_id
