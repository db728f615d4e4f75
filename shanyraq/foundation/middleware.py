"""Outermost: a request's id and route for the logs.

Between the gate and the pages: a form that was saved leads to where it went the first time.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shanyraq.foundation import logs, sending
from shanyraq.foundation.sending import FIELD, SentBefore
from shanyraq.foundation.writing import OUT_OF_REACH

log = logging.getLogger(__name__)


class KnownToLogs:
    """Gives a request an id, by which a line of a log and a row of the record are found together, and its route.

    A log names the route, never the address: an address may hold the secret of an invitation.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META[logs.REQUEST_ID] = str(uuid.uuid4())
        request.META[logs.ROUTE] = ""
        token = logs.at_hand.set(request)
        try:
            response = self.get_response(request)
        finally:
            logs.at_hand.reset(token)
        return _without_body(response) if request.method == "HEAD" else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        request.META[logs.ROUTE] = request.resolver_match.route if request.resolver_match else ""


def _without_body(response: HttpResponse) -> HttpResponse:
    """An answer to HEAD: its headers, how long it would be among them, and nothing behind them."""
    if response.streaming:  # a file of styles: it is closed with the answer
        response.streaming_content = ()  # type: ignore[attr-defined]
        return response
    length = str(len(response.content))
    response.content = b""
    response.headers["Content-Length"] = length
    return response


class SentOnce:
    """Gives a form's page its key, and answers whoever sends a saved form again. Stands inside the gate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = sending.sending.set(None)
        try:
            response = self.get_response(request)
            now = sending.sending.get()
        finally:
            sending.sending.reset(token)
        if now is None:
            return response
        if now.is_saved:
            _lead_to(now, response.get("Location", request.path))
            return response
        # While this one was on its way the first may have been saved, so that it found nothing left to do.
        return _led(request, sending.went_to(now.account, now.key, now.content)) or response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before a form's page: its key. Before a form's act: was it saved?"""
        account = request.user.pk if request.user.is_authenticated else None
        if account is None or not getattr(view, "needs", None):
            return None
        if request.method == "POST":
            now = sending.sending_of(request, account)
            sending.sending.set(now)
            if now is not None:
                return _led(request, sending.went_to(now.account, now.key, now.content))
        elif request.method == "GET" and _is_form(request, view):
            return _keyed(request, account)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Two of the same form at once: the second found the key taken."""
        now = sending.sending.get()
        if not isinstance(exception, SentBefore) or now is None:
            return None
        return _led(request, sending.went_to(now.account, now.key, now.content))


def _lead_to(now: sending.Sending, address: str) -> None:
    """What she sent is saved, and she is told so; where it led is only for whoever sends it again."""
    try:
        sending.lead_to(now, address)
    except OUT_OF_REACH:
        log.exception("where a saved form led could not be written")


def _is_form(request: HttpRequest, view: Any) -> bool:
    where = getattr(view, "sent_once", None)
    return where is not None and (where == sending.ANYWHERE or where in request.GET)


def _keyed(request: HttpRequest, account: uuid.UUID) -> HttpResponse | None:
    """The page under an address with a key. A browser that goes back asks for the same address: the key tells.

    Only what says that it is a browser opening a page is sent on; everything else gets the page as it is.
    """
    key = sending.key_in(request.GET)
    if key is not None:
        return _led(request, sending.went_to(account, key))
    if request.headers.get("Sec-Fetch-Mode") != "navigate":
        return None
    query = request.GET.copy()
    query[FIELD] = str(uuid.uuid4())
    return redirect(f"{request.path}?{query.urlencode()}")


def _led(request: HttpRequest, address: str | None) -> HttpResponse | None:
    """To where the first went, with a word about it; None where nothing was saved."""
    if address is None:
        return None
    waiting: Any = messages.get_messages(request)
    said = _("This was already saved.")
    if said not in [one.message for one in waiting]:  # three clicks, and one sentence
        messages.info(request, said)
    waiting.used = False  # looked through, not shown yet
    return redirect(address or "/")
