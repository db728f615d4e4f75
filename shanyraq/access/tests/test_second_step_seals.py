"""Sealing anew reaches what protects accounts: an app and codes for paper still open the door under other keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from shanyraq.access.actions import second_steps
from shanyraq.access.actions.second_step_seals import SecondStepSeals
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.at_the_door import code_at, is_in, knock, show
from shanyraq.foundation import keyring, rotation, sealed_places
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db


def test_under_other_keys_the_app_and_a_code_on_paper_open_the_door(
    client: Client, with_app: Account, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = second_steps.make_recovery_codes(account=with_app, by=actor_of(with_app, now), at=now)
    place = SecondStepSeals()
    monkeypatch.setattr(sealed_places, "_registered", [place])
    before = {one.content for one in place.after("", 10)}

    begun = sealed_anew("STAFF")

    after = {one.content for one in place.after("", 10)}
    assert begun == len(before) == len(after) and not before & after
    keyring.forget()
    knock(client)
    assert show(client, code_at(now)).status_code == 302 and is_in(client)
    other = Client()
    knock(other)
    assert show(other, codes[0]).status_code == 302 and is_in(other)


def sealed_anew(compartment: str) -> int:
    """How many were sealed anew."""
    rotation.next_generation(compartment, at=real_now())
    begun = rotation.begin(compartment, at=real_now())
    rotation.wrap_anew(compartment, lambda *told: None)
    rotation.make_keys(begun, lambda *told: None)
    return rotation.seal_anew(begun, lambda *told: None)


def test_what_changed_or_went_meanwhile_is_left_as_it_is(with_app: Account) -> None:
    place = SecondStepSeals()
    [one] = place.after("", 10)
    row = Authenticator.objects.get()
    was, changed = dict(row.data), replace(one, content=b"another secret by now")

    assert place.replace([(changed, b"new")]) == 0
    assert Authenticator.objects.get().data == was

    row.delete()
    assert place.replace([(one, b"new")]) == 0
    assert place.after(one.row, 10) == []
