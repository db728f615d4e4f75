"""The second step: what opens it, once, for whom; and what the database learns of it."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.test import Client
from django.urls import reverse

from shanyraq.access.actions import second_steps
from shanyraq.access.actions.second_steps import CannotProtect
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.factories import PASSWORD, make_account, make_staff
from shanyraq.access.tests.keys import SoftKey
from shanyraq.audit.models import Entry
from shanyraq.foundation import clock
from shanyraq.foundation.keyring import CannotOpen

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOOR, SECOND = "/log-in/", "/log-in/second-step/"


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


@pytest.fixture
def with_app(account: Account) -> Account:
    now = clock.real_now() - timedelta(minutes=5)
    by = actor_of(account, now)
    second_steps.add_app(account=account, secret=SECRET, code=code_at(now), by=by, at=now)
    return account


def code_at(at: Any) -> str:
    return format_hotp_value(hotp_value(SECRET, int(at.timestamp()) // 30))


def knock(client: Client, **more: str) -> Any:
    return client.post(DOOR, {"login": "gulnara", "password": PASSWORD, **more}, secure=True)


def show(client: Client, code: str) -> Any:
    return client.post(SECOND, {"code": code}, secure=True)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The real time, standing still: a code does not end between two lines of a test."""
    at = clock.real_now()
    for module in ("views.second_steps", "views.doors", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: at)
    return at


def test_the_password_alone_does_not_open_an_account_with_an_app(client: Client, with_app: Account) -> None:
    answer = knock(client, next="/staff/")

    assert answer["Location"] == SECOND and not is_in(client)
    assert client.get("/account/", secure=True)["Location"].startswith("/log-in/")


def test_the_code_of_this_half_minute_opens_and_leads_where_she_wanted_to_go(
    client: Client, with_app: Account, now: Any
) -> None:
    knock(client, next="/staff/")

    answer = show(client, code_at(now))

    assert answer["Location"] == "/staff/" and is_in(client)
    assert client.session["second_step"] == "totp"


def test_a_code_with_spaces_opens_and_opens_only_once_for_everybody(
    client: Client, with_app: Account, now: Any
) -> None:
    code, other = code_at(now), Client()
    knock(client), knock(other)

    first = show(client, f" {code[:3]} {code[3:]} ")
    second = show(other, code)

    assert first.status_code == 302 and is_in(client)
    assert second.status_code == 200 and not is_in(other)
    assert "was used before" in second.content.decode()


def test_the_code_that_set_the_app_up_does_not_open_the_door(client: Client, account: Account, now: Any) -> None:
    second_steps.add_app(account=account, secret=SECRET, code=code_at(now), by=actor_of(account, now), at=now)
    knock(client)

    assert show(client, code_at(now)).status_code == 200 and not is_in(client)


@pytest.mark.parametrize("minutes", [-1, 1])
def test_a_code_of_another_moment_does_not_open(
    client: Client, with_app: Account, now: Any, minutes: int
) -> None:
    knock(client)

    assert show(client, code_at(now + timedelta(minutes=minutes))).status_code == 200 and not is_in(client)


def test_guessing_codes_ends_after_ten_tries_even_with_the_right_one(
    client: Client, with_app: Account, now: Any
) -> None:
    knock(client)
    for guess in range(10):
        show(client, f"{guess:06}")

    answer = show(client, code_at(now))

    assert not is_in(client) and "quarter of an hour" in answer.content.decode()


def test_five_minutes_after_the_password_the_second_step_begins_anew(
    client: Client, with_app: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    knock(client)
    late = clock.real_now() + timedelta(minutes=6)
    monkeypatch.setattr("shanyraq.access.views.second_steps.real_now", lambda: late)

    assert show(client, code_at(late))["Location"] == DOOR and not is_in(client)


def test_access_that_ended_meanwhile_does_not_come_in_by_the_second_step(
    client: Client, with_app: Account, now: Any
) -> None:
    knock(client)
    Account.objects.update(is_active=False, ended_at=now)

    assert show(client, code_at(now))["Location"] == DOOR and not is_in(client)


def test_the_secret_of_an_app_stands_nowhere_in_clear_and_opens_for_its_own_account_only(
    with_app: Account,
) -> None:
    other = make_account(staff=make_staff(given_name="Other"), login="other")
    row = Authenticator.objects.get()

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    Authenticator.objects.filter(pk=row.pk).update(user=other)

    assert SECRET not in stored and SECRET not in str(list(Entry.objects.values()))
    with pytest.raises(CannotOpen):
        second_steps.prove_by_code(account=other, code="123456", address="127.0.0.1", at=clock.real_now())


def test_setting_up_an_app_shows_a_picture_and_takes_its_first_code(client: Client, account: Account, now: Any) -> None:
    knock(client)
    page = client.get("/account/add-app/", secure=True).content.decode()
    secret = "".join(re.findall(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)[0].split())
    code = format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))

    wrong = client.post("/account/add-app/", {"code": "000000" if code != "000000" else "1"}, secure=True)
    right = client.post("/account/add-app/", {"code": code}, secure=True)

    assert "<svg" in page and secret not in str(client.session.items())
    assert "does not fit" in wrong.content.decode()
    assert right["Location"] == "/account/recovery-codes/"
    assert client.session["second_step"] == "totp"


