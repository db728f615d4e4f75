"""Two who enter the same about one person at the same instant: the second is told that it stands already."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.errors import Refusal
from shanyraq.rights.models import Erasure
from shanyraq.rights.queries.requests import open_request
from shanyraq.rights.rules import SEE
from shanyraq.rights.tests.asking import asked
from shanyraq.rights.tests.erasing import asked as asked_to_erase

# SQLite has one writer at a time: nobody gets as far as looking while another writes.
pytestmark = [pytest.mark.only_on("postgresql"), pytest.mark.django_db(transaction=True)]


def both(deeds: Collection[Callable[[], object]]) -> Counter[str]:
    """Do all of it, each on a connection of its own; returns what each came to: `done`, or the refusal's code."""
    came_to: list[str] = []

    def run(deed: Callable[[], object]) -> None:
        try:
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


def slow(look: Callable[..., Any]) -> Callable[..., Any]:
    """The same look, from which nobody goes on before the other has looked too, or cannot."""
    looked = threading.Barrier(2)

    def looking(*args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            looked.wait(0.5)
        return found

    return looking


def test_the_same_request_entered_twice_at_once_is_entered_once(
    mother: Case, aigul: Worker, auditor: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.rights.actions.requests.open_request", slow(open_request))

    assert both([lambda: asked(mother, aigul, kind=SEE), lambda: asked(mother, auditor, kind=SEE)]) == {
        "done": 1,
        "open": 1,
    }


def test_the_same_erasure_asked_for_twice_at_once_is_asked_for_once(
    mother: Case, aigul: Worker, auditor: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Erasure.objects, "create", slow(Erasure.objects.create))

    assert both([lambda: asked_to_erase(mother, aigul), lambda: asked_to_erase(mother, auditor)]) == {
        "done": 1,
        "waiting": 1,
    }
