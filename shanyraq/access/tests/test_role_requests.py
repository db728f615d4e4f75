"""Roles that nobody gives alone: one asks, a second natural person agrees, and only then is there a link or a role."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.access.actions.invitations import create_administrator
from shanyraq.access.actions.proposals import LASTS, CannotAgree, agreeing, fingerprint_of
from shanyraq.access.actions.role_requests import agree_to_roles
from shanyraq.access.actions.roles import CannotEndAccess, end_access, end_role
from shanyraq.access.models import Account, Invitation, Proposal, RoleGrant, StaffMember
from shanyraq.access.queries import role_catalogue, system_actor
from shanyraq.access.queries.role_requests import given_alone
from shanyraq.access.rules import Role
from shanyraq.access.rules.second_person import opens_people, takes_two
from shanyraq.access.tests.factories import PASSWORD, Worker, make_account, make_grant, make_staff
from shanyraq.access.tests.second_person import WHY, agree, page_of, waiting
from shanyraq.access.tests.test_invite import invite, invited, link_in
from shanyraq.access.tests.test_roles import give
from shanyraq.audit.models import Entry
from shanyraq.foundation.clock import real_now, today

pytestmark = pytest.mark.django_db
WAITS = "/staff/recoveries/"
SHE: dict[str, Any] = {"given_name": "Invented", "roles": ["regional_coordinator"]}
NO = "Nobody of this name works in the centre, I asked there."


def she() -> StaffMember:
    return StaffMember.objects.get(given_name="Invented")


def outcome(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).outcome


@pytest.mark.parametrize(
    ("compartments", "more", "opens"),
    [
        ({"C0": "R"}, {}, True),
        ({"C0": "S"}, {}, True),
        ({"C1": "N"}, {}, True),
        ({"C2": "2"}, {}, True),
        ({"C4n": "O"}, {}, True),
        ({"C6": "P"}, {}, True),
        ({}, {"own": frozenset({"C11"})}, True),
        ({}, {"emergency": frozenset({"C3"})}, True),
        ({"C0": "counts", "C13": "counts"}, {}, False),
        ({"C13": "R", "C0": "-"}, {}, False),
        ({}, {}, False),
    ],
)
def test_the_rights_of_a_role_say_whether_it_opens_people(
    compartments: dict[str, str], more: dict[str, Any], opens: bool
) -> None:
    assert opens_people(Role("any", "Any", "none", compartments, **more)) == opens


def test_whoever_may_agree_to_anything_is_nobody_s_invention_either() -> None:
    assert takes_two(Role("any", "Any", "none", may=frozenset({"role.agree"})), {"role.agree"})
    alone = {code for code, role in role_catalogue().items() if not takes_two(role, agreeing())}
    assert alone == {"partner"}


def test_one_administrator_alone_lets_nobody_in(admin: Worker, auditor: Worker) -> None:
    invite(admin, **SHE)
    proposal, staff = waiting(), she()

    assert not Invitation.objects.exists() and not RoleGrant.objects.filter(staff=staff).exists()
    assert agree(admin, proposal).status_code == 302
    admin.client.post(f"/staff/{staff.pk}/new-link/")
    give(admin, staff, "regional_coordinator")
    assert outcome(proposal) == Proposal.WAITING
    assert not Invitation.objects.exists() and not RoleGrant.objects.filter(staff=staff).exists()


@pytest.mark.parametrize("role", ["dpo", "programme_manager", "administrator", "custodian"])
def test_nor_does_she_invent_her_second_person(admin: Worker, auditor: Worker, role: str) -> None:
    invite(admin, given_name="Invented", roles=[role])

    assert not Invitation.objects.exists() and not RoleGrant.objects.filter(staff=she()).exists()


def test_the_link_is_shown_to_who_agreed_and_no_other_one_is_made_alone(
    admin: Worker, auditor: Worker, client: Client
) -> None:
    link = link_in(invited(admin, auditor, **SHE).content)
    renewed = admin.client.post(f"/staff/{she().pk}/new-link/", follow=True).content.decode()

    assert "takes two officers" in renewed and Invitation.objects.count() == 1
    client.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}).status_code == 302
    shown = admin.client.get(f"/staff/{she().pk}/").content.decode()
    assert reverse("access:ask_recovery", args=[she().pk]) in shown and "Make a new link" not in shown


def test_the_older_link_of_somebody_who_gets_more_stops(
    admin: Worker, auditor: Worker, client: Client
) -> None:
    first = link_in(invite(admin, given_name="Invented", roles=["partner"]).content)

    give(admin, she(), "regional_coordinator")
    second = link_in(agree(auditor).content)

    assert client.get(first).status_code == 404 and client.get(second).status_code == 200


def test_it_waits_where_recoveries_wait_and_on_the_officers_desk(
    admin: Worker, auditor: Worker, damir: Worker
) -> None:
    invite(admin, **SHE)
    staff = admin.client.get(f"/staff/{she().pk}/").content.decode()

    for who in (admin, auditor, damir):
        assert page_of(waiting()) in who.client.get(WAITS).content.decode()
    desk = auditor.client.get(reverse("oversight:desk")).content.decode()
    assert "Roles to agree to" in desk and "One thing waits; its clock runs until" in desk
    assert "waits for a second person until" in staff and "Regional coordinator" in staff
    shown = auditor.client.get(page_of(waiting())).content.decode()
    assert WHY in shown and "Invented Toktarova" in shown and "Karaganda" in shown


def test_it_is_declined_with_a_reason_that_the_administrator_reads(admin: Worker, auditor: Worker) -> None:
    invite(admin, **SHE)
    proposal = waiting()

    agree(auditor, proposal, decline="1", why="No.")
    assert outcome(proposal) == Proposal.WAITING
    agree(auditor, proposal, decline="1", why=NO)

    assert outcome(proposal) == Proposal.DECLINED and not Invitation.objects.exists()
    assert NO in admin.client.get(f"/staff/{she().pk}/").content.decode()
    done = Entry.objects.filter(decision="ALLOWED").values_list("action", flat=True)
    assert {"staff.role.ask", "staff.role.decline"} <= set(done)


def test_what_was_agreed_to_is_in_the_record_with_both(admin: Worker, auditor: Worker) -> None:
    invited(admin, auditor, **SHE)

    asked = Entry.objects.get(action="staff.role.ask")
    done = Entry.objects.get(action="staff.role.done")
    assert (asked.actor, done.actor) == (str(admin.account.pk), str(auditor.account.pk))
    assert all(f"staff:{she().pk}" in one.objects_json for one in (asked, done))


def test_the_programme_manager_stands_in_only_where_there_is_no_officer(
    admin: Worker, damir: Worker, newcomer: Any
) -> None:
    invite(admin, **SHE)
    first = waiting()
    officer = newcomer("Aiym", "dpo")

    refused = damir.client.get(page_of(first)).content.decode()
    agree(damir, first)
    assert "The data-protection officer decides" in refused and outcome(first) == Proposal.WAITING
    Account.objects.filter(pk=officer.account.pk).update(is_active=False, ended_at=real_now())
    assert link_in(agree(damir, first).content)


def test_nobody_agrees_to_her_own_roles(admin: Worker, auditor: Worker, damir: Worker) -> None:
    give(admin, damir.staff, "supervisor")
    proposal = waiting()

    agree(damir, proposal)
    assert outcome(proposal) == Proposal.WAITING
    agree(auditor, proposal)
    assert RoleGrant.objects.filter(staff=damir.staff, role="supervisor").exists()


def test_who_has_no_right_neither_sees_nor_agrees(admin: Worker, auditor: Worker, aigul: Worker) -> None:
    invite(admin, **SHE)

    assert aigul.client.get(WAITS).status_code == 403
    assert agree(aigul).status_code == 403


def test_agreement_is_to_exactly_this_within_a_day_while_she_may_still_ask(
    admin: Worker, auditor: Worker
) -> None:
    invite(admin, **SHE)
    proposal, now = waiting(), real_now()
    told: dict[str, Any] = {"proposal_id": proposal.pk, "by": auditor.actor}

    with pytest.raises(CannotAgree, match="not what you read"):
        agree_to_roles(**told, fingerprint="0" * 64, at=now)
    with pytest.raises(CannotAgree, match="in time"):
        agree_to_roles(**told, fingerprint=fingerprint_of(proposal), at=now + LASTS + timedelta(minutes=1))
    RoleGrant.objects.filter(staff=admin.staff).update(ends_at=now)
    with pytest.raises(CannotAgree, match="no longer"):
        agree_to_roles(**told, fingerprint=fingerprint_of(proposal), at=real_now())
    assert not Invitation.objects.exists() and not RoleGrant.objects.filter(staff=she()).exists()


def test_the_first_officer_is_invited_alone_and_everybody_is_told(admin: Worker, newcomer: Any) -> None:
    too_early = invite(admin, **SHE).content.decode()
    page = invite(admin, given_name="Officer", login="officer", roles=["dpo"], region="").content

    assert "invite the data-protection officer first" in too_early
    assert link_in(page) and "You did this alone" in page.decode()
    assert Entry.objects.get(action="staff.invite", decision="ALLOWED").purpose == "alone"
    officer = newcomer("Aiym", "dpo")
    desk = officer.client.get(reverse("oversight:desk")).content.decode()
    assert "Roles given by one person alone" in desk
    proposal = given_alone().get()
    assert page_of(proposal) in officer.client.get(WAITS).content.decode()
    assert "I have looked at it" in officer.client.get(page_of(proposal)).content.decode()
    agree(officer, proposal)
    assert not given_alone().exists()
    assert "Roles given by one" not in officer.client.get(reverse("oversight:desk")).content.decode()
    assert Entry.objects.filter(action="staff.role.look_at", actor=str(officer.account.pk)).exists()


def test_with_the_first_officer_nothing_is_done_alone_any_more(admin: Worker) -> None:
    invite(admin, given_name="Officer", login="officer", roles=["dpo"], region="")

    assert invite(admin, **SHE).status_code == 302
    assert waiting().details["roles"] == ["regional_coordinator"]


def test_an_administrator_made_from_the_machine_is_told_to_the_officer(auditor: Worker) -> None:
    create_administrator(
        login="again", name="", password=None, by=system_actor("command line"), at=real_now(), today=today()
    )

    shown = auditor.client.get(page_of(given_alone().get())).content.decode()
    assert "Made from the machine itself" in shown


def test_the_last_who_may_agree_is_not_ended_by_one_administrator(admin: Worker, damir: Worker) -> None:
    staff = make_staff(given_name="Officer", discipline="dpo")
    make_account(staff, login="officer", password=PASSWORD)
    grant = make_grant(staff, "dpo")
    told: dict[str, Any] = {"by": admin.actor, "at": real_now()}
    Account.objects.filter(pk=damir.account.pk).update(is_active=False, ended_at=real_now())

    with pytest.raises(CannotEndAccess, match="successor"):
        end_access(staff_id=staff.pk, today=today(), **told)
    with pytest.raises(CannotEndAccess, match="successor"):
        end_role(grant_id=grant.pk, **told)
    Account.objects.filter(pk=damir.account.pk).update(is_active=True, ended_at=None)
    assert end_role(grant_id=grant.pk, **told).ends_at
