"""The language of the pages: here, and wherever one logs in next."""

import pytest
from django.test import Client

from shanyraq.access.tests.factories import make_account
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db


def choose(client: Client, language: str, to: str = "/log-in/"):
    return client.post("/language/", {"language": language, "next": to})


def test_the_next_page_is_in_the_chosen_language(client: Client) -> None:
    answer = choose(client, "ar")

    assert (answer.status_code, answer["Location"]) == (302, "/log-in/")
    assert 'lang="ar" dir="rtl"' in client.get("/log-in/").content.decode()
    assert not Entry.objects.exists()


def test_an_account_remembers_what_its_owner_reads(client: Client) -> None:
    account = make_account()
    client.force_login(account)

    choose(client, "kk")

    account.refresh_from_db()
    assert account.language == "kk"
    assert Entry.objects.get().action == "account.language"


@pytest.mark.parametrize("language", ["", "xx", "de", "../en"])
def test_a_language_the_site_does_not_speak_changes_nothing(client: Client, language: str) -> None:
    answer = choose(client, language)

    assert answer.status_code == 302
    assert "django_language" not in answer.cookies


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_it_never_leads_to_another_site(client: Client, to: str) -> None:
    assert choose(client, "ru", to)["Location"] == "/"


@pytest.mark.parametrize("address", ["/language/?language=ar", "/ui/language/?language=ar"])
def test_a_link_changes_nothing_and_leads_to_the_first_page(client: Client, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "django_language" not in answer.cookies
