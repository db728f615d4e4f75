"""Coming in as somebody invented: one click in a demonstration, no address at all where people are real."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.audit.models import Entry
from shanyraq.foundation.installation import install

SINCE = datetime(2019, 1, 1, tzinfo=UTC)
ADDRESS = "/demo/enter/teacher/"
pytestmark = pytest.mark.django_db


def made_for(settings, mode: str) -> None:
    settings.MODE = mode
    install(fixed_day=date(2021, 5, 20), at=SINCE)


@pytest.fixture
def gulnara(db: None) -> Account:
    staff = StaffMember.objects.create(
        given_name="Gulnara", family_name="T", discipline="teacher", region="KAR", joined_on=SINCE.date()
    )
    RoleGrant.objects.create(staff=staff, role="teacher", region="KAR", starts_at=SINCE)
    return Account.objects.create_account(login="demo-teacher", staff=staff, made_at=SINCE)


def test_the_door_of_a_demonstration_offers_each_face(client: Client, gulnara: Account, settings) -> None:
    made_for(settings, "demo")

    page = client.get("/log-in/").content.decode()

    assert "This is a demonstration." in page and "20 May 2021" in page
    assert 'formaction="/demo/enter/teacher/"' in page and "Gulnara T." in page
    assert "Or with your own account" in page


def test_one_click_takes_her_place_and_leaves_a_row(client: Client, gulnara: Account, settings) -> None:
    made_for(settings, "demo")

    answer = client.post(ADDRESS)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(gulnara.pk)
    assert Entry.objects.values_list("action", "actor").get() == ("demo.enter", str(gulnara.pk))


@pytest.mark.parametrize("wanted", ["access:log_out", "families", "//elsewhere.org", "javascript:alert(1)"])
def test_one_click_leads_nowhere_but_to_a_path_of_this_site(
    client: Client, gulnara: Account, settings, wanted: str
) -> None:
    made_for(settings, "demo")

    assert client.post(ADDRESS, {"next": wanted})["Location"] == "/"


def test_the_strip_of_every_page_leads_back_to_the_door(client: Client, gulnara: Account, settings) -> None:
    made_for(settings, "demo")
    client.force_login(gulnara)

    page = client.get("/log-in/").content.decode()

    assert "Come in as" in page


def test_a_link_takes_nobodys_place(client: Client, gulnara: Account, settings) -> None:
    made_for(settings, "demo")

    assert client.get(ADDRESS).status_code == 405
    assert "_auth_user_id" not in client.session


def test_where_people_are_real_there_is_no_such_door(client: Client, gulnara: Account, settings) -> None:
    made_for(settings, "production")

    assert client.post(ADDRESS).status_code == 404
    assert client.get(ADDRESS).status_code == 404
    page = client.get("/log-in/").content.decode()
    assert "demonstration" not in page and "/demo/enter/" not in page
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", ["administrator", "nobody", "teacher2"])
def test_a_role_without_a_face_has_no_door(client: Client, gulnara: Account, settings, role: str) -> None:
    made_for(settings, "demo")

    assert client.post(f"/demo/enter/{role}/").status_code == 404


def test_a_face_whose_access_ended_has_no_door(client: Client, gulnara: Account, settings) -> None:
    made_for(settings, "demo")
    Account.objects.update(is_active=False, ended_at=SINCE)

    assert client.post(ADDRESS).status_code == 404
    assert "/demo/enter/" not in client.get("/log-in/").content.decode()


def test_a_form_from_nowhere_takes_nobodys_place(gulnara: Account, settings) -> None:
    made_for(settings, "demo")

    assert Client(enforce_csrf_checks=True).post(ADDRESS).status_code == 403


def test_the_door_takes_few_queries(
    client: Client, gulnara: Account, settings, django_assert_max_num_queries
) -> None:
    made_for(settings, "demo")

    with django_assert_max_num_queries(3):
        client.get("/log-in/")
