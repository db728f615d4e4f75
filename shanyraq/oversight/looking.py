"""Inside the gate: whoever looks at the site as a colleague sees it reads under a veil, and changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from shanyraq.access.queries.veils import veiled
from shanyraq.audit.actions import reading
from shanyraq.foundation.asking import on_behalf
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.oversight.actions.viewing import record_look
from shanyraq.oversight.permissions import ROLE_VIEW
from shanyraq.oversight.queries.viewing import Looking, looking, names_left
from shanyraq.oversight.rules.viewing import SAFE
from shanyraq.ui.faults import fault_page

log = logging.getLogger(__name__)
OWN_PAGES = frozenset({"oversight:view_as", "oversight:stop_view_as"})
AS_HERSELF = frozenset({*OWN_PAGES, "access:log_out", "access:set_language", "ui:set_language"})


class LookAs:
    """Gives a request the eyes of the colleague as whom the officer looks, and nothing else of hers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = self._looking(request)
        if now is None or _is_her_own(request):
            return self.get_response(request)
        request.actor = now.seen_as  # type: ignore[attr-defined]
        with veiled(now.own), on_behalf(now.seen_as.staff_id, now.seen_as.role):
            response = self.get_response(request)
        return _last_wall(request, now, response)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """She only reads, searches for nobody, and every page is written down under her name."""
        now, match = _now(request), request.resolver_match
        if now is None or match is None:
            return None
        if request.method not in SAFE or request.GET.get("q"):
            return fault_page(request, 403, name="oversight/only_looking", gives_back=False)
        assert now.seen_as.staff_id is not None
        record_look(colleague=now.seen_as.staff_id, page=match.view_name, by=now.own)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page that cannot be made of masks is not shown at all."""
        if _now(request) is None or isinstance(exception, (Http404, NotAllowed)):
            return None
        log.exception("a page could not be covered")
        return fault_page(request, 403, name="oversight/only_looking", gives_back=False)

    def _looking(self, request: HttpRequest) -> Looking | None:
        own = request.actor  # type: ignore[attr-defined]
        if ROLE_VIEW not in own.may:
            return None
        now = looking(request.session, own, real_now())
        request.looking = now  # type: ignore[attr-defined]
        return now


def _is_her_own(request: HttpRequest) -> bool:
    """Whether this page is hers, whoever she looks as: where it ends, and the way out."""
    try:
        return resolve(request.path_info).view_name in AS_HERSELF
    except Resolver404:
        return False


def _now(request: HttpRequest) -> Looking | None:
    """As whom this request looks; None where the page is her own."""
    now: Looking | None = getattr(request, "looking", None)
    return now if now is not None and request.actor is now.seen_as else None  # type: ignore[attr-defined]


def _last_wall(request: HttpRequest, now: Looking, response: HttpResponse) -> HttpResponse:
    """Nothing but pages leaves, and no page with the name of somebody who was read about."""
    request.actor = now.own  # type: ignore[attr-defined]
    if response.status_code != 200:
        return response
    kind = response.headers.get("Content-Type", "")
    if response.streaming or not kind.startswith("text/html"):
        return fault_page(request, 403, name="oversight/only_looking", gives_back=False)
    seen = reading.get()
    people = [UUID(one[7:]) for one in seen.objects if one.startswith("person:")] if seen is not None else []
    if people and names_left(response.content.decode(), people):
        return fault_page(request, 403, name="oversight/only_looking", gives_back=False)
    return response
