"""Letting an independent monitor read one person's file until a day: entered by one, agreed by a second."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import Kind, agree_to, decline, propose, register_kind
from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.dossiers import MONITOR, lend_file
from shanyraq.cases.models import Case
from shanyraq.foundation.clock import programme_day, programme_time
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_
from shanyraq.oversight.permissions import MANDATE_AGREE, MANDATE_ASK
from shanyraq.oversight.queries.mandates import is_monitor, mandates_for
from shanyraq.oversight.rules.mandates import reason_not_to_lend
from shanyraq.rights.queries.people import person_with_code

KIND = "mandate.read"

GROUNDS = {
    "consent": N_("The person agrees, and has signed it"),
    "mandate": N_("A law gives the monitor this right"),
}


class CannotLend(Refusal):
    """This file cannot be opened to a monitor like this."""


def ask_mandate(
    *, code: str, monitor: UUID, ground: str, act: str, until: date, reason: str, by: Actor, at: datetime
) -> Proposal:
    """Ask a second colleague to let a monitor read one file. Raises CannotLend, CannotPropose, NotAllowed.

    `act`: the paper that was signed, or the law and its article. `until`: the last day of reading, in the programme.
    """
    _refuse(act, until, at)
    person = person_with_code(by, code)
    if person is None or not is_monitor(monitor, at):
        raise CannotLend(_("Nobody with this code is known to you."), code="person")
    with computing("mandate.case"):
        if not Case.objects.filter(person=person, closed_at=None).exists():
            raise CannotLend(_("The support file is closed."), code="closed")
    details = {"monitor": str(monitor), "act": act.strip(), "until": until.isoformat()}
    return propose(kind=KIND, subject=person, details=details, ground=ground, reason=reason, by=by, at=at)


def agree_to_mandate(*, proposal_id: UUID, fingerprint: str, by: Actor, at: datetime) -> Proposal:
    """Agree to exactly what was shown: the file is open to the monitor from now on. Raises CannotAgree, NotAllowed."""
    _require_seen(proposal_id, by)
    return agree_to(proposal_id=proposal_id, fingerprint=fingerprint, by=by, at=at)


def decline_mandate(*, proposal_id: UUID, by: Actor, at: datetime) -> Proposal:
    """Say no. Raises CannotAgree, NotAllowed."""
    _require_seen(proposal_id, by)
    return decline(proposal_id=proposal_id, by=by, at=at)


def register() -> None:
    """Say that this can be proposed. Called once, from ready()."""
    register_kind(Kind(KIND, MANDATE_ASK, MANDATE_AGREE, 1, tuple(GROUNDS), _lend))


def _lend(*, proposal: Proposal, at: datetime) -> None:
    """Open the file to her, until the end of that day. Part of the caller's recorded act."""
    told = proposal.details
    until = date.fromisoformat(told["until"])
    _refuse(told["act"], until, at)
    monitor = StaffMember.objects.filter(pk=told["monitor"]).first()
    if monitor is None or not is_monitor(monitor.pk, at):
        raise CannotLend(_("She is no monitor any more."), code="monitor")
    with computing(KIND):
        case = Case.objects.filter(person=proposal.subject, closed_at=None).first()
    if case is None:
        raise CannotLend(_("The support file is closed."), code="closed")
    ends = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    begins, by = programme_time(at), system_actor(KIND)
    lend_file(case_id=case.pk, staff=monitor, until=ends, by=by, at=begins, discipline=MONITOR)


def _require_seen(proposal_id: UUID, by: Actor) -> None:
    if proposal_id not in {one.pk for one in mandates_for(by, KIND)}:
        raise NotAllowed(_("You may not see this."), code="scope")


def _refuse(act: str, until: date, at: datetime) -> None:
    if reason := reason_not_to_lend(act=act, until=until, today=programme_day(at)):
        raise CannotLend(_(reason), code="mandate")
