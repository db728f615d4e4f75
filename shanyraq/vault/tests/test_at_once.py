"""Several at once: one opening, one agreement each, and no more tries than five."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from shanyraq.access.models import Agreement
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.foundation.errors import Refusal
from shanyraq.vault.models import Opening, Part
from shanyraq.vault.tests.factories import AT, Worker, agrees, asks, keeps, make_item, reads

# SQLite in memory, which all threads of a test share, locks its tables against readers: no installation has that.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("postgresql"),
    pytest.mark.django_db(transaction=True),
]


def at_once(*deeds: Callable[[], object]) -> Counter[str]:
    """Do all of it in threads that start together; returns what each came to: `done`, or the refusal's code."""
    together, came_to = threading.Barrier(len(deeds)), list[str]()

    def run(deed: Callable[[], object]) -> None:
        try:
            together.wait()
            deed()
            came_to.append("done")
        except Refusal as refusal:
            came_to.append(refusal.code)
        except Exception as fault:
            came_to.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(came_to)


def test_two_custodians_who_agree_at_the_same_instant_open_it_once(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik, dina)
    make_item()
    asked = asks(zhanna)

    came_to = at_once(*(lambda one=one: agrees(one, asked) for one in (aida, berik, dina)))

    assert came_to == {"done": 2, "decided": 1}
    assert Entry.objects.filter(action="seal.open.done").count() == 1
    assert (Agreement.objects.count(), Part.objects.count()) == (2, 2)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_one_custodian_who_agrees_twenty_times_at_once_has_agreed_once(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)

    came_to = at_once(*[lambda: agrees(aida, asked)] * 20)

    assert came_to["done"] == 1
    assert set(came_to) <= {"done", "twice", "too_often"}
    assert Agreement.objects.count() == 1
    with computing("test"):
        assert Opening.objects.get().opened_at is None


def test_twenty_wrong_tries_at_once_are_five(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)

    came_to = at_once(*[lambda: agrees(aida, asked, passphrase="not my words at all")] * 20)

    assert came_to == {"words": 5, "too_often": 15}
    assert Entry.objects.filter(action="custodian.words", decision=Entry.DECLINED).count() == 20
    assert agrees(aida, asked, at=AT + timedelta(hours=1)).opened_at is None
