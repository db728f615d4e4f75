"""B10: no address answers a way of asking that it did not declare, and no question changes anything.

The places that read past the policy are counted in tests/architecture/test_around_policy.py, a part of this bar.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from shanyraq.cases.tests.cast import Worker
from shanyraq.demo.tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
# What a question may leave behind: that it was asked, and what the door has to remember of who asks.
LEFT = {
    "audit_entry": "who saw what, before it is shown",
    "audit_about": "of whom",
    "audit_head": "the signed end of the record",
    "django_session": "that a session is alive, and the number that a passkey will sign",
    "usersessions_usersession": "where a session is open",
    "cache": "tries at the door",
}
# Whoever asks everything in the suite: she who works with people, and she who reads lists. In the bar everybody does.
ASKERS = ("aigul", "saule")
IS_BAR = "BAR_EXAMPLES" in os.environ
# A question that ends something: whoever goes is gone, whichever way she asks.
ENDS = {"access:log_out"}
WRITES = re.compile(
    r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.I
)


@pytest.fixture
def workers(
    aigul: Worker,
    daniyar: Worker,
    saule: Worker,
    auditor: Worker,
    admin: Worker,
    zhanna: Worker,
    aida: Worker,
    berik: Worker,
) -> dict[str, Client]:
    world.ask_for_a_seal(world.fill(aigul, saule), zhanna, (aida, berik))
    everybody = (aigul, daniyar, saule, auditor, admin, zhanna, aida)
    return {one.account.login: one.client for one in everybody} | {"nobody": Client()}


@contextmanager
def undone(client: Client) -> Iterator[None]:
    kept = copy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = kept


def written(ask: Callable[[], Any]) -> set[str]:
    """The tables that one question wrote to."""
    tables = set[str]()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        ask()
    return tables


def needs_of(address: str) -> dict[str, str]:
    """What the view behind an address says it needs, by method."""
    view: Any = resolve(address).func
    needs: dict[str, str] = view.needs
    return needs


@pytest.mark.in_bars
def test_no_question_changes_anything(workers: dict[str, Client]) -> None:
    ids, changed, asked = world.real_ids(), set[str](), 0

    for name, route, pattern in world.addresses():
        address = world.with_values(route, pattern, ids)
        for login, client in workers.items():
            if not IS_BAR and login not in ASKERS:
                continue
            with undone(client):
                tables = written(partial(client.get, address))
            asked += 1
            more = {table for table in tables - LEFT.keys() if name not in ENDS}
            changed |= {f"{login} asked for {name}: {table}" for table in more}

    assert not changed
    assert asked > (700 if IS_BAR else 200)


def test_a_change_under_a_question_would_be_seen(workers: dict[str, Client]) -> None:
    with undone(workers["aigul"]):
        tables = written(partial(workers["aigul"].post, "/language/", {"language": "kk"}))

    assert tables - LEFT.keys()


def test_no_address_answers_a_way_of_asking_that_it_did_not_declare(workers: dict[str, Client]) -> None:
    ids, answered, asked = world.real_ids(), list[str](), 0

    for name, route, pattern in world.addresses():
        address = world.with_values(route, pattern, ids)
        needs = needs_of(address)
        for method in METHODS if IS_BAR else ("put", "delete"):
            if not needs or method.upper() in needs:
                continue
            client = workers["admin"]
            with undone(client):
                answer = getattr(client, method)(address)
            asked += 1
            if answer.status_code != 405 or set(answer["Allow"].split(", ")) != set(needs):
                answered.append(f"{method} {name}: {answer.status_code}")

    assert answered == []
    assert asked > 150


def test_a_page_open_to_all_changes_nothing_by_an_unusual_way_of_asking(workers: dict[str, Client]) -> None:
    ids, changed = world.real_ids(), list[str]()

    for name, route, pattern in world.addresses():
        address = world.with_values(route, pattern, ids)
        if needs_of(address):
            continue
        for method in ("head", "put", "patch", "delete", "options"):
            with undone(workers["aigul"]):
                tables = written(partial(getattr(workers["aigul"], method), address))
            if tables - LEFT.keys():
                changed.append(f"{method} {name}: {tables}")

    assert changed == []
