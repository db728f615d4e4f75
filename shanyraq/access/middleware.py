"""The gate: nobody passes without an account and a permission, and nothing read leaves without a row in the record."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth import logout as end_session
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from shanyraq.access.actions.sessions import keep_listed
from shanyraq.access.ended import NOBODY, remember_whose, to_the_door
from shanyraq.access.permissions import decide
from shanyraq.access.queries import actor_of, has_ended
from shanyraq.access.queries.forced import as_she_came
from shanyraq.access.queries.sessions import (
    BEGUN,
    SECOND_STEP,
    SEEN,
    WORKS_AS,
    has_proved,
    instant,
    mark_of,
)
from shanyraq.access.rules import Actor
from shanyraq.access.rules.doors import has_ended as has_ended_by_itself
from shanyraq.audit.actions import Reading, reading, record_reading, record_refusal
from shanyraq.foundation import space
from shanyraq.foundation.asking import on_behalf, told
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen, NotAllowed
from shanyraq.foundation.logs import REQUEST_ID
from shanyraq.foundation.writing import OUT_OF_REACH
from shanyraq.ui.faults import fault_page, out_of_reach

log = logging.getLogger(__name__)
CANNOT_WRITE = (DatabaseError, OSError, *OUT_OF_REACH)
REQUEST = "request"  # what was refused, where no act has a name yet
# Answers that say no, by status, and of pages whose name is none for a reason.
DECLINED = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    429: "too_often",
}
OF_PAGES = {"403_csrf": "csrf"}
ALIVE_EVERY = timedelta(minutes=1)


class Gate:
    """Asks who it is, whether she may, and writes down what she was shown before she is shown it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _end_what_is_over(request)
        key = request.session.session_key
        actor = self._actor_of(request)
        if key != request.session.session_key and actor is not NOBODY:  # the site's key is another one
            keep_listed(before=key, now=request.session.session_key)
        request.actor = actor  # type: ignore[attr-defined]
        seen = Reading(
            request_id=request.META[REQUEST_ID],
            session=mark_of(request.session.session_key),
            device=_device_mark(request),
            actor=actor.audit_id,
        )
        token = reading.set(seen)
        try:
            with on_behalf(actor.staff_id, actor.role, is_forced=actor.is_forced), told():
                response = self.get_response(request)
        finally:
            reading.reset(token)
        request.has_acted = seen.has_acted  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        declined = _why_declined(response) if actor.account_id and not seen.is_declined else ""
        if seen.fields or declined:
            response = _recorded_first(request, seen, response, declined)
        return response

    def _actor_of(self, request: HttpRequest) -> Actor:
        """Whoever asks, in the role that her session is in; where that has ended, in another from now on."""
        if not request.user.is_authenticated:
            return NOBODY
        kept = request.session.get(WORKS_AS, "")
        if (actor := actor_of(request.user, real_now(), kept)).role != kept and kept:
            request.session[WORKS_AS] = actor.role
        return as_she_came(request, actor)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before any view: does it say what it needs, and does the actor have it?"""
        needs = getattr(view, "needs", None)
        if needs is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say what it needs")
        _say_why(request, needs)  # also where a page is open to all: the banner of an emergency stands on it
        if not needs:
            return None
        if not request.user.is_authenticated:
            return _to_the_door(request)
        if not _is_protected_enough(request, view):
            return redirect("access:protection")
        if request.method not in needs:
            return HttpResponseNotAllowed(sorted(needs))
        action = needs[request.method]
        if action:
            if request.method == "POST" and space.is_low():
                return fault_page(request, 503, name="no_room")
            decision = decide(request.actor, action)  # type: ignore[attr-defined]
            if not decision:
                return _refused(request, action, decision.reason)
        if getattr(view, "asks_twice", False) and not has_proved(request.session, request.user, real_now()):
            return _prove_first(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An action's NotAllowed becomes 403, wherever it was raised; on the record once. A full disk becomes 503.

        Sealed bytes that were moved or altered are shown to nobody, and the record says where they stand.
        """
        if isinstance(exception, OUT_OF_REACH):
            log.error("nothing was done, because it could not be written", exc_info=exception)
            return out_of_reach(request, exception)
        if isinstance(exception, CannotOpen):
            log.error("sealed bytes did not open", exc_info=exception)
            return _unopened(request, exception)
        if not isinstance(exception, NotAllowed):
            return None
        if exception.is_recorded:
            return fault_page(request, 403)
        return _refused(request, REQUEST, exception.code)


