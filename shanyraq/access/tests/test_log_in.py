"""The door: in with the right words, out at once, and no hint to anybody else."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from shanyraq.access.models import Account
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.audit.models import Entry

DOOR = "/log-in/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


def knock(client: Client, login: str = "gulnara", password: str = PASSWORD, **more: str):
    return client.post(DOOR, {"login": login, "password": password, **more})


def test_the_right_words_open_and_lead_to_the_first_page(client: Client, account: Account) -> None:
    answer = knock(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert list(Entry.objects.order_by("seq").values_list("action", "actor", "decision")) == [
        ("account.first_step", str(account.pk), "ALLOWED"),
        ("account.log_in", str(account.pk), "ALLOWED"),
    ]


def test_it_works_in_production_over_https_with_strict_cookies(
    client: Client, account: Account, settings
) -> None:
    settings.MODE = "production"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = "__Host-session"

    answer = client.post(DOOR, {"login": "gulnara", "password": PASSWORD}, secure=True)

    cookie = answer.cookies["__Host-session"]
    assert answer.status_code == 302
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Strict",
        "/",
    )
    assert cookie["domain"] == ""


def test_capital_letters_in_a_user_name_do_not_matter(client: Client, account: Account) -> None:
    assert knock(client, login="Gulnara").status_code == 302


@pytest.mark.parametrize("password", [PASSWORD.strip(), PASSWORD.upper(), "", " "])
def test_a_password_counts_as_it_was_typed_with_its_spaces(
    client: Client, account: Account, password: str
) -> None:
    assert knock(client, password=password).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_answer_does_not_tell_which_accounts_exist(client: Client, account: Account) -> None:
    make_account(login="ended", password=PASSWORD, is_active=False, ended_at=account.made_at, staff=None)
    make_account(login="invited")

    pages = [
        re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]*"', "", knock(client, login, password).content.decode()
        )
        for login, password in [
            ("gulnara", "something else entirely"),
            ("nobody", PASSWORD),
            ("ended", PASSWORD),
            ("invited", PASSWORD),
        ]
    ]

    plain = [
        page.replace(f'value="{login}"', "")
        for page, login in zip(pages, ("gulnara", "nobody", "ended", "invited"), strict=True)
    ]
    assert len(set(plain)) == 1
    assert "do not fit" in pages[0]


def test_a_failed_try_is_on_the_record_without_the_words_that_were_typed(
    client: Client, account: Account
) -> None:
    knock(client, password="something else entirely")
    knock(client, login="nobody-known")

    known, unknown = Entry.objects.order_by("seq").values()
    assert (known["action"], known["decision"], known["actor"]) == ("account.log_in", "DECLINED", "nobody")
    assert json.loads(known["objects_json"]) == [f"account:{account.pk}"]
    assert json.loads(unknown["objects_json"]) == []
    assert "nobody-known" not in str(unknown) and "something" not in str(known)


def test_too_many_tries_make_everybody_wait_even_with_the_right_words(
    client: Client, account: Account
) -> None:
    for _ in range(10):
        knock(client, password="something else entirely")

    answer = knock(client)

    assert answer.status_code == 200
    assert "quarter of an hour" in answer.content.decode()


def test_the_session_has_another_key_after_coming_in(client: Client, account: Account) -> None:
    client.get(DOOR)
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key

    knock(client)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize("wanted", ["/staff/?region=KAR", "/"])
def test_coming_in_leads_back_to_where_one_wanted_to_go(
    client: Client, account: Account, wanted: str
) -> None:
    assert knock(client, next=wanted)["Location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "javascript:alert(1)",
        "\\\\x",
        "access:log_out",
        "no",
    ],
)
def test_coming_in_never_leads_to_another_site(client: Client, account: Account, wanted: str) -> None:
    assert knock(client, next=wanted)["Location"] == "/"


def test_the_pages_are_in_the_language_she_reads(client: Client) -> None:
    make_account(password=PASSWORD, language="kk")

    assert knock(client).cookies["django_language"].value == "kk"


def test_a_page_for_staff_asks_who_it_is_first(client: Client) -> None:
    answer = client.get("/staff/?region=KAR")

    assert (answer.status_code, answer["Location"]) == (302, "/log-in/?next=/staff/%3Fregion%3DKAR")


def test_a_form_sent_without_a_session_is_told_to_be_unsaved_given_back_and_led_back_to(
    client: Client, account: Account
) -> None:
    form = "/families/new/?members=3"

    answer = client.post(form, {"name": "typed for <nothing>"})
    lost = answer.content.decode()
    door = re.findall(r'href="(/log-in/[^"]+)"', lost)[0].replace("&amp;", "&")
    page = client.get(door).content.decode()
    back = client.post(door, {"login": "gulnara", "password": PASSWORD, "next": form})

    assert (answer.status_code, answer["Cache-Control"].count("no-store")) == (403, 1)
    assert "Your session has ended; what you typed was not saved." in lost
    assert "typed for &lt;nothing&gt;" in lost
    assert f'name="next" value="{form}"' in page
    assert back["Location"] == form


def test_only_a_form_that_was_lost_is_called_lost(client: Client, account: Account) -> None:
    opened = client.get("/staff/")
    left = client.post(reverse("access:log_out"))

    assert "ended" not in opened["Location"] and left["Location"] == "/log-in/?next=/"
    assert "Your session has ended" not in client.get(opened["Location"]).content.decode()


def test_a_form_from_nowhere_is_not_accepted(account: Account) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert knock(strict).status_code == 403


def test_going_ends_the_session_on_the_server_and_leaves_a_row(client: Client, account: Account) -> None:
    client.force_login(account)
    key = client.session.session_key

    answer = client.post(reverse("access:log_out"))

    assert (answer.status_code, answer["Location"]) == (302, DOOR)
    assert "storage" in answer["Clear-Site-Data"]
    assert not Session.objects.filter(session_key=key).exists()
    assert Entry.objects.get().action == "account.log_out"


def test_a_link_cannot_log_somebody_out_but_leads_to_the_button(client: Client, account: Account) -> None:
    client.force_login(account)

    answer = client.get(reverse("access:log_out"))

    assert answer.status_code == 200
    assert re.search(r'<form[^>]*method="post">.*<button', answer.content.decode().split("<main")[1], re.S)
    assert "_auth_user_id" in client.session


def test_the_address_of_going_leads_to_the_door_where_nobody_is_in(client: Client) -> None:
    assert client.get(reverse("access:log_out"))["Location"] == "/log-in/?next=/"


def test_the_door_is_never_kept_by_a_browser(client: Client) -> None:
    assert "no-store" in client.get(DOOR)["Cache-Control"]


def test_forms_say_where_they_come_from_to_us_and_addresses_to_nobody_else(client: Client) -> None:
    """See docs/adr/0012: with no-referrer a browser would send them as from nowhere, and none could be trusted."""
    assert client.get(DOOR)["Referrer-Policy"] == "same-origin"
