"""A second password for when somebody forces its owner: it looks like the first, opens little, and tells at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import hashers
from django.db import transaction
from django.test import Client
from django.urls import reverse

from shanyraq.access.actions import forced, second_steps
from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.actions.recoveries import agree_to_recovery, ask_recovery
from shanyraq.access.models import Account, ForcedPassword
from shanyraq.access.queries import actor_of
from shanyraq.access.queries.forced import came_by_force
from shanyraq.access.queries.second_steps import authenticators_of
from shanyraq.access.tests.at_the_door import DOOR, SECOND, code_at, is_in, knock, show
from shanyraq.access.tests.factories import PASSWORD, Worker, make_account, make_grant, make_staff
from shanyraq.audit.models import Entry
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
SECRET_WORDS = "another sentence, only for that day"
HEADER = re.compile(r'<header class="head">.*?</header>', re.DOTALL)
NEVER_ALIKE = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/sessions/\d+/'
)


def by(account: Account) -> Any:
    return actor_of(account, real_now())


def set_second(account: Account, words: str = SECRET_WORDS) -> None:
    forced.set_forced_password(account=account, password=words, by=by(account), at=real_now())


def forget_proof(client: Client) -> None:
    """Five minutes later."""
    session = client.session
    del session["proved"]
    session.save()


@pytest.fixture
def forced_one(account: Account) -> Account:
    make_grant(account.staff, "case_manager", region="KAR")
    set_second(account)
    return account


def told() -> int:
    """How often the data-protection officer was told something."""
    return Entry.objects.filter(action="finding.found").count()


def answers(words: str) -> list[tuple[int, str, str, str]]:
    """Everything that leaves at the door and behind it, for what is typed as a password; nothing of it stays.

    Without the header of a page: what it offers is what the role opens.
    """
    client, left = Client(), list[tuple[int, str, str, str]]()
    with transaction.atomic():
        for answer in (
            client.get(DOOR, secure=True),
            knock(client, password=words),
            client.get("/", secure=True),
            client.get("/account/", secure=True),
        ):
            headers = {
                name: value for name, value in answer.items() if name not in ("Content-Length", "Expires")
            }
            cookies = sorted(
                f"{one.key} {one['max-age']} {one['samesite']}" for one in answer.cookies.values()
            )
            page = HEADER.sub("", NEVER_ALIKE.sub("", answer.content.decode()))
            left.append((answer.status_code, str(headers), str(cookies), page))
        transaction.set_rollback(True)
    return left


# --- from outside -----------------------------------------------------------------------------------------------------


def test_it_leads_by_the_same_pages_headers_and_cookies_as_her_own_one(forced_one: Account) -> None:
    hers, second = answers(PASSWORD), answers(SECRET_WORDS)

    for one, other in zip(hers, second, strict=True):
        assert one == other
    assert [status for status, *_ in second] == [200, 302, 302, 200]


def test_it_is_hashed_as_often_as_any_password_right_or_wrong(
    forced_one: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(make_staff(given_name="Aliya"), login="aliya", password=PASSWORD)
    hasher, times = hashers.get_hasher(), list[str]()
    encode = type(hasher).encode

    def noted(self: Any, *args: Any, **more: Any) -> str:
        times.append("once")
        return encode(self, *args, **more)

    monkeypatch.setattr(type(hasher), "encode", noted)

    counted = {}
    for login, words in (
        ("gulnara", PASSWORD), ("gulnara", SECRET_WORDS), ("gulnara", "wrong"), ("aliya", PASSWORD), ("nobody", "x"),
    ):  # fmt: skip
        times.clear()
        knock(Client(), login=login, password=words)
        counted[login, words] = len(times)

    assert set(counted.values()) == {1}


def test_behind_a_second_step_it_leads_through_the_same_door_with_the_same_code(
    client: Client, with_app: Account, now: Any
) -> None:
    set_second(with_app)

    assert knock(client, password=SECRET_WORDS, next="/account/")["Location"] == SECOND
    assert not told()  # nobody is in yet
    answer = show(client, code_at(now))

    assert answer["Location"] == "/account/" and is_in(client) and client.session["forced"] is True


def test_her_own_password_opens_what_it_always_opened_and_tells_nobody(
    client: Client, forced_one: Account
) -> None:
    knock(client)

    assert is_in(client) and "forced" not in client.session
    assert not told() and came_by_force() == []


# --- who is told ------------------------------------------------------------------------------------------------------


def test_the_officers_are_told_at_once_and_she_sees_nothing_of_it(
    client: Client, forced_one: Account, admin: Worker
) -> None:
    knock(client, password=SECRET_WORDS)

    assert Entry.objects.filter(action="account.forced", actor=str(forced_one.pk)).count() == 1
    assert told() == 1
    assert [one.pk for one in came_by_force()] == [forced_one.pk]
    assert "second password" in admin.client.get(reverse("access:staff")).content.decode()


def test_two_officers_who_restore_her_access_end_it(forced_one: Account, admin: Worker) -> None:
    other = make_account(make_staff(given_name="Timur"), login="timur")
    make_grant(other.staff, "administrator")
    client = Client()
    knock(client, password=SECRET_WORDS)
    at = real_now()

    assert forced_one.staff_id is not None
    asked = ask_recovery(
        staff_id=forced_one.staff_id, ground="STOLEN", reason="She was forced and is safe now.", by=admin.actor, at=at
    )  # fmt: skip
    agree_to_recovery(proposal_id=asked.pk, fingerprint=fingerprint_of(asked), by=by(other), at=at)

    assert came_by_force() == [] and not ForcedPassword.objects.exists()
    assert client.get("/account/", secure=True).status_code == 302


# --- what stays closed ------------------------------------------------------------------------------------------------


def test_is_it_you_answers_as_ever_to_either_password_and_to_a_wrong_one(
    client: Client, forced_one: Account
) -> None:
    knock(client, password=SECRET_WORDS)
    assert (
        client.get("/account/add-app/", secure=True).status_code == 200
    )  # asked for nothing so soon, as ever
    for words in (SECRET_WORDS, PASSWORD):
        forget_proof(client)
        assert client.get("/account/add-app/", secure=True)["Location"].startswith("/account/prove/")
        wrong = client.post("/account/prove/", {"password": "something else entirely"}, secure=True)
        assert "This password does not fit. Try again." in wrong.content.decode()
        assert client.post("/account/prove/", {"password": words}, secure=True).status_code == 302
        assert client.get("/account/add-app/", secure=True).status_code == 200
        assert client.session["forced"] is True


def test_her_second_password_does_not_fit_where_nobody_forces_her(
    client: Client, forced_one: Account
) -> None:
    knock(client)
    forget_proof(client)

    answer = client.post("/account/prove/", {"password": SECRET_WORDS}, secure=True)

    assert "This password does not fit" in answer.content.decode()


def test_whoever_forces_her_changes_nothing_of_her_account(client: Client, forced_one: Account) -> None:
    held, second = forced_one.password, ForcedPassword.objects.get().hash
    knock(client, password=SECRET_WORDS)
    other = {"password": "a fine long sentence of mine", "again": "a fine long sentence of mine"}

    for page in ("/account/password/", "/account/second-password/"):
        said = client.post(page, other, secure=True).content.decode()
        assert "one of those that are tried first" in said
    assert client.post("/account/second-password/", {"away": "1"}, secure=True).status_code == 302

    forced_one.refresh_from_db()
    assert (forced_one.password, ForcedPassword.objects.get().hash) == (held, second)
    assert [one.pk for one in came_by_force()] == [forced_one.pk]


def test_codes_for_paper_open_nothing_and_no_way_in_is_added_or_taken_away(
    client: Client, with_app: Account, now: Any
) -> None:
    set_second(with_app)
    knock(client, password=SECRET_WORDS)
    show(client, code_at(now))
    app = authenticators_of(with_app, "totp")[0]
    by_force = replace(by(with_app), is_forced=True)
    told = {"account": with_app, "by": by_force, "at": real_now()}

    codes = second_steps.make_recovery_codes(**told)
    assert len(set(codes)) == 10 and {len(code) for code in codes} == {8}
    assert not authenticators_of(with_app, "recovery_codes")
    with pytest.raises(second_steps.CannotProtect):
        second_steps.take_away(authenticator_id=app.pk, **told)
    app.delete()
    secret = second_steps.app_secret(with_app, "any")
    with pytest.raises(second_steps.CannotProtect):
        second_steps.add_app(
            secret=secret,
            code=totp.format_hotp_value(totp.hotp_value(secret, int(now.timestamp()) // 30)),
            **{**told, "at": now},
        )
    assert not authenticators_of(with_app)
