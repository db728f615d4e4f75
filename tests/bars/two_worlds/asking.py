"""Asking every address of the site, and an answer as it is compared: whole, but for what is new at each showing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple
from unittest.mock import patch

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from shanyraq.demo.tests import world as demonstration
from shanyraq.foundation import keyring
from shanyraq.oversight.queries.watched import forget_invented
from shanyraq.people.tests.factories import AT
from tests.bars.two_worlds.replaying import Statement, noting, says_the_same

# What a showing of a page has of its own. Nothing else is taken out of an answer:
# the token against forged forms, which is masked anew each time (in forms, in the head of a page, and as a cookie),
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value="|csrftoken=|csrf-token" content=")[A-Za-z0-9]{32,64}')
# and the key by which one showing of a form is saved once (in forms and in the addresses that lead to them).
ONCE = re.compile(rb'(once(?:" value="|=))[0-9a-f]{8}-[0-9a-f-]{27}')
# the number that a passkey signs at its next use.
CHALLENGE = re.compile(rb'(challenge(?:"|&quot;): (?:"|&quot;))[A-Za-z0-9_-]{43}')
# Time is not taken out: the clock stands still. Nor are keys of new rows and codes: each question throws the same dice.


class Answer(NamedTuple):
    """What came back, as bytes."""

    status: int
    headers: bytes
    body: bytes


@contextmanager
def undone() -> Iterator[None]:
    """What is done within leaves nothing behind, in the database or in memory."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    keyring.forget()
    forget_invented()
    cache.clear()


@contextmanager
def standing_clock() -> Iterator[None]:
    """No time passes, neither for the programme nor in the dates of headers, cookies and workbooks."""
    with (
        patch("django.utils.timezone.now", return_value=AT),
        patch("time.time", return_value=AT.timestamp()),
        patch("xlsxwriter.core.datetime", Standing),
    ):
        yield


class Standing(datetime):
    """What a workbook says of the hour in which it was made."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return AT


@contextmanager
def same_dice(seed: int = 3) -> Iterator[None]:
    """Whatever is made at random within is the same each time: keys of rows, codes of people, tokens."""
    dice = random.Random(seed)
    with ExitStack() as patches:
        for source in ("os.urandom", "random._urandom"):
            patches.enter_context(patch(source, dice.randbytes))
        yield


def forget(*_args: Any, **_more: Any) -> None:
    """Of templates that were shown nothing is kept: that took a tenth of the time."""


class Heard(NamedTuple):
    """An answer, and what the database was asked and said until it was given."""

    answer: Answer
    notes: list[Statement]


def ask(client: Client, address: str, sent: Mapping[str, Any] | None = None) -> Heard:
    """What somebody is answered, to a form where one is sent, with the page it leads to. Nothing is left behind."""
    kept = copy(client.cookies)
    with (
        same_dice(),
        transaction.atomic(),
        patch("django.test.client.store_rendered_templates", forget),
        noting() as notes,
    ):
        first = client.get(address) if sent is None else client.post(address, sent)
        shown = client.get(first["Location"]) if sent is not None and first.status_code == 302 else first
        body = b"".join(shown) if shown.streaming else shown.content
        transaction.set_rollback(True)
    keyring.forget()
    forget_invented()
    client.cookies = kept  # whoever was logged out is in again
    cookies = sorted(cookie.OutputString() for cookie in first.cookies.values())
    lines = [*(f"{name}: {value}" for name, value in sorted(first.items())), *cookies]
    answer = Answer(first.status_code, normalised("\n".join(lines).encode()), normalised(body))
    return Heard(answer, notes)


def is_as_heard(heard: Heard) -> bool:
    """Whether somebody would be answered the same now. Nothing is left behind."""
    with transaction.atomic():
        is_same = says_the_same(heard.notes)
        transaction.set_rollback(True)
    return is_same


def normalised(text: bytes) -> bytes:
    """An answer without what each showing has of its own."""
    return CHALLENGE.sub(rb"\1challenge", ONCE.sub(rb"\1once", TOKEN.sub(rb"\1token", text)))


def addresses(ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Name and address of every page, with these rows."""
    for name, route, pattern in demonstration.addresses():
        yield name, demonstration.with_values(route, pattern, ids)


def difference(one: Answer, other: Answer) -> str:
    """Where two answers part, in a few words; empty where they do not."""
    if one.status != other.status:
        return f"status: {one.status} and {other.status}"
    for what, here, there in (("headers", one.headers, other.headers), ("body", one.body, other.body)):
        if here != there:
            at = sum(
                1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))
            )
            begin, end = max(0, at - 60), at + 100
            return f"{what} at {at}: {here[begin:end]!r} and {there[begin:end]!r}"
    return ""
