"""B37: one code of an app opens exactly once, at however many workers at the same instant."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from shanyraq.access.actions import second_steps
from shanyraq.access.actions.doors import CannotLogIn
from shanyraq.access.models import Account, UsedCode
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.at_the_door import SECRET, code_at
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.foundation.clock import real_now

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WORKERS = 4


def test_of_four_workers_that_get_one_code_at_the_same_instant_one_accepts_it() -> None:
    account, at = make_account(password=PASSWORD), real_now()
    early = at - timedelta(minutes=5)
    second_steps.add_app(
        account=account, secret=SECRET, code=code_at(early), by=actor_of(account, early), at=early
    )
    together, said = threading.Barrier(WORKERS), list[str]()

    def show(address: str) -> None:
        try:
            mine = Account.objects.get(pk=account.pk)
            together.wait(timeout=30)
            said.append(second_steps.prove_by_code(account=mine, code=code_at(at), address=address, at=at))
        except CannotLogIn as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=show, args=(f"127.0.0.{n}",)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(said) == sorted(["totp", *["code"] * (WORKERS - 1)])
    assert UsedCode.objects.filter(account=account).count() == 2
