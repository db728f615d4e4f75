"""The one-time link: it sets one password, once, in time."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from shanyraq.access.models import Account
from shanyraq.access.rules.doors import is_guessable
from shanyraq.access.tests.factories import PASSWORD, SINCE, make_account, make_invitation
from shanyraq.audit.models import Entry

LINK = "/invitations/a-secret/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    account = make_account()
    make_invitation(account)
    return account


def choose(client: Client, password: str = PASSWORD, again: str | None = None, link: str = LINK):
    return client.post(link, {"password": password, "again": password if again is None else again})


def test_a_link_sets_the_password_that_then_opens_the_door(client: Client, account: Account) -> None:
    assert client.get(LINK).status_code == 200

    answer = choose(client)

    assert (answer.status_code, answer["Location"]) == (302, "/log-in/")
    assert client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}).status_code == 302
    assert Entry.objects.earliest("seq").action == "account.accept"


def test_a_link_works_once(client: Client, account: Account) -> None:
    choose(client)

    assert client.get(LINK).status_code == 404
    assert choose(client, "another long sentence").status_code == 404
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


@pytest.mark.parametrize("secret", ["another", "a-secret2", "A-SECRET"])
def test_a_link_that_never_was_says_what_to_do(client: Client, account: Account, secret: str) -> None:
    answer = client.get(f"/invitations/{secret}/")

    assert answer.status_code == 404
    assert "Ask your administrator" in answer.content.decode()


def test_a_link_ends_with_its_time(client: Client) -> None:
    make_invitation(make_account(), expires_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert choose(client).status_code == 404


def test_a_link_ends_with_the_access(client: Client, account: Account) -> None:
    Account.objects.update(is_active=False, ended_at=SINCE)

    assert choose(client).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("fourteen chars", None, "fewer than 15 characters"),
        ("password", None, "one of those that are tried first"),
        (" " * 20, None, "one of those that are tried first"),
        (PASSWORD, PASSWORD.strip(), "differ"),
        ("", None, "required"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_remedy(
    client: Client, account: Account, password: str, again: str | None, words: str
) -> None:
    answer = choose(client, password, again)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_a_password_like_the_user_name_is_refused(client: Client) -> None:
    make_invitation(make_account(login="gulnara.toktarova"))

    answer = choose(client, "gulnara.toktarova1")

    assert "too much like your user name" in answer.content.decode()


def test_the_secret_stands_nowhere_in_the_database(account: Account) -> None:
    assert "a-secret" not in str(list(account.invitations.values()))


def test_choosing_a_new_password_ends_the_other_sessions(client: Client, account: Account) -> None:
    elsewhere = Client()
    elsewhere.force_login(account)

    choose(client)

    assert elsewhere.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    "password",
    [
        "shanyraq2026shanyraq",
        "Қазақстан2026!Қазақстан",
        "парольпароль12345",
        "gulnara1234567890",
        "111111111111111111",
        "abcabcabcabcabcabc",
        "Astana-Almaty-2026",
    ],
)
def test_a_password_of_words_that_are_tried_first_is_not_taken(password: str) -> None:
    assert is_guessable(password, "gulnara")


@pytest.mark.parametrize(
    "password",
    [
        "тёплый хлеб на столе",
        "ақ бата береді әжем",
        "eleven horses near Turgen",
        "x7!kQ-9rL.mZ2pWv",
        "🐎🌾🍎🏔🌙☀️🌧❄️🔥🪶🫖🥛🧣🧵🧶",
    ],
)
def test_a_sentence_of_her_own_is_taken_in_any_script(password: str) -> None:
    assert not is_guessable(password, "gulnara")