def test_a_recovery_code_opens_once_and_new_ones_stop_the_old(client: Client, with_app: Account, now: Any) -> None:
    by = actor_of(with_app, now)
    old = second_steps.make_recovery_codes(account=with_app, by=by, at=now)
    codes = second_steps.make_recovery_codes(account=with_app, by=by, at=now)
    knock(client)
    assert show(client, old[0]).status_code == 200 and not is_in(client)

    assert show(client, codes[0]).status_code == 302 and is_in(client)

    again = Client()
    knock(again)
    assert show(again, codes[0]).status_code == 200 and not is_in(again)
    assert len(set(codes)) == 10


def test_recovery_codes_need_something_that_they_recover(account: Account) -> None:
    with pytest.raises(CannotProtect):
        second_steps.make_recovery_codes(
            account=account, by=actor_of(account, clock.real_now()), at=clock.real_now()
        )


# --- passkeys ---------------------------------------------------------------------------------------------------------


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


def test_a_passkey_alone_opens_without_user_name_and_password(client: Client, key: SoftKey, account: Account) -> None:
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


def test_the_owner_comes_in_with_her_passkey_while_others_guess_at_her_door(client: Client, key: SoftKey) -> None:
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
        pytest.param(lambda key: SoftKey("elsewhere.example", True, key.private, key.id, key.owner), id="another site"),
        pytest.param(
            lambda key: SoftKey(key.site, False, key.private, key.id, key.owner), id="nobody asked for a finger"
        ),
        pytest.param(lambda key: SoftKey(key.site, True, key.private, key.id, "Zm8"), id="an owner who is not"),
    ],
)
def test_a_key_that_is_not_hers_or_did_not_ask_its_owner_does_not_open(client: Client, key: SoftKey, spoil: Any) -> None:
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


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": 7}}', "x"])
def test_an_answer_that_no_key_gives_is_refused_plainly(client: Client, account: Account, credential: str) -> None:
    client.get("/log-in/passkey/", secure=True)

    answer = client.post("/log-in/passkey/", {"credential": credential}, secure=True)

    assert (answer.status_code, answer["Location"]) == (302, DOOR)


def test_a_key_that_asked_nobody_is_not_added(client: Client, account: Account) -> None:
    knock(client)

    assert add_key(client, SoftKey(verifies=False)).status_code == 200
    assert not Authenticator.objects.exists()


# --- proving once more ------------------------------------------------------------------------------------------------


def test_five_minutes_later_protecting_asks_once_more_and_gives_back_what_was_typed(
    client: Client, with_app: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    knock(client), show(client, code_at(clock.real_now()))
    late = clock.real_now() + timedelta(minutes=6)
    for module in ("views.second_steps", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: late)

    opened = client.get("/account/add-key/", secure=True)
    sent = client.post("/account/add-key/", {"name": "the blue key of mine"}, secure=True)
    shown = client.post(opened["Location"], {"code": code_at(late)}, secure=True)

    assert opened["Location"] == "/account/prove/?next=%2Faccount%2Fadd-key%2F"
    assert sent.status_code == 403 and "the blue key of mine" in sent.content.decode()
    assert shown["Location"] == "/account/add-key/"
    assert client.get("/account/add-key/", secure=True).status_code == 200


def test_who_has_only_a_password_shows_that(client: Client, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    knock(client)
    late = clock.real_now() + timedelta(minutes=6)
    for module in ("views.second_steps", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: late)

    wrong = client.post("/account/prove/", {"password": "something else entirely"}, secure=True)
    right = client.post("/account/prove/?next=/account/", {"password": PASSWORD}, secure=True)

    assert wrong.status_code == 200 and "does not fit" in wrong.content.decode()
    assert right["Location"] == "/account/"


# --- where a second step is asked of everybody ------------------------------------------------------------------------


def test_without_a_second_step_only_its_own_pages_and_the_way_out_open(
    client: Client, account: Account, settings: Any
) -> None:
    settings.SECOND_STEP_REQUIRED = True
    knock(client)

    for address in ("/", "/staff/", "/account/password/", "/families/"):
        assert client.get(address, secure=True)["Location"] == "/account/", address
    for address in ("/account/", "/account/add-app/", "/account/add-key/", "/log-out/"):
        assert client.get(address, secure=True).status_code == 200, address


def test_with_it_everything_opens(client: Client, with_app: Account, settings: Any, now: Any) -> None:
    settings.SECOND_STEP_REQUIRED = True
    knock(client), show(client, code_at(now))

    assert client.get("/account/password/", secure=True).status_code == 200


def test_the_only_second_step_stays_and_a_second_one_can_go(account: Account, key: SoftKey, now: Any) -> None:
    by = actor_of(account, now)
    second_steps.add_app(account=account, secret=SECRET, code=code_at(now), by=by, at=now)
    passkey, app = second_steps.authenticators_of(account, "totp", "webauthn")
    second_steps.take_away(account=account, authenticator_id=app.pk, by=by, at=now)

    with pytest.raises(CannotProtect, match="only second step"):
        second_steps.take_away(account=account, authenticator_id=passkey.pk, by=by, at=now)


def test_nobody_takes_away_what_protects_another(client: Client, with_app: Account) -> None:
    other = Client()
    other.force_login(make_account(staff=make_staff(given_name="Other"), login="other"))

    answer = other.post(reverse("access:take_away", args=[Authenticator.objects.get().pk]), secure=True)

    assert answer["Location"] == "/account/" and Authenticator.objects.count() == 1
