"""Inviting a colleague: an account with her roles, and a link that is shown once, to whoever agreed."""

import json
import re

import pytest
from django.test import Client

from shanyraq.access.models import Account, Invitation, RoleGrant, StaffMember
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.factories import PASSWORD, Worker, make_account
from shanyraq.access.tests.second_person import WHY, agree
from shanyraq.audit.models import Entry
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
COLLEAGUE = {
    "given_name": "Gulnara",
    "family_name": "Toktarova",
    "login": "gulnara",
    "discipline": "teacher",
    "region": "KAR",
    "languages": ["kk", "ar"],
    "roles": ["teacher"],
    "sex": "F",
    "why": WHY,
}


def invite(admin: Worker, **changed: object):
    return admin.client.post("/staff/invite/", COLLEAGUE | changed)


def invited(admin: Worker, officer: Worker, **changed: object):
    """The page on which the officer, who agreed, is shown the link."""
    assert invite(admin, **changed).status_code == 302
    return agree(officer)


def link_in(page: bytes) -> str:
    found = re.search(r'value="http://testserver(/invitations/[\w-]+/)"', page.decode())
    assert found
    return found[1]


def test_the_new_colleague_chooses_her_password_and_can_do_her_work(
    admin: Worker, auditor: Worker, client: Client
) -> None:
    link = link_in(invited(admin, auditor).content)

    client.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}).status_code == 302
    account = Account.objects.get(login="gulnara")
    actor = actor_of(account, real_now())
    assert (actor.role, actor.others) == ("teacher", ())
    assert actor.reads("C6")
    staff = account.staff
    assert staff is not None
    assert (staff.full_name, staff.region, staff.languages) == ("Gulnara Toktarova", "KAR", ["kk", "ar"])


def test_the_link_is_shown_once_and_kept_nowhere(admin: Worker, auditor: Worker) -> None:
    answer = invited(admin, auditor)

    secret = link_in(answer.content).split("/")[2]
    assert "no-store" in answer["Cache-Control"]
    assert secret not in str(list(Invitation.objects.values())) + str(list(Entry.objects.values()))
    staff = StaffMember.objects.get(given_name="Gulnara")
    assert secret not in admin.client.get(f"/staff/{staff.pk}/").content.decode()


def test_an_invitation_leaves_one_row_without_her_name(admin: Worker) -> None:
    invite(admin, roles=["partner"])

    row = Entry.objects.values().get(action="staff.invite")
    staff = StaffMember.objects.get(given_name="Gulnara")
    assert json.loads(row["objects_json"]) == [f"staff:{staff.pk}"]
    assert row["actor"] == str(admin.account.pk)
    assert "Gulnara" not in str(row)


def test_a_taken_user_name_is_refused_and_nothing_is_made(admin: Worker) -> None:
    make_account()

    answer = invite(admin)

    assert "has this user name already" in answer.content.decode()
    assert StaffMember.objects.filter(given_name="Gulnara").count() == 1
    assert Entry.objects.get().decision == "DECLINED"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"login": "Гүлнара"}, "small letters"),
        ({"given_name": ""}, "required"),
        ({"discipline": "spy"}, "can no longer be chosen here"),
        ({"region": "NOWHERE"}, "can no longer be chosen here"),
        ({"roles": ["spy"]}, "can no longer be chosen here"),
        ({"roles": ["person"]}, "can no longer be chosen here"),
        ({"roles": ["regional_coordinator"], "region": ""}, "say which one"),
        ({"roles": ["centre_lead"], "centre": ""}, "say which one"),
        ({"roles": ["administrator", "case_manager"]}, "holds no other role"),
        ({"roles": ["justice_liaison", "health_worker"]}, "cannot be held together"),
        ({"supervisor": "00000000-0000-4000-8000-000000000000"}, "can no longer be chosen here"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    admin: Worker, changed: dict[str, object], words: str
) -> None:
    answer = invite(admin, **changed)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Account.objects.filter(staff__given_name="Gulnara").exists()
    assert not RoleGrant.objects.exclude(staff=admin.staff).exists()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"roles": []}, "roles", "Choose at least one role"),
        ({"roles": ["case_manager"], "region": ""}, "region", "is given people of a region"),
        (
            {"roles": ["case_manager"], "region": "", "centre": "MAN-A"},
            "region",
            "is given people of a region",
        ),
        ({"roles": ["supervisor"], "region": ""}, "region", "reaches as far as a region"),
        ({"roles": ["regional_coordinator", "case_manager"], "region": ""}, "region", "say which one"),
        ({"roles": ["centre_lead"], "region": "KAR"}, "centre", "belongs to a centre"),
    ],
)
def test_what_is_missing_is_said_once_under_the_field_that_lacks_it(
    admin: Worker, changed: dict[str, object], field: str, words: str
) -> None:
    answer = invite(admin, **changed)

    page = answer.content.decode()
    (error,) = re.findall(r'class="field-error" id="(\w+)_error".*?<span>(.*?)</span>', page)
    assert error[0] == f"id_{field}" and words in error[1]
    assert f'href="#id_{field}' in page  # the summary above leads there
    assert not StaffMember.objects.filter(given_name="Gulnara").exists()


def test_whoever_counts_or_looks_after_accounts_needs_no_region(admin: Worker, auditor: Worker) -> None:
    for login, role in (("counting", "programme_manager"), ("keeping", "administrator")):
        assert link_in(invited(admin, auditor, login=login, roles=[role], region="").content)


def test_a_supervisor_can_be_named(admin: Worker, auditor: Worker, daniyar: Worker) -> None:
    invite(admin, supervisor=str(daniyar.staff.pk))

    assert StaffMember.objects.get(given_name="Gulnara").supervisor == daniyar.staff


def test_a_new_link_ends_the_older_one(admin: Worker, client: Client) -> None:
    first = link_in(invite(admin, roles=["partner"]).content)
    staff = StaffMember.objects.get(given_name="Gulnara")

    second = link_in(admin.client.post(f"/staff/{staff.pk}/new-link/").content)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_there_is_no_new_link_for_somebody_who_left(admin: Worker) -> None:
    invite(admin, roles=["partner"])
    staff = StaffMember.objects.get(given_name="Gulnara")
    admin.client.post(f"/staff/{staff.pk}/end-access/")

    answer = admin.client.post(f"/staff/{staff.pk}/new-link/", follow=True)

    assert "Her access has ended" in answer.content.decode()
