"""The headers that every answer carries, to the letter; what an answer to somebody who is in carries besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

EXACT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",  # docs/adr/0012 says why not no-referrer
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# Of a paper, whoever wrote it: no browser makes a page of it, whatever it holds.
OF_A_PAPER = {"Content-Security-Policy": "sandbox; default-src 'none'"}
KEPT_NOWHERE = {"max-age=0", "no-cache", "no-store", "must-revalidate", "private"}
# A header that is not listed here is a decision: it may let others in, or tell what the site is made of.
OTHERS = {
    "Allow",
    "Cache-Control",
    "Clear-Site-Data",
    "Content-Disposition",
    "Content-Language",
    "Content-Length",
    "Content-Type",
    "Expires",
    "Location",
    "Refresh",
    "Vary",
}
COOKIES = {"sessionid": "Strict", "csrftoken": "Strict", "django_language": "Lax", "messages": "Strict"}


def wrong_headers(answer: Any, *, is_in: bool) -> Iterator[str]:
    """What is wrong with the headers and cookies of an answer. `is_in`: it was given to somebody with a session."""
    is_paper = 'filename="paper-' in answer.headers.get("Content-Disposition", "")
    for name, value in (EXACT | OF_A_PAPER if is_paper else EXACT).items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)!r}"
    yield from (f"{name} is not listed" for name in answer.headers if name not in EXACT.keys() | OTHERS)
    kept = set(answer.headers.get("Cache-Control", "").replace(" ", "").split(","))
    if is_in and not kept >= {"no-store", "private"}:
        yield f"Cache-Control is {kept}"
    for name, cookie in answer.cookies.items():
        if not cookie.value:
            continue  # it is taken away
        if cookie["samesite"] != COOKIES.get(name) or not cookie["httponly"] or cookie["domain"]:
            yield f"the cookie {name} is {cookie.OutputString()}"
