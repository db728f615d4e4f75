"""Sessions that end before what was asked in them is answered: to the door, in words that say what became of it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shanyraq.access.queries import has_ended
from shanyraq.access.queries.sessions import WORKS_AS
from shanyraq.access.rules import Actor
from shanyraq.foundation import keeping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.writing import OUT_OF_REACH
from shanyraq.ui.faults import fault_page, typed

log = logging.getLogger(__name__)

NOBODY = Actor(account_id=None, staff_id=None)
# Rooms whose forms ask for passwords, codes and custodians' words: nothing that was sent there is kept.
NEVER_KEPT = frozenset({"access", "vault"})
LOST, SAVED, GONE = (
    "1",
    "saved",
    "gone",
)  # what the door says: what was sent is not saved, is saved, was nothing


class Sessions(SessionMiddleware):
    """Django's, but for a session that somebody ended elsewhere while its request was on the way.

    Whatever was going to be shown is not; she is asked who she is, and told what became of what she sent.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        """The answer with its cookie, or the door."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            account = remember_whose(request)
            request.session.flush()
            request.user, request.actor = AnonymousUser(), NOBODY  # type: ignore[attr-defined]
            return super().process_response(request, _interrupted(request, response, account))


def remember_whose(request: HttpRequest) -> str | None:
    """Note whose session it is that ends now, and in which role it was. Returns the account."""
    account: str | None = request.session.get(SESSION_KEY)
    request.was, request.was_in = account, request.session.get(WORKS_AS, "")  # type: ignore[attr-defined]
    return account


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Ask who it is. Whoever sent a form is told that it was not saved, and led back to it afterwards.

    Where it is known whose session it was, what she wrote is kept for her; else it is given back on the page.
    """
    page = _page_of(request)
    if request.method != "POST":
        return redirect_to_login(page)
    opener = _keep(request)
    if not opener:
        return fault_page(request, 403, name="access/session_ended", door=_door(page, LOST))
    door = _door(f"{reverse('access:unsaved')}?{urlencode({'next': page})}", LOST)
    response = fault_page(
        request, 403, name="access/session_ended", gives_back=False, door=door, is_kept="yes"
    )
    response.set_cookie(
        cookie_name(),
        opener,
        max_age=keeping.KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def cookie_name() -> str:
    """What a browser keeps the key of an unsaved form under."""
    return settings.SESSION_COOKIE_NAME.replace("session", "unsaved")


def _keep(request: HttpRequest) -> str:
    """Keep what she wrote, where she wrote something that is no secret. Returns what opens it, for her browser."""
    account, match = getattr(request, "was", None), request.resolver_match
    if (
        account is None
        or match is None
        or match.app_name in NEVER_KEPT
        or request.FILES
        or not typed(request)
    ):
        return ""
    fields = (
        (name, value)
        for name in request.POST
        if name != "csrfmiddlewaretoken"
        for value in request.POST.getlist(name)
    )
    try:
        return keeping.keep(
            account=UUID(account),
            page=request.get_full_path(),
            fields=fields,
            at=real_now(),
            role=request.was_in,  # type: ignore[attr-defined]
        )
    except OUT_OF_REACH:
        log.exception("what was sent without a session could not be kept")
        return ""


def _interrupted(request: HttpRequest, response: HttpResponse, account: str | None) -> HttpResponse:
    if getattr(request, "has_acted", False):
        return redirect(_door(response.get("Location", "") or _page_of(request), SAVED))
    if has_ended(account):
        return fault_page(request, 403, name="access/ended", gives_back=False)
    return to_the_door(request) if request.method == "POST" else redirect(_door(_page_of(request), GONE))


def _door(page: str, said: str) -> str:
    return f"{redirect_to_login(page)['Location']}&ended={said}"


def _page_of(request: HttpRequest) -> str:
    """The page that was asked for; the first one, where the address has none to show."""
    match = request.resolver_match
    needs = getattr(match.func, "needs", None) if match is not None else None
    return request.get_full_path() if needs is None or not needs or "GET" in needs else "/"
