"""Sessions that end before what was asked in them is answered: to the door, in words that say what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shanyraq.access.queries import has_ended
from shanyraq.access.rules import Actor
from shanyraq.ui.faults import fault_page

NOBODY = Actor(account_id=None, staff_id=None)
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
            account = request.session.get(SESSION_KEY)
            request.session.flush()
            request.user, request.actor = AnonymousUser(), NOBODY  # type: ignore[attr-defined]
            return super().process_response(request, _interrupted(request, response, account))


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Ask who it is. Whoever sent a form is told that it was not saved, and led back to it afterwards."""
    if request.method != "POST":
        return redirect_to_login(_page_of(request))
    return fault_page(request, 403, name="access/session_ended", door=_door(_page_of(request), LOST))


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
