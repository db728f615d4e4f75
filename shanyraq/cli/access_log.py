"""What the web server writes: a line a request, without its address, question, sender or browser."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from shanyraq.foundation.logs import REQUEST_ID, ROUTE, Line, truncated


class AccessLog(Logger):
    """Gunicorn's logger, with our lines in place of its own."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(logging.Formatter() if settings.DEBUG else Line())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """One line for an answer that was given."""
        if self.access_log_enabled:
            self.access_log.info("", extra={"answered": answered(resp, environ, request_time)})


def answered(resp: Any, environ: dict[str, Any], took: timedelta) -> dict[str, Any]:
    """What a line tells of an answer: the route in place of the address."""
    return {
        "request": environ.get(REQUEST_ID, ""),
        "route": environ.get(ROUTE, ""),
        "method": _method(environ.get("REQUEST_METHOD", "")),
        "status": int(str(resp.status).split(None, 1)[0]),
        "bytes": resp.sent or 0,
        "took_ms": took // timedelta(milliseconds=1),
        "address": truncated(_sender(environ)),
    }


def _method(word: str) -> str:
    """The method; a word that nobody knows may be anything that somebody sent."""
    return word if word in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


def _sender(environ: dict[str, Any]) -> str:
    """Who asked: the last address that our own proxy wrote, where there is one."""
    told = environ.get("HTTP_X_FORWARDED_FOR", "") if settings.MODE == "production" else ""
    return str(told.rpartition(",")[2].strip() or environ.get("REMOTE_ADDR", ""))
