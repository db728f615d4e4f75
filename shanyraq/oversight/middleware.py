"""Inside the gate: its row says which file a request opened, whoever reads too fast waits, alerts go at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Reading, reading
from shanyraq.foundation.agent import opening_for
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import OverBudget
from shanyraq.oversight.actions import brakes
from shanyraq.oversight.queries import limits
from shanyraq.oversight.queries.reading import OPENED, SEARCHED
from shanyraq.oversight.queries.watched import invented_people
from shanyraq.ui.faults import fault_page

log = logging.getLogger(__name__)
FILES = ("person_id", "family_id")  # what an address calls the file that it opens
WAIT_FOR_FILES, WAIT_FOR_SEARCH = 15 * 60, 60  # seconds


class Brakes:
    """Says in the record which file was opened and that something was searched for, and slows down whoever is too fast.

    Of what was searched for only a mark is kept, that nobody can read a word out of.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        own = _herself(request)
        with opening_for(own.audit_id, limits.keys_an_hour(own)):
            response = self.get_response(request)
        seen = reading.get()
        if seen is not None and seen.objects:
            _tell_invented(request.actor, seen)  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before a page: how many files, or searches, were there lately? One query, none where it is neither."""
        seen, actor = reading.get(), request.actor  # type: ignore[attr-defined]
        if seen is None or request.method != "GET" or actor.account_id is None or not view.needs:
            return None
        file = next((kwargs[name] for name in FILES if name in kwargs), None)
        if isinstance(file, UUID):
            seen.objects.add(f"{OPENED}{file}")
            too_fast = brakes.pull_if_too_many_files(file=file, by=actor, at=real_now())
            return _slowed(request, WAIT_FOR_FILES) if too_fast else None
        words = request.GET.get("q", "").strip()
        if words:
            seen.objects.add(f"{SEARCHED}{_mark(words)}")
            too_fast = brakes.pull_if_too_many_searches(by=actor, at=real_now())
            return _slowed(request, WAIT_FOR_SEARCH) if too_fast else None
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """One key too many: nothing of the page leaves, the officer is told, and she waits as for files."""
        if not isinstance(exception, OverBudget):
            return None
        brakes.stop_opening_keys(most=exception.most, by=_herself(request), at=real_now())
        return _slowed(request, WAIT_FOR_FILES)


def _herself(request: HttpRequest) -> Actor:
    """Who sits there, as whomever she looks at the site."""
    looking = getattr(request, "looking", None)
    return looking.own if looking is not None else request.actor  # type: ignore[attr-defined]


def _tell_invented(actor: Actor, seen: Reading) -> None:
    """Where it cannot be written, the regular look through the record tells it a minute later."""
    shown = frozenset(one for one in invented_people() if f"person:{one}" in seen.objects)
    if not shown:
        return
    try:
        brakes.tell_invented(people=shown, by=actor, at=real_now())
    except DatabaseError:
        log.exception("an alert could not be written at once")


def _slowed(request: HttpRequest, seconds: int) -> HttpResponse:
    is_search = "yes" if seconds == WAIT_FOR_SEARCH else ""
    response = fault_page(request, 429, name="oversight/slowed", is_search=is_search)
    response.headers["Retry-After"] = str(seconds)
    return response


def _mark(words: str) -> str:
    return salted_hmac("audit.search", " ".join(words.casefold().split()), algorithm="sha256").hexdigest()[
        :16
    ]
