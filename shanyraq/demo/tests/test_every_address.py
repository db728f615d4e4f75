"""Every address, asked in every wrong way by every role: an answer of ours, in words, and never a fault.

What a wrong way is stands in the tables below. What is sent is undone, so that each question meets the same programme.
Each page gets a few of the wrong values, the next page the next ones: over all pages every value comes many times.
What the database has to swallow is asked on PostgreSQL, the stricter one, by the bar B10.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls.converters import UUIDConverter
from django.utils.http import urlencode

from shanyraq.cases.tests.cast import Worker
from shanyraq.demo.tests import world
from shanyraq.demo.tests.headers import wrong_headers

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Who also sends, and in which ways; what differs by role is seen by GET.
SENDERS = {
    "aigul": ("head", "post", "put"),
    "saule": ("post",),
    "zhanna": ("post",),
    "aida": ("post",),
    "admin": ("post",),
    "nobody": ("post", "put"),
}
NOBODY = "00000000-0000-4000-8000-000000000000"
WRONG_WORDS = ("not-a-uuid", "9" * 400, "x" * 300, "-1", "%00", "%ff", "٣")
# A key, a number, a date, a code, a cursor that are none; two cursors that are, of other tables.
WRONG_VALUES = (
    "\0",
    "9" * 400,
    NOBODY,
    "2021-02-31",
    "x" * 5000,
    "٣\u202e",
    "WyJhIiwgImIiXQ",
    "W251bGwsIjEiXQ",
)
PARAMETERS = (
    "after before discipline ended everywhere from key kind meeting members next once open other page phase profile q"
    " record region row saved show sort state step to unknown who year"
)
ONE_BY_ONE = "after before sort page row step key who show record meeting other"
A_FEW = 2


class Asker:
    """Asks, and keeps what was answered badly."""

    def __init__(self, workers: dict[str, Client]) -> None:
        self.workers, self.faults, self.asked = workers, list[str](), 0
        for client in workers.values():
            client.raise_request_exception = False

    def ask(self, role: str, method: str, address: str, **more: Any) -> int:
        client = self.workers[role]
        kept = copy(client.cookies)
        with undone():
            answer = getattr(client, method)(address, **more)
        client.cookies = kept  # whoever was logged out is in again
        self.asked += 1
        status = int(answer.status_code)
        page = b"" if answer.streaming else answer.content
        if status >= 500 or (status >= 400 and method != "head" and not is_ours(page)):
            self.faults.append(f"{role} {method} {address[:200]}: {status}")
        is_in = role != "nobody" and status != 302
        self.faults += [
            f"{role} {method} {address[:200]}: {one}" for one in wrong_headers(answer, is_in=is_in)
        ]
        return status


def a_few(of: Sequence[str], at: int) -> list[str]:
    """The values whose turn it is at one page."""
    return [of[(at * A_FEW + more) % len(of)] for more in range(A_FEW)]


def is_ours(page: bytes) -> bool:
    """Whether a page is of the site: in a language, with one heading and a way on."""
    return b"<html lang=" in page and b" dir=" in page and page.count(b"<h1") == 1 and b'href="/' in page


@contextmanager
def undone() -> Iterator[None]:
    """What is done within leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def asker(
    aigul: Worker,
    daniyar: Worker,
    saule: Worker,
    bota: Worker,
    damir: Worker,
    partner: Worker,
    auditor: Worker,
    admin: Worker,
    zhanna: Worker,
    aida: Worker,
    berik: Worker,
) -> Asker:
    cases = world.fill(aigul, saule)
    world.ask_for_a_seal(cases, zhanna, (aida, berik))
    everybody = (aigul, daniyar, saule, bota, damir, partner, auditor, admin, zhanna, aida)
    return Asker({one.account.login: one.client for one in everybody} | {"nobody": Client()})


@pytest.mark.only_on("sqlite")
def test_every_role_may_ask_every_address_in_every_way_and_is_answered(asker: Asker) -> None:
    ids, opened = world.real_ids(), set()

    for name, route, pattern in world.addresses():
        address = world.with_values(route, pattern, ids)
        for role in asker.workers:
            if asker.ask(role, "get", address) == 200:
                opened.add(name)
            for method in SENDERS.get(role, ()):
                asker.ask(role, method, address)

    assert asker.faults == []
    assert len(opened) > 50  # the programme has one of nearly everything: most pages were really shown


@pytest.mark.only_on("sqlite")
def test_wrong_words_in_an_address_are_no_page_and_never_a_fault(asker: Asker) -> None:
    ids = world.real_ids()

    for at, (_name, route, pattern) in enumerate(world.addresses()):
        for word, converter in pattern.converters.items():
            # What is no key is no address of ours, wherever it stands; other words reach a page.
            words = a_few(WRONG_WORDS, at) if isinstance(converter, UUIDConverter) else WRONG_WORDS
            for wrong in (NOBODY, *words):
                for method in ("get", "post"):
                    asker.ask("aigul", method, world.with_values(route, pattern, ids | {word: wrong}))

    assert asker.faults == []
    assert asker.asked > 300


@pytest.mark.in_bars
@pytest.mark.only_on("postgresql")
def test_wrong_questions_to_a_page_are_answered_and_never_a_fault(asker: Asker) -> None:
    ids = world.real_ids()

    for at, (_name, route, pattern) in enumerate(world.addresses()):
        address = world.with_values(route, pattern, ids)
        who = next((one for one in asker.workers if asker.ask(one, "get", address) == 200), "")
        for wrong in a_few(WRONG_VALUES, at) if who else ():
            asker.ask(who, "get", f"{address}?{urlencode(dict.fromkeys(PARAMETERS.split(), wrong))}")
        for turn, parameter in enumerate(a_few(ONE_BY_ONE.split(), at)) if who else ():
            wrong = WRONG_VALUES[(at + turn) % len(WRONG_VALUES)]
            asker.ask(who, "get", f"{address}?{urlencode({parameter: wrong})}")
        if who:
            asker.ask(who, "get", f"{address}?sort=%ff&q=%ff%fe&after=%ff")

    assert asker.faults == []


@pytest.mark.in_bars
@pytest.mark.only_on("postgresql")
def test_wrong_values_in_every_field_of_a_form_are_answered_and_never_a_fault(asker: Asker) -> None:
    ids = world.real_ids()

    for at, (_name, route, pattern) in enumerate(world.addresses()):
        address = world.with_values(route, pattern, ids)
        for role, client in asker.workers.items():
            shown = client.get(address)
            if shown.status_code != 200 or shown.streaming or b"<form" not in shown.content:
                continue
            fields = world.fields_of(shown.content.decode())
            for wrong in a_few(WRONG_VALUES, at):
                asker.ask(role, "post", address, data=dict.fromkeys(fields, wrong))
            raw = "&".join(f"{field}=%ff%fe" for field in fields)
            asker.ask(role, "post", address, data=raw, content_type="application/x-www-form-urlencoded")
            break

    assert asker.faults == []
    assert asker.asked > 150