def _say_why(request: HttpRequest, needs: Mapping[str, str]) -> None:
    """What is read is read for the page's action; where it needs none, for the page."""
    seen, match = reading.get(), request.resolver_match
    if seen is not None:
        seen.purpose = needs.get(request.method or "") or (match.view_name if match else "")


def _recorded_first(
    request: HttpRequest, seen: Reading, response: HttpResponse, declined: str
) -> HttpResponse:
    """One row for what is shown, or for what is not: a page that says no leaves one however early it was said."""
    if response.streaming:
        raise ImproperlyConfigured("personal records may not be streamed: the record comes first")
    try:
        if seen.fields:
            record_reading(seen, declined=declined)
        else:
            record_refusal(REQUEST, seen.actor, declined, seen=seen)
    except CANNOT_WRITE as fault:
        log.exception("nothing was shown, because it could not be written into the record")
        return out_of_reach(request, fault)
    return response


def _why_declined(response: HttpResponse) -> str:
    """The code of the reason for which somebody who is logged in was answered no; empty where she was not."""
    if response.status_code not in DECLINED:
        return ""
    page = str(getattr(response, "fault", ""))
    return OF_PAGES.get(page, page.rpartition("/")[2]) or DECLINED[response.status_code]


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """Ask who it is, unless it is known that she has no access any more."""
    match = request.resolver_match
    if match is not None and match.view_name == "access:log_out":
        return redirect_to_login("/")
    if has_ended(request.session.get(SESSION_KEY)):
        # Nothing is given back: to her this site is closed, her own words included.
        return _refused(request, REQUEST, "ended", by=request.session[SESSION_KEY], page="access/ended")
    return to_the_door(request)


def _refused(request: HttpRequest, action: str, reason: str, *, by: str = "", page: str = "") -> HttpResponse:
    """A row and a page. `by` is whose session it is where nobody is logged in; on a page of its own nothing is kept."""
    try:
        record_refusal(action, by or request.actor.audit_id, reason)  # type: ignore[attr-defined]
    except CANNOT_WRITE:
        log.exception("a refusal could not be written into the record")
        return fault_page(request, 503)
    return fault_page(request, 403, name=page, gives_back=not page)


def _unopened(request: HttpRequest, fault: CannotOpen) -> HttpResponse:
    actor = request.actor.audit_id  # type: ignore[attr-defined]
    try:
        record_refusal("sealed.open", actor, fault.code, [f"sealed:{fault.place}"])
    except CANNOT_WRITE:
        log.exception("what did not open could not be written into the record")
        return fault_page(request, 503)
    return fault_page(request, 500, name="not_opened")


def _end_what_is_over(request: HttpRequest) -> None:
    """End a session in which nothing was asked for too long, or that is too old; else remember that it is alive.

    A session is written once a minute at most.
    """
    seen = request.session.get(SEEN)
    if seen is None:
        return
    at = real_now()
    if has_ended_by_itself(instant(request.session[BEGUN]), instant(seen), at):
        remember_whose(request)
        end_session(request)
    elif at - instant(seen) > ALIVE_EVERY:
        request.session[SEEN] = at.timestamp()


def _is_protected_enough(request: HttpRequest, view: Any) -> bool:
    """Where a second step is asked of everybody, nothing opens before it but the pages on which it is set up."""
    if not settings.SECOND_STEP_REQUIRED or getattr(view, "for_enrolment", False):
        return True
    return bool(request.session.get(SECOND_STEP))


def _prove_first(request: HttpRequest) -> HttpResponse:
    """Ask once more who it is. Whoever sent a form gets back what she had typed."""
    here = request.get_full_path()
    door = f"{reverse('access:prove')}?{urlencode({'next': here})}"
    return (
        redirect(door)
        if request.method != "POST"
        else fault_page(request, 403, name="access/prove_first", door=door)
    )


def _device_mark(request: HttpRequest) -> str:
    """Tells two kinds of browser apart, and nothing else: a mark that only this site can make."""
    return salted_hmac("audit.device", request.headers.get("User-Agent", ""), algorithm="sha256").hexdigest()[
        :16
    ]
