"""The second step: what opens it, once, for whom; and what the database learns of it."""

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
from shanyraq.access.tests.at_the_door import (
    DOOR,
    SECOND,
    SECRET,
    code_at,
    is_in,
    knock,
    show,
)
from shanyraq.access.tests.factories import make_account, make_staff
from shanyraq.audit.models import Entry
from shanyraq.foundation import clock
from shanyraq.foundation.keyring import CannotOpen

pytestmark = pytest.mark.django_db


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


def test_the_code_that_set_the_app_up_does_not_open_the_door(
    client: Client, account: Account, now: Any
) -> None:
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


def test_the_right_password_does_not_begin_the_count_of_codes_anew(
    client: Client, with_app: Account, now: Any
) -> None:
    for guess in range(10):
        knock(client)
        show(client, f"{guess:06}")

    show(client, code_at(now))

    assert not is_in(client)


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


def test_setting_up_an_app_shows_a_picture_and_takes_its_first_code(
    client: Client, account: Account, now: Any
) -> None:
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


def test_a_recovery_code_opens_once_and_new_ones_stop_the_old(
    client: Client, with_app: Account, now: Any
) -> None:
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


def test_nobody_takes_away_what_protects_another(client: Client, with_app: Account) -> None:
    other = Client()
    other.force_login(make_account(staff=make_staff(given_name="Other"), login="other"))

    answer = other.post(reverse("access:take_away", args=[Authenticator.objects.get().pk]), secure=True)

    assert answer["Location"] == "/account/" and Authenticator.objects.count() == 1
