"""Restoring access for somebody who lost her phone, codes or password: by two officers, with her in person.

One asks, another, before whom she stood, agrees; the link is shown to that second one alone. Neither learns a secret of
hers: her old second steps and sessions are gone, and she makes new ones.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.actions.forced import forget_forced_password
from shanyraq.access.actions.links import Invited, new_link
from shanyraq.access.actions.proposals import Kind, agree_to, propose, register_kind
from shanyraq.access.actions.second_steps import forget_second_steps
from shanyraq.access.actions.sessions import end_sessions_of
from shanyraq.access.models import Account, Proposal
from shanyraq.access.permissions import ACCOUNT_RECOVER, ACCOUNT_RECOVER_AGREE
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import acting
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.text import N_

GROUNDS = {
    "LOST_DEVICE": N_("She lost her phone or key."),
    "FORGOT_PASSWORD": N_("She does not know her password any more."),
    "STOLEN": N_("Somebody else may know or have what opens her account."),
}
KIND = "account.recover"


class CannotRecover(Refusal):
    """access to this account cannot be restored like this."""


def ask_recovery(*, staff_id: UUID, ground: str, reason: str, by: Actor, at: datetime) -> Proposal:
    """Ask another officer to restore a colleague's access. Raises CannotRecover, CannotPropose."""
    account = _account(staff_id)
    if staff_id == by.staff_id:
        raise CannotRecover(_("Others ask for you: go to an administrator in person."), code="own")
    if Proposal.objects.filter(kind=KIND, outcome=Proposal.WAITING, details__account=account.pk.hex).exists():
        raise CannotRecover(_("This was asked for already, and waits for a second officer."), code="waiting")
    return propose(
        kind=KIND,
        subject=None,
        details={"account": account.pk.hex},
        ground=ground,
        reason=reason,
        by=by,
        at=at,
    )


def agree_to_recovery(*, proposal_id: UUID, fingerprint: str, by: Actor, at: datetime) -> Invited:
    """Agree, having seen her in person; the link for a new password is yours to hand over. Raises CannotAgree."""
    links: list[Invited] = []
    agree_to(
        proposal_id=proposal_id,
        fingerprint=fingerprint,
        by=by,
        at=at,
        then=lambda proposal: links.append(_link_of(proposal, by, at)),
    )
    return links[0]


def account_of(proposal: Proposal) -> Account:
    """Whose account a request is about."""
    return Account.objects.select_related("staff").get(pk=UUID(proposal.details["account"]))


def register() -> None:
    """Say that this can be asked for. Called from ready()."""
    register_kind(
        Kind(
            code=KIND,
            asks=ACCOUNT_RECOVER,
            agrees=ACCOUNT_RECOVER_AGREE,
            needs=1,
            grounds=tuple(GROUNDS),
            carry_out=_open_the_way,
        )
    )


def _open_the_way(*, proposal: Proposal, at: datetime) -> None:
    """What protected the account is gone, with every session. Part of the caller's recorded act."""
    account, act = account_of(proposal), acting.get()
    if not account.is_active:
        raise CannotRecover(_("Her access has ended. Invite her as a new colleague."), code="ended")
    if act is not None:
        forget_second_steps(account=account, act=act)
        forget_forced_password(account=account, act=act)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sessions_of(account)


def _link_of(proposal: Proposal, by: Actor, at: datetime) -> Invited:
    """The link for whom the request is about. Part of the caller's recorded act."""
    account = account_of(proposal)
    if account.staff_id == by.staff_id:
        raise CannotRecover(_("Others ask for you: go to an administrator in person."), code="own")
    return Invited(account.staff, new_link(account=account, by=by, at=at))


def _account(staff_id: UUID) -> Account:
    account = Account.objects.filter(staff=staff_id, is_active=True).first()
    if account is None:
        raise CannotRecover(_("Her access has ended. Invite her as a new colleague."), code="ended")
    return account
