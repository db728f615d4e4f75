"""Passkeys: alone they open, nobody else's do, and none that asked its owner for nothing."""

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from shanyraq.access.actions import second_steps
from shanyraq.access.actions.second_steps import CannotProtect
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.queries.second_steps import authenticators_of
from shanyraq.access.tests.at_the_door import (
    DOOR,
    SECOND,
    SECRET,
    code_at,
    is_in,
    knock,
)
from shanyraq.access.tests.keys import SoftKey

pytestmark = pytest.mark.django_db


def options_on(page: str) -> dict[str, Any]:
    found = re.findall(r'data-options="([^"]+)"', page)[0]
    return json.loads(found.replace("&quot;", '"'))


def add_key(client: Client, key: SoftKey) -> Any:
    page = client.get("/account/add-key/", secure=True).content.decode()
    made = json.dumps(key.made(options_on(page)))
    return client.post("/account/add-key/", {"name": "my phone", "credential": made}, secure=True)


@pytest.fixture
def key(account: Account) -> SoftKey:
    owner, key = Client(), SoftKey()
    knock(owner)
    assert add_key(owner, key).status_code == 302
    return key


def test_a_passkey_alone_opens_without_user_name_and_password(
    client: Client, key: SoftKey, account: Account
) -> None:
    wish = client.get("/log-in/passkey/", secure=True).json()

    answer = client.post(
        "/log-in/passkey/", {"credential": json.dumps(key.signed(wish)), "next": "/staff/"}, secure=True
    )

    assert answer["Location"] == "/staff/" and client.session["_auth_user_id"] == str(account.pk)
    assert client.session["second_step"] == "webauthn"


def test_a_passkey_is_the_second_step_after_the_password(client: Client, key: SoftKey) -> None:
    assert knock(client)["Location"] == SECOND
    page = client.get(SECOND, secure=True).content.decode()

    answer = client.post(SECOND, {"credential": json.dumps(key.signed(options_on(page)))}, secure=True)

    assert answer["Location"] == "/" and is_in(client)
    assert 'name="code"' not in page


def test_the_owner_comes_in_with_her_passkey_while_others_guess_at_her_door(
    client: Client, key: SoftKey
) -> None:
    for _ in range(12):
        Client().post(DOOR, {"login": "gulnara", "password": "something else entirely"}, secure=True)
    assert knock(client).status_code == 200

    wish = client.get("/log-in/passkey/", secure=True).json()
    client.post("/log-in/passkey/", {"credential": json.dumps(key.signed(wish))}, secure=True)

    assert is_in(client)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda key: SoftKey(id=key.id, owner=key.owner), id="another private key"),
        pytest.param(
            lambda key: SoftKey("elsewhere.example", True, key.private, key.id, key.owner), id="another site"
        ),
        pytest.param(
            lambda key: SoftKey(key.site, False, key.private, key.id, key.owner),
            id="nobody asked for a finger",
        ),
        pytest.param(
            lambda key: SoftKey(key.site, True, key.private, key.id, "Zm8"), id="an owner who is not"
        ),
    ],
)
def test_a_key_that_is_not_hers_or_did_not_ask_its_owner_does_not_open(
    client: Client, key: SoftKey, spoil: Any
) -> None:
    wish = client.get("/log-in/passkey/", secure=True).json()

    answer = client.post("/log-in/passkey/", {"credential": json.dumps(spoil(key).signed(wish))}, secure=True)

    assert answer["Location"] == DOOR and not is_in(client)


def test_what_a_key_signed_opens_once(client: Client, key: SoftKey) -> None:
    wish = client.get("/log-in/passkey/", secure=True).json()
    signed = json.dumps(key.signed(wish))
    client.post("/log-in/passkey/", {"credential": signed}, secure=True)
    client.post("/log-out/", secure=True)

    client.post("/log-in/passkey/", {"credential": signed}, secure=True)

    assert not is_in(client)


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": 7}}', "x"]
)
def test_an_answer_that_no_key_gives_is_refused_plainly(
    client: Client, account: Account, credential: str
) -> None:
    client.get("/log-in/passkey/", secure=True)

    answer = client.post("/log-in/passkey/", {"credential": credential}, secure=True)

    assert (answer.status_code, answer["Location"]) == (302, DOOR)


def test_a_key_that_asked_nobody_is_not_added(client: Client, account: Account) -> None:
    knock(client)

    assert add_key(client, SoftKey(verifies=False)).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_only_second_step_stays_and_a_second_one_can_go(account: Account, key: SoftKey, now: Any) -> None:
    by = actor_of(account, now)
    second_steps.add_app(account=account, secret=SECRET, code=code_at(now), by=by, at=now)
    passkey, app = authenticators_of(account, "totp", "webauthn")
    second_steps.take_away(account=account, authenticator_id=app.pk, by=by, at=now)

    with pytest.raises(CannotProtect, match="only second step"):
        second_steps.take_away(account=account, authenticator_id=passkey.pk, by=by, at=now)
