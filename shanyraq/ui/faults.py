"""Pages that say no: each in the reader's language, with what she had typed and a way on.

Which page belongs to which status stands in the templates' root. They need no context, so that they can be shown
whatever else is broken.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from shanyraq.foundation import space
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.writing import OUT_OF_REACH
from shanyraq.ui.given_back import is_writing

STATUSES = frozenset({400, 403, 404, 405, 413, 500, 503})
MOST_GIVEN_BACK = 40  # texts
BACK_IN = 10  # seconds after which a server that was started again answers

# What a page takes along into another language, signed so that nobody else can write it: no more than it shows.
_LOST = "shanyraq.ui.given_back"


def typed(request: HttpRequest) -> list[str]:
    """What somebody wrote by hand into those fields that may be given back; never anything that opens something."""
    if request.method != "POST":
        return []
    return typed_in((name, text) for name in request.POST for text in request.POST.getlist(name))


def typed_in(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The same of a form's fields and their values."""
    texts = [text.strip() for name, text in fields if is_writing(name, text)]
    return texts[:MOST_GIVEN_BACK]


def fault_page(
    request: HttpRequest, status: int, *, name: str = "", gives_back: bool = True, **more: str
) -> HttpResponse:
    """The page of a status, or of a `name`. A form that was sent gets words of its own, and back what was typed."""
    return _page(request, status, name, typed(request) if gives_back else [], more)


def fault_page_again(request: HttpRequest, language: str) -> HttpResponse | None:
    """The page from which the language was changed, in that language, where it gives back what would else be lost."""
    try:
        page = signing.loads(request.POST.get("lost", ""), salt=_LOST)
    except signing.BadSignature:
        return None
    with translation.override(language):
        response = _page(request, **page)
    response.headers["Content-Language"] = language
    return response


def _page(
    request: HttpRequest, status: int, name: str, typed: list[str], more: dict[str, str]
) -> HttpResponse:
    kept = {"status": status, "name": name, "typed": typed, "more": more}
    lost = signing.dumps(kept, salt=_LOST, compress=True) if typed or more else ""
    context = {"is_form": request.method == "POST", "typed": typed, "lost": lost, **more}
    # Where something broke, nothing more is asked: neither who she is nor which job is hers.
    is_broken = not name and status in (500, 503)
    page = render_to_string(f"{name or status}.html", context, None if is_broken else request)
    response = HttpResponse(page, status=status)
    response.fault = name  # type: ignore[attr-defined]  # for the record: which page said no
    if is_broken and status == 503:
        response.headers["Retry-After"] = str(BACK_IN)
    add_never_cache_headers(response)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return fault_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return fault_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return fault_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500, also for what fails before or behind the gate: the session, the account."""
    fault = sys.exception()
    return out_of_reach(request, fault) if isinstance(fault, OUT_OF_REACH) else fault_page(request, 500)


def out_of_reach(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The database or a key did not answer. Where the disk is full or keys are away, the page says what to do."""
    if isinstance(fault, KeysOutOfReach):
        page = fault_page(request, 503, name="keys_away")
        page.headers["Retry-After"] = str(BACK_IN)
        return page
    return fault_page(request, 503, name="no_room" if space.is_full(fault) else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this browser. Another site's words are never shown under our name."""
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return fault_page(request, 403, name="403_csrf", gives_back=is_ours)
