"""Setting a second password for when somebody forces her: no page tells whether there is one, and it goes on."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from shanyraq.access.actions import doors, forced
from shanyraq.access.models import Account, ForcedPassword
from shanyraq.access.tests.at_the_door import is_in, knock
from shanyraq.access.tests.factories import PASSWORD, SINCE
from shanyraq.access.tests.test_second_password import NEVER_ALIKE, SECRET_WORDS, by, set_second

pytestmark = pytest.mark.django_db


def test_she_sets_it_after_showing_that_it_is_she_and_no_page_says_whether_there_is_one(
    client: Client, account: Account
) -> None:
    knock(client)
    page, kept = (
        "/account/second-password/",
        re.compile(r'name="(csrfmiddlewaretoken|sent_once)" value="[^"]+"'),
    )
    before = {
        one: NEVER_ALIKE.sub("", kept.sub("", client.get(one, secure=True).content.decode()))
        for one in (page, "/account/")
    }

    answer = client.post(page, {"password": SECRET_WORDS, "again": SECRET_WORDS}, secure=True)

    assert answer["Location"] == "/account/" and ForcedPassword.objects.get().account_id == account.pk
    client.get("/account/", secure=True)  # says once that it is set
    after = {
        one: NEVER_ALIKE.sub("", kept.sub("", client.get(one, secure=True).content.decode()))
        for one in (page, "/account/")
    }
    assert before.keys() == after.keys()
    assert re.sub(r'value="[^"]{20,}"', "", before[page]) == re.sub(r'value="[^"]{20,}"', "", after[page])
    assert SECRET_WORDS not in ForcedPassword.objects.get().hash


def test_it_is_no_second_password_that_is_the_first_one_and_the_other_way_round(account: Account) -> None:
    with pytest.raises(forced.CannotSet):
        set_second(account, PASSWORD)
    set_second(account)

    with pytest.raises(forced.CannotSet):
        doors.change_password(account=account, password=SECRET_WORDS, by=by(account), at=SINCE)


def test_after_another_password_of_hers_the_second_one_goes_on_at_the_price_of_one_hash(
    client: Client, account: Account
) -> None:
    set_second(account)
    doors.change_password(account=account, password="a third sentence that is hers", by=by(account), at=SINCE)

    knock(client, password=SECRET_WORDS)

    account.refresh_from_db()
    assert client.session["forced"] is True
    assert account.password.rpartition("$")[0] == ForcedPassword.objects.get().hash.rpartition("$")[0]


def test_where_hashes_became_dearer_meanwhile_it_still_opens(client: Client, account: Account) -> None:
    set_second(account)
    account.set_password(PASSWORD)  # with another salt, as after such a change
    account.save()

    knock(client, password=SECRET_WORDS)

    assert client.session["forced"] is True


def test_taken_away_it_opens_no_more(client: Client, account: Account) -> None:
    set_second(account)
    knock(client)
    client.post("/account/second-password/", {"away": "yes"}, secure=True)

    assert not is_in_with(SECRET_WORDS)


def is_in_with(words: str) -> bool:
    another = Client()
    knock(another, password=words)
    return is_in(another)
