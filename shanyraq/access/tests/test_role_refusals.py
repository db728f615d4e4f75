"""What is refused about roles and their requests, however it is sent; and what is done once stays as it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from shanyraq.access.actions.granting import CannotGiveRole
from shanyraq.access.actions.invitations import CannotAccept, accept_invitation
from shanyraq.access.actions.proposals import CannotAgree, fingerprint_of
from shanyraq.access.actions.role_requests import (
    RolesAsked,
    agree_to_roles,
    ask_roles,
    look_at_alone,
    why_not,
)
from shanyraq.access.actions.roles import CannotEndAccess, end_role
from shanyraq.access.actions.sessions import CannotBegin, begin_session
from shanyraq.access.models import Account, Invitation, Proposal, RoleGrant
from shanyraq.access.queries.role_requests import given_alone
from shanyraq.access.tests.factories import Worker, make_account, make_invitation
from shanyraq.access.tests.second_person import WHY, waiting
from shanyraq.access.tests.test_invite import invite
from shanyraq.access.tests.test_role_requests import SHE, outcome, she
from shanyraq.audit.models import Entry
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db


def test_for_somebody_whose_access_ended_meanwhile_nothing_is_agreed(admin: Worker, auditor: Worker) -> None:
    invite(admin, **SHE)
    proposal = waiting()
    Account.objects.filter(staff=she()).update(is_active=False, ended_at=real_now())

    with pytest.raises(CannotGiveRole, match="access has ended"):
        agree_to_roles(
            proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=auditor.actor, at=real_now()
        )
    assert outcome(proposal) == Proposal.WAITING and not Invitation.objects.exists()


def test_no_role_that_the_pack_does_not_have_is_asked_for(admin: Worker, auditor: Worker) -> None:
    asked = RolesAsked(admin.staff.pk, ("no_such_role",), "ALA", "", WHY, "ROLE", False)

    with pytest.raises(CannotGiveRole):
        ask_roles(asked=asked, by=admin.actor, at=real_now())
    assert not Proposal.objects.exists()


def test_what_was_given_alone_is_looked_at_once(admin: Worker, newcomer: Any) -> None:
    invite(admin, given_name="Officer", login="officer", roles=["dpo"], region="")
    [proposal] = given_alone()
    officer = newcomer("Aiym", "dpo")

    look_at_alone(proposal_id=proposal.pk, by=officer.actor, at=real_now())

    with pytest.raises(CannotAgree, match="decided already"):
        look_at_alone(proposal_id=proposal.pk, by=officer.actor, at=real_now())
    assert proposal.agreements.count() == 1
    assert why_not(proposal, officer.actor, real_now()) == ""


def test_nobody_ends_her_own_role_by_its_key_either(admin: Worker) -> None:
    [grant] = RoleGrant.objects.filter(staff=admin.staff)

    with pytest.raises(CannotEndAccess, match="Another administrator"):
        end_role(grant_id=grant.pk, by=admin.actor, at=real_now())
    grant.refresh_from_db()
    assert grant.ends_at is None


def test_a_role_that_ended_already_keeps_the_moment_of_its_end(admin: Worker, daniyar: Worker) -> None:
    [grant] = RoleGrant.objects.filter(staff=daniyar.staff)
    first = end_role(grant_id=grant.pk, by=admin.actor, at=real_now()).ends_at

    again = end_role(grant_id=grant.pk, by=admin.actor, at=real_now() + timedelta(hours=1))

    assert first and again.ends_at == first


def test_a_link_that_was_used_while_its_page_stood_open_sets_no_password() -> None:
    account = make_account()
    make_invitation(account, secret="hers", used_at=real_now())

    with pytest.raises(CannotAccept, match="used already"):
        accept_invitation(secret="hers", password="A sentence of her own, long enough", at=real_now())
    assert not Account.objects.get(pk=account.pk).has_usable_password()


def test_no_session_begins_for_an_access_that_ended_at_the_door() -> None:
    account = make_account()
    Account.objects.filter(pk=account.pk).update(is_active=False, ended_at=real_now())

    with pytest.raises(CannotBegin, match="ended"):
        begin_session(request=RequestFactory().get("/"), account=account, at=real_now())
    assert list(Entry.objects.values_list("action", "decision")) == [("account.log_in", "DECLINED")]
