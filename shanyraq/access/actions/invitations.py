"""Making accounts, and the links with which their owners choose a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from shanyraq.access import rules
from shanyraq.access.actions.doors import NOBODY, hashing
from shanyraq.access.actions.granting import given_by_two, grant_role, refuse_together
from shanyraq.access.actions.links import Invited, new_link
from shanyraq.access.actions.role_requests import (
    INVITE,
    MACHINE,
    RolesAsked,
    alone,
    ask_roles,
    waits_for_second,
)
from shanyraq.access.models import Account, Invitation, RoleGrant, StaffMember
from shanyraq.access.permissions import ACCOUNT_RECOVER_AGREE, STAFF_INVITE, require
from shanyraq.access.queries.colleagues import actors_at
from shanyraq.access.queries.staff import has_come_in, hash_of, is_open
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal

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
    why: str = ""  # for the second person who agrees


def invite(*, colleague: NewColleague, by: Actor, at: datetime, today: date) -> Invited:
    """Make a colleague's account with her roles and a link; where a role opens people, a second person agrees first.

    Until then she has neither roles nor a link. `at` is the real instant, which links go by; `today` the programme's
    day, on which she begins. Raises CannotInvite, CannotGiveRole, CannotPropose.
    """
    asked = RolesAsked(
        uuid4(), colleague.roles, colleague.region, colleague.centre, colleague.why, INVITE, link=True
    )
    if waits_for_second(colleague.roles, by, at):
        make = partial(_make_account, colleague, asked.staff_id, at, today)
        ask_roles(asked=asked, by=by, at=at, then=make)
        return Invited(StaffMember.objects.get(pk=asked.staff_id), "")
    with recorded("staff.invite", by=by) as act:
        require(by, STAFF_INVITE)
        account = _make_account(colleague, asked.staff_id, at, today)
        act.about(asked.staff_id, kind="staff")
        is_alone = alone(asked=asked, by=by, at=at)
        for role in colleague.roles:
            grant_role(staff=account.staff, role=role, region=asked.region, centre=asked.centre, by=by, at=at)
        return Invited(account.staff, new_link(account=account, by=by, at=at), is_alone)


def renew_invitation(*, staff_id: UUID, by: Actor, at: datetime) -> Invited:
    """Give a colleague who has not come in yet a new link; the older ones stop.

    Raises CannotInvite where her access has ended, where she holds no role yet, and where it takes two
    (`recoveries`): she has come in, or what she may do was agreed to by a second person, who handed the link over.
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
        if not renews_alone(account.staff, by, at):
            raise CannotInvite(_("A new link for her takes two officers: restore her access."), code="two")
        return Invited(account.staff, new_link(account=account, by=by, at=at))


def renews_alone(staff: StaffMember, by: Actor, at: datetime) -> bool:
    """Whether one person makes her a new link: she never came in, and holds roles of which none was given by two.

    Where nobody else may restore access yet, one person makes any link: the first officer's, too, may get lost.
    """
    held = list(RoleGrant.objects.filter(staff=staff, ends_at=None).values_list("role", flat=True))
    if not held or has_come_in(staff) or STAFF_INVITE not in by.may:
        return False
    return not given_by_two(held) or not _others_restore(staff.pk, by, at)


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
        asked = RolesAsked(staff.pk, (ADMINISTRATOR,), "", "", "", MACHINE, link=password is None)
        alone(asked=asked, by=by, at=at)
        return None if password is not None else new_link(account=account, by=by, at=at)


def _make_account(colleague: NewColleague, staff_id: UUID, at: datetime, today: date) -> Account:
    """A colleague and her account, without a role. Part of the caller's recorded act."""
    if Account.objects.filter(login=colleague.login).exists():
        raise CannotInvite(_("Somebody has this user name already. Choose another one."), code="login_taken")
    refuse_together(colleague.roles)
    staff = StaffMember.objects.create(
        pk=staff_id,
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
    return Account.objects.create_account(login=colleague.login, staff=staff, made_at=at)


def _others_restore(staff_id: UUID, by: Actor, at: datetime) -> bool:
    """Whether anybody besides her and who asks may agree that her access is restored."""
    besides = {staff_id, by.staff_id}
    return any(ACCOUNT_RECOVER_AGREE in one.may for one in actors_at(at) if one.staff_id not in besides)
