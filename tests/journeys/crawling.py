"""Every page of the site by example: who comes upon it, and at which address.

The examples are not written down: colleagues of several roles follow every link they are shown, one of each kind. So
a link that leads nowhere is found too, and an address that nobody is ever led to is one that the pages forgot.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
MOST_OF_A_KIND = {"cases:family": 6, "cases:person": 4}
MOST = 160  # pages a role opens: enough for one of each kind several times over

# Where something is sent to, or a file comes back: no page of its own to look at.
NO_PAGES = frozenset(
    {
        "access:end_other_sessions",
        "access:end_session",
        "access:log_in_by_key",
        "access:log_out",
        "access:renew_invitation",
        "access:set_language",
        "access:work_as",
        "cases:leave_out_registered",
        "cases:settle_roster_row",
        "demo:enter",
        "desk:overview_csv",
        "desk:start",
        "papers:open_paper",
        "ui:set_language",
    }
)

# What stands there only in the middle of a story: test_oversight, test_her_data, test_papers and test_sent_again look
# at each.
IN_STORIES = frozenset(
    {
        "access:unsaved",
        "oversight:end_invented",
        "oversight:proposed_person",
        "papers:bring_back",
        "papers:misplaced",
        "papers:move_paper",
        "papers:take_away",
        "rights:answer_request",
        "rights:renew_hold",
    }
)

# What only somebody with a password or a key of her own comes upon: test_second_step.py looks at each.
BEHIND_A_PASSWORD = frozenset(
    {
        "access:change_password",
        "access:prove",
        "access:recovery_codes",
        "access:second_password",
        "access:second_step",
        "access:take_away",
    }
)


@dataclass(frozen=True)
class Example:
    """A page: its name, who opens it, and where it stands."""

    name: str
    role: str
    address: str


@dataclass
class Found:
    """What a role came upon."""

    examples: list[Example] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)


def names(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The name of every address of the site that opens by asking for it, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        elif isinstance(pattern, URLPattern) and "GET" in getattr(pattern.callback, "needs", {"GET": ""}):
            yield f"{space}{pattern.name}"


def kind_of(address: str) -> tuple[str, str, str]:
    """The name of an address, its route, and which questions it carries. Raises Resolver404."""
    parts = urlsplit(address)
    match = resolve(parts.path)
    asked = ",".join(sorted({key for key, _value in parse_qsl(parts.query)}))
    return match.view_name, match.route, asked


def crawl(request: APIRequestContext, role: str, begin: list[str]) -> Found:
    """Follow what a role is shown, from where she begins; one or a few addresses of each kind."""
    found, waiting, seen = Found(), deque((one, "") for one in begin), set(begin)
    kinds: dict[Any, int] = {}
    while waiting and len(seen) < 5000 and sum(kinds.values()) < MOST:
        address, shown_on = waiting.popleft()
        try:
            kind = kind_of(address)
        except Resolver404:
            found.nowhere.append(f"{role}: {address}, shown on {shown_on}: no such address")
            continue
        if kind[0] in NO_PAGES and kind[0] != "desk:start":
            continue
        if kinds.get(kind, 0) >= (MOST_OF_A_KIND.get(kind[0], 1) if not kind[2] else 1):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = request.get(address)
        if answer.status != 200:
            found.nowhere.append(f"{role}: {address}, shown on {shown_on}: {answer.status}")
            continue
        found.examples.append(Example(kind[0], role, address))
        for href in HREF.findall(answer.text()):
            following = urljoin(address, href.replace("&amp;", "&"))
            if following.startswith("/") and following not in seen and not following.startswith("/static/"):
                seen.add(following)
                waiting.append((following, address))
    return found
