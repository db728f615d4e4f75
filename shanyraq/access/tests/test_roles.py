"""Giving roles and taking them back: at once, never to oneself, never across a line."""

from datetime import timedelta

import pytest

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.factories import Worker, make_account, make_grant, make_staff
from shanyraq.access.tests.second_person import WHY, agree
from shanyraq.audit.models import Entry
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db


def give(admin: Worker, staff, role: str = "supervisor", region: str = "KAR", centre: str = ""):
    data = {"role": role, "region": region, "centre": centre, "why": WHY}
    return admin.client.post(f"/staff/{staff.pk}/give-role/", data, follow=True)


def test_a_role_counts_at_the_next_page(admin: Worker, auditor: Worker, aigul: Worker) -> None:
    assert aigul.client.get("/staff/").status_code == 403

    give(admin, aigul.staff)
    agree(auditor)

    assert "Supervisor, Karaganda" in admin.client.get(f"/staff/{aigul.staff.pk}/").content.decode()
    assert aigul.client.get("/staff/").status_code == 403
    aigul.client.post("/account/role/", {"role": "supervisor"})
    assert aigul.client.get("/staff/").status_code == 200
    assert Entry.objects.filter(action="staff.role.done", decision="ALLOWED").count() == 1


def test_a_role_that_reads_nobody_counts_at_once(admin: Worker, auditor: Worker, aigul: Worker) -> None:
    answer = give(admin, aigul.staff, "partner")

    assert "has a new role: Partner or donor" in answer.content.decode()
    assert RoleGrant.objects.filter(staff=aigul.staff, role="partner").exists()
    assert Entry.objects.filter(action="staff.give_role", decision="ALLOWED").count() == 1


@pytest.mark.parametrize(
    ("role", "region", "words"),
    [
        ("administrator", "", "holds no other role"),
        ("dpo", "", "who reviews what others do holds no other role"),
        ("regional_coordinator", "", "say which one"),
        ("centre_lead", "KAR", "say which one"),
        ("teacher", "", "is given people of a region: say which one"),
        ("case_manager", "ALR", "holds this role there already"),
        ("spy", "", "can no longer be chosen here"),
        ("", "", "required"),
    ],
)
def test_a_role_that_cannot_be_given_says_why(
    admin: Worker, auditor: Worker, aigul: Worker, role: str, region: str, words: str
) -> None:
    answer = give(admin, aigul.staff, role, region)

    assert words in answer.content.decode()
    assert RoleGrant.objects.filter(staff=aigul.staff).count() == 1


def test_nobody_gives_a_role_to_herself(admin: Worker) -> None:
    RoleGrant.objects.filter(staff=admin.staff).count()

    answer = give(admin, admin.staff)

    assert "Nobody gives a role to herself" in answer.content.decode()
    assert RoleGrant.objects.filter(staff=admin.staff).count() == 1


def test_a_role_taken_back_closes_at_the_next_page(admin: Worker, daniyar: Worker) -> None:
    grant = RoleGrant.objects.get(staff=daniyar.staff)
    url = f"/staff/{daniyar.staff.pk}/roles/{grant.pk}/end/"
    assert "End this role of Daniyar" in admin.client.get(url).content.decode()
    assert daniyar.client.get("/staff/").status_code == 200

    answer = admin.client.post(url, follow=True)

    assert "no longer has this role" in answer.content.decode()
    assert daniyar.client.get("/staff/").status_code == 403
    grant.refresh_from_db()
    assert grant.ends_at is not None
    assert admin.client.get(url).status_code == 404


def test_reading_the_question_ends_nothing(admin: Worker, daniyar: Worker) -> None:
    grant = RoleGrant.objects.get(staff=daniyar.staff)

    admin.client.get(f"/staff/{daniyar.staff.pk}/roles/{grant.pk}/end/")

    assert not Entry.objects.exists()


def test_a_role_is_ended_only_under_its_own_holder(admin: Worker, daniyar: Worker, aigul: Worker) -> None:
    grant = RoleGrant.objects.get(staff=daniyar.staff)

    assert admin.client.post(f"/staff/{aigul.staff.pk}/roles/{grant.pk}/end/").status_code == 404


def test_a_role_that_ended_opens_nothing_and_one_to_come_nothing_yet() -> None:
    staff = make_staff()
    account = make_account(staff)
    now = real_now()
    make_grant(staff, "teacher", ends_at=now - timedelta(seconds=1))
    make_grant(staff, "psychologist", starts_at=now + timedelta(days=1))
    make_grant(staff, "supervisor", ends_at=now + timedelta(days=1))

    assert actor_of(account, now).role == "supervisor"


def test_a_role_the_pack_no_longer_has_opens_nothing() -> None:
    staff = make_staff()
    make_grant(staff, "astrologer")

    actor = actor_of(make_account(staff), real_now())
    assert (actor.role, actor.may) == ("", frozenset())
