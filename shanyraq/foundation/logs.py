"""Lines of a log that name nobody: JSON with these keys only, and values that can hold no name.

A log is read by people who may see no file, and is copied to machines that keep it for years. So a line has the words
that a programmer wrote, never what was put into them; of a fault its class, its code and where it happened, never its
message, which often quotes a value. Whom a request was about stands in the record, under the same request id.
"""

from __future__ import annotations

import errno
import ipaddress
import json
import logging
import re
import traceback
from collections.abc import ItemsView
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

KEYS = (
    "at",
    "level",
    "logger",
    "said",
    "fault",
    "code",
    "where",
    "request",
    "route",
    "method",
    "status",
    "bytes",
    "took_ms",
    "address",
)
REQUEST_ID, ROUTE = (
    "shanyraq.request",
    "shanyraq.route",
)  # in a request's META, where the web server finds them too
OURS = "shanyraq"
# They put values where the words are: of their lines only who speaks is told.
QUOTING = ("django.security", "py.warnings")
BEGINNINGS = ("Invalid request",)  # of lines of others, which say by this alone what happened
MOST_FRAMES = 40
at_hand: ContextVar[HttpRequest | None] = ContextVar("at_hand", default=None)
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
_ROOT = Path(__file__).resolve().parent.parent.parent


class Line(logging.Formatter):
    """Writes a record as one line of JSON. Never raises: a line that cannot be made says so."""

    def format(self, record: logging.LogRecord) -> str:
        try:
            return json.dumps(_told(record), ensure_ascii=True)
        except Exception:  # Python would print the record with its arguments
            return json.dumps({"level": "ERROR", "logger": __name__, "said": "a line could not be written"})


class NothingOfAnybody(SafeExceptionReporterFilter):
    """What a report of a fault may show of a request and of the program's variables: nothing."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        return dict[str, Any]().items()

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        return {key: request.META.get(key) for key in ("REQUEST_METHOD", REQUEST_ID, ROUTE)}

    def get_safe_settings(self) -> dict[str, Any]:
        return {}


def truncated(address: str) -> str:
    """A network address without the part that tells one household from the next; empty for anything else."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    kept = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network((found, kept), strict=False).network_address)


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
    }
    if words := _words(record):
        told["said"] = words
    if record.exc_info and record.exc_info[1]:
        told |= _fault(record.exc_info[1])
    request = getattr(record, "request", None)
    request = request if isinstance(request, HttpRequest) else at_hand.get()
    if request is not None:
        told |= {"request": request.META.get(REQUEST_ID, ""), "route": request.META.get(ROUTE, "")}
    status = getattr(record, "status_code", None)
    told |= {"status": status} if isinstance(status, int) else {}
    return told | getattr(record, "answered", {})


def _words(record: logging.LogRecord) -> str:
    """The words without what was put into them; in a line of ours codes and numbers stay."""
    if record.name.startswith(QUOTING) or not isinstance(record.msg, str):
        return ""
    if record.name.partition(".")[0] == OURS:
        given = record.args if isinstance(record.args, tuple) else ()
        plain = tuple(one if _is_plain(one) else "..." for one in given)
        return record.msg % plain if plain else record.msg
    if begun := next((words for words in BEGINNINGS if record.msg.startswith(words)), ""):
        return begun  # what follows is put together from what was sent
    return record.msg if record.args else ""  # words of others without arguments may have them inside


def _is_plain(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and _CODE.fullmatch(value) is not None)


def _fault(fault: BaseException) -> dict[str, Any]:
    """Its class, the code of what raised it, and the files and lines it came through."""
    kind = type(fault)
    cause = fault.__cause__
    code = _code_of(fault) or (_code_of(cause) if cause else "")
    return {"fault": f"{kind.__module__}.{kind.__qualname__}", "where": _frames(fault)} | (
        {"code": code} if code else {}
    )


def _code_of(fault: BaseException) -> str:
    """The code of a refusal, of a database or of an operating system."""
    if isinstance(fault, OSError) and fault.errno:
        return errno.errorcode.get(fault.errno, "")
    for name in ("code", "sqlstate", "sqlite_errorname", "name"):
        code = getattr(fault, name, None) if name != "name" or isinstance(fault, ImportError) else None
        if isinstance(code, str) and _CODE.fullmatch(code):
            return code
    return ""


def _frames(fault: BaseException) -> list[str]:
    """The innermost frames, outermost first, without the lines' text."""
    walked = traceback.walk_tb(fault.__traceback__)
    return [f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in walked][-MOST_FRAMES:]


def _short(file: str) -> str:
    """A file by its place in the program or in a library; not where either is installed."""
    place = Path(file)
    if "site-packages" in place.parts:
        return "/".join(place.parts[place.parts.index("site-packages") + 1 :])
    return str(place.relative_to(_ROOT)) if place.is_relative_to(_ROOT) else place.name
