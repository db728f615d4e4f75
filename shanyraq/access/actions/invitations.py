"""Making accounts, and the links with which their owners choose a password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from shanyraq.access import rules
from shanyraq.access.actions.doors import NOBODY, hashing
from shanyraq.access.actions.roles import grant_role, refuse_together
from shanyraq.access.models import Account, Invitation, StaffMember
from shanyraq.access.permissions import STAFF_INVITE, require
from shanyraq.access.queries.staff import hash_of, is_open
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal

INVITATION_LASTS = timedelta(days=7)
ADMINISTRATOR = "administrator"


class CannotInvite(Refusal):
    """This colleague cannot be given an account like this."""


class CannotAccept(Refusal):
    """The link was used, is too old, or never was one."""


@dataclass(frozen=True)
class NewColleague:
    """Whoever is invited, and as what."""

    login: str
    given_name: str
    family_name: str
    discipline: str
    region: str = ""
    centre: str = ""
    languages: tuple[str, ...] = ()
    sex: str = ""
    supervisor_id: UUID | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invited:
    """A colleague and the secret of her link, which is shown once and kept nowhere."""

    staff: StaffMember
    secret: str


def invite(*, colleague: NewColleague, by: Actor, at: datetime, today: date) -> Invited:
    """Make a colleague's account with her roles and a link for a password. Raises CannotInvite, CannotGiveRole.

    `at` is the real instant, which links go by; `today` the programme's day, on which she begins.
    """
    with recorded("staff.invite", by=by) as act:
        require(by, STAFF_INVITE)
        if Account.objects.filter(login=colleague.login).exists():
            raise CannotInvite(
                _("Somebody has this user name already. Choose another one."), code="login_taken"
            )
        refuse_together(colleague.roles)
        staff = StaffMember.objects.create(
            given_name=colleague.given_name,
            family_name=colleague.family_name,
            discipline=colleague.discipline,
            region=colleague.region,
            centre=colleague.centre,
            languages=list(colleague.languages),
            sex=colleague.sex,
            supervisor_id=colleague.supervisor_id,
            joined_on=today,
        )
        account = Account.objects.create_account(login=colleague.login, staff=staff, made_at=at)
        for role in colleague.roles:
            grant_role(staff=staff, role=role, region=colleague.region, centre=colleague.centre, by=by, at=at)
        act.about(staff.pk, kind="staff")
        return Invited(staff, new_link(account=account, by=by, at=at))


def renew_invitation(*, staff_id: UUID, by: Actor, at: datetime) -> Invited:
    """Give a colleague who has not come in yet a new link; the older ones stop.

    Raises CannotInvite where her access has ended, or where she has come in: then it takes two (`recoveries`).
    """
    with recorded("staff.new_link", by=by) as act:
        account = Account.objects.select_for_update().get(staff=staff_id)
        require(by, STAFF_INVITE)
        act.about(staff_id, kind="staff")
        if not account.is_active:
            raise CannotInvite(_("Her access has ended. Invite her as a new colleague."), code="ended")
        if account.has_usable_password():
            raise CannotInvite(
                _("She has come in already: restoring her access takes two officers."), code="in_use"
            )
        return Invited(account.staff, new_link(account=account, by=by, at=at))


def accept_invitation(*, secret: str, password: str, at: datetime) -> Account:
    """Set the password of the account that a link was made for; the link ends. Raises CannotAccept."""
    with hashing:
        hashed = make_password(password)
    with recorded("account.accept", by=NOBODY) as act:
        invitation = Invitation.objects.select_for_update().filter(secret_hash=hash_of(secret)).first()
        if invitation is None or not is_open(invitation, at):
            raise CannotAccept(_("This link was used already or is too old. Ask for a new one."), code="link")
        account: Account = invitation.account
        act.actor = str(account.pk)
        act.about(account.pk, kind="account")
        account.password = hashed
        account.save(update_fields=["password"])
        Invitation.objects.filter(pk=invitation.pk).update(used_at=at)
        return account


def create_administrator(
    *, login: str, name: str, password: str | None, by: Actor, at: datetime, today: date
) -> str | None:
    """Make an administrator's account from the machine itself. Returns a link's secret where no password was given.

    Raises CannotInvite, CannotGiveRole.
    """
    with hashing:
        hashed = make_password(password)
    with recorded("admin.create", by=by) as act:
        if reason := rules.reason_not_to_log_in_as(login):
            raise CannotInvite(_(reason), code="login_shape")
        if Account.objects.filter(login=login).exists():
            raise CannotInvite(
                _("Somebody has this user name already. Choose another one."), code="login_taken"
            )
        staff = StaffMember.objects.create(
            given_name=name or login, discipline=ADMINISTRATOR, joined_on=today
        )
        account = Account.objects.create_account(login=login, staff=staff, made_at=at)
        Account.objects.filter(pk=account.pk).update(password=hashed)
        grant_role(staff=staff, role=ADMINISTRATOR, region="", centre="", by=by, at=at)
        act.about(staff.pk, kind="staff")
        return None if password is not None else new_link(account=account, by=by, at=at)


def new_link(*, account: Account, by: Actor, at: datetime) -> str:
    """A link's secret; the older links stop. Part of the caller's recorded act."""
    secret = secrets.token_urlsafe(32)
    Invitation.objects.filter(account=account, used_at=None, expires_at__gt=at).update(expires_at=at)
    Invitation.objects.create(
        account=account,
        secret_hash=hash_of(secret),
        made_at=at,
        expires_at=at + INVITATION_LASTS,
        made_by=by.account_id,
    )
    return secret
