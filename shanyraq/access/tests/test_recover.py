"""Restoring the access of a colleague: two officers, herself in person, and no secret learned by either."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from shanyraq.access.actions import recoveries, second_steps
from shanyraq.access.actions.invitations import CannotInvite, renew_invitation
from shanyraq.access.actions.proposals import CannotAgree, fingerprint_of
from shanyraq.access.models import Account, Invitation, Proposal
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.access.tests.factories import PASSWORD, Worker, make_account, make_grant, make_staff
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed

pytestmark = pytest.mark.django_db
REASON = "She stood before me with her identity card, number checked."


@pytest.fixture
def hers() -> Account:
    """The account of somebody who lost her phone."""
    account = make_account(password=PASSWORD)
    now = clock.real_now()
    secret = second_steps.app_secret(account, "a session")
    code = format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))
    second_steps.add_app(account=account, secret=secret, code=code, by=actor_of(account, now), at=now)
    return account


@pytest.fixture
def other_admin() -> Actor:
    return officer("administrator", "zhibek")


def officer(role: str, login: str) -> Actor:
    staff = make_staff(given_name=login.title(), discipline=role, region="")
    make_grant(staff, role)
    return actor_of(make_account(staff=staff, login=login), clock.real_now())


def staff_of(account: Account) -> UUID:
    assert account.staff_id
    return account.staff_id


def actor(worker: Worker) -> Actor:
    return actor_of(worker.account, clock.real_now())


def ask(by: Actor, hers: Account, **more: Any) -> Proposal:
    given: dict[str, Any] = {"ground": "LOST_DEVICE", "reason": REASON, "at": clock.real_now()} | more
    return recoveries.ask_recovery(staff_id=staff_of(hers), by=by, **given)


def agree(by: Actor, proposal: Proposal, **more: Any) -> Any:
    given: dict[str, Any] = {"fingerprint": fingerprint_of(proposal), "at": clock.real_now()} | more
    return recoveries.agree_to_recovery(proposal_id=proposal.pk, by=by, **given)


def test_two_officers_open_the_way_and_she_begins_anew(
    admin: Worker, other_admin: Actor, hers: Account
) -> None:
    session = Client()
    session.force_login(hers)

    invited = agree(other_admin, ask(actor(admin), hers))

    hers.refresh_from_db()
    assert not Authenticator.objects.exists() and not hers.has_usable_password()
    assert session.get("/account/").status_code == 302
    assert Client().get(reverse("access:accept_invitation", args=[invited.secret])).status_code == 200


def test_the_data_protection_officer_is_a_second_officer_too(admin: Worker, hers: Account) -> None:
    assert agree(officer("dpo", "aiym"), ask(actor(admin), hers)).secret


def test_one_alone_opens_nothing(admin: Worker, hers: Account) -> None:
    proposal = ask(actor(admin), hers)

    with pytest.raises(CannotAgree):
        agree(actor(admin), proposal)
    assert Authenticator.objects.exists() and not Invitation.objects.exists()


def test_a_link_for_somebody_who_came_in_is_made_by_nobody_alone(admin: Worker, hers: Account) -> None:
    with pytest.raises(CannotInvite, match="two officers"):
        renew_invitation(staff_id=staff_of(hers), by=actor(admin), at=clock.real_now())
    assert not Invitation.objects.exists()


def test_nobody_asks_or_agrees_for_herself(admin: Worker, other_admin: Actor, hers: Account) -> None:
    with pytest.raises(recoveries.CannotRecover):
        recoveries.ask_recovery(
            staff_id=admin.staff.pk, ground="LOST_DEVICE", reason=REASON, by=actor(admin), at=clock.real_now()
        )
    about_her = recoveries.ask_recovery(
        staff_id=other_admin.staff_id or uuid4(),
        ground="LOST_DEVICE",
        reason=REASON,
        by=actor(admin),
        at=clock.real_now(),
    )
    with pytest.raises(recoveries.CannotRecover):
        agree(other_admin, about_her)
    assert not Invitation.objects.exists()


def test_who_has_no_right_neither_asks_nor_agrees(
    admin: Worker, aigul: Worker, daniyar: Worker, hers: Account
) -> None:
    with pytest.raises(NotAllowed):
        ask(actor(aigul), hers)
    with pytest.raises(NotAllowed):
        agree(actor(daniyar), ask(actor(admin), hers))


def test_after_a_day_it_has_to_be_asked_for_again(admin: Worker, other_admin: Actor, hers: Account) -> None:
    proposal = ask(actor(admin), hers)

    with pytest.raises(CannotAgree, match="in time"):
        agree(other_admin, proposal, at=clock.real_now() + timedelta(hours=25))


def test_it_is_asked_for_once_at_a_time(admin: Worker, other_admin: Actor, hers: Account) -> None:
    ask(actor(admin), hers)

    with pytest.raises(recoveries.CannotRecover, match="already"):
        ask(other_admin, hers)


def test_the_pages_lead_from_the_colleague_to_the_link(admin: Worker, hers: Account) -> None:
    second = Client()
    officer("administrator", "zhibek")
    second.force_login(Account.objects.get(login="zhibek"))

    page = admin.client.get(reverse("access:staff_member", args=[hers.staff_id])).content.decode()
    address = reverse("access:ask_recovery", args=[hers.staff_id])
    asked = admin.client.post(address, {"ground": "LOST_DEVICE", "reason": REASON})
    proposal = Proposal.objects.get()
    found = second.get(reverse("access:recoveries")).content.decode()
    own = admin.client.post(
        reverse("access:recovery", args=[proposal.pk]), {"fingerprint": fingerprint_of(proposal)}, follow=True
    )
    link = second.post(
        reverse("access:recovery", args=[proposal.pk]), {"fingerprint": fingerprint_of(proposal)}
    )

    assert address in page and "Make a new link" not in page
    assert asked.status_code == 302 and hers.staff.full_name in found
    assert "You asked for this yourself" in own.content.decode()
    assert "/invitations/" in link.content.decode() and "no-store" in link["Cache-Control"]
    assert second.get(reverse("access:recovery", args=[proposal.pk])).status_code == 404


def test_declining_ends_it(admin: Worker, other_admin: Actor, hers: Account) -> None:
    proposal = ask(actor(admin), hers)
    second = Client()
    second.force_login(Account.objects.get(login="zhibek"))

    second.post(
        reverse("access:recovery", args=[proposal.pk]),
        {"fingerprint": fingerprint_of(proposal), "decline": "1"},
    )

    proposal.refresh_from_db()
    assert proposal.outcome == Proposal.DECLINED and Authenticator.objects.exists()


def test_for_an_access_that_ended_nothing_is_asked_and_nothing_agreed(
    admin: Worker, other_admin: Actor, hers: Account
) -> None:
    waits = ask(actor(admin), hers)
    Account.objects.filter(pk=hers.pk).update(is_active=False, ended_at=clock.real_now())

    with pytest.raises(recoveries.CannotRecover, match="access has ended"):
        agree(other_admin, waits)
    with pytest.raises(recoveries.CannotRecover, match="access has ended"):
        ask(actor(admin), hers)
    assert Authenticator.objects.filter(user=hers).exists() and not Invitation.objects.exists()
