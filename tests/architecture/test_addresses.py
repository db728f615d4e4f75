"""Every address of the site: guarded, and named so that one word finds its view, action, template and test."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shanyraq.access.permissions import known_actions

# Pages for people who have not logged in. A line here is a decision.
OPEN_TO_ALL = {
    "access:log_in",
    "access:log_in_by_key",
    "access:second_step",
    "access:accept_invitation",
    "access:set_language",
    "demo:enter",
    "demo:about",
    "ui:gallery",
    "ui:gallery_door",
    "ui:set_language",
}


def addresses(patterns: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Route, name with its namespace, and view of every address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, f"{space}{pattern.name}", pattern.callback


def test_every_address_says_what_it_needs() -> None:
    unguarded = [name for _, name, view in addresses() if not isinstance(getattr(view, "needs", None), dict)]

    assert not unguarded, "give the view @needs(…), @open_to_staff or @open_to_all"


def test_every_need_is_a_registered_action() -> None:
    unknown = [
        f"{name} needs {action}"
        for _, name, view in addresses()
        for action in getattr(view, "needs", {}).values()
        if action and action not in known_actions()
    ]

    assert not unknown


def test_the_pages_open_to_all_are_listed_here() -> None:
    open_pages = {name for _, name, view in addresses() if getattr(view, "needs", None) == {}}

    assert open_pages <= OPEN_TO_ALL


def test_addresses_are_kebab_case_with_typed_converters_and_a_name() -> None:
    odd = []
    for route, name, _ in addresses():
        fixed = re.sub(r"<[^>]*>", "", route)
        typed = all(":" in converter for converter in re.findall(r"<([^>]*)>", route))
        if (
            fixed != re.sub(r"[^a-z0-9/.-]", "", fixed)
            or not typed
            or name.endswith("None")
            or ":" not in name
        ):
            odd.append(f"{route} ({name})")

    assert not odd


def test_one_word_finds_address_and_view() -> None:
    strangers = [
        f"{name} is served by {view.__name__}"
        for _, name, view in addresses()
        if not re.fullmatch(rf"(\w+_)?{name.rpartition(':')[2]}(_\w+)?", view.__name__)
    ]

    assert not strangers, "`cases:close` is served by `close_case`"
