"""The access matrix: which role opens which page and reads which compartment, told by the code that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shanyraq.access.permissions import decide, oversees_register
from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import NOT_FOR_STAFF, Actor, Grant, Role
from shanyraq.access.rules.emergencies import opened_by

METHODS = ("GET", "POST")
EVERYBODY, STAFF = "everybody", "staff"


@dataclass(frozen=True)
class Page:
    """One address of the site, and the action that each method of it needs."""

    name: str
    route: str
    what: str  # the first sentence of its view's description, in English
    needs: tuple[tuple[str, str], ...]
    is_open_to_all: bool
    asks_twice: bool
    register: str  # the table whose overseers know everybody on it by her code; empty for most pages

    @property
    def room(self) -> str:
        """The app that it belongs to."""
        return self.name.partition(":")[0]

    def opened_by(self, role: Role) -> tuple[str, ...]:
        """The methods with which somebody who holds this role alone passes the gate. Rows are a matter of scope."""
        if self.is_open_to_all:
            return METHODS
        actor = holder_of(role)
        return tuple(method for method, action in self.needs if not action or decide(actor, action))

    def is_overseen_by(self, role: Role) -> bool:
        """Whether somebody who holds this role is shown there, by her code alone, also whoever is out of her sight."""
        return bool(self.opened_by(role)) and oversees_register(holder_of(role), self.register)

    @property
    def is_for_all_staff(self) -> bool:
        """Whether an account is all that it takes."""
        return not self.is_open_to_all and not any(action for _, action in self.needs)


def pages() -> list[Page]:
    """Every page of the site, by room and address."""
    return sorted(_pages(get_resolver().url_patterns, "", ""), key=lambda page: (page.room, page.route))


def roles_for_staff() -> list[Role]:
    """The roles that somebody can hold here, in the pack's order."""
    return [role for role in role_catalogue().values() if role.code not in NOT_FOR_STAFF]


def holder_of(role: Role) -> Actor:
    """Somebody who holds this role and no other, as the policy sees her."""
    return Actor(
        account_id=None,
        staff_id=None,
        grants=(Grant(role.code, role.reach),),
        rights=dict(role.compartments),
        own=role.own,
        may=role.may,
        emergency=opened_by(role.compartments, role.emergency),
    )


def _pages(patterns: Any, prefix: str, space: str) -> Iterator[Page]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns, route, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            needs = getattr(view, "needs", {})
            yield Page(
                name=f"{space}:{pattern.name}",
                route=f"/{route}",
                what=(view.__doc__ or "").strip().split("\n")[0].split(". ")[0].rstrip("."),
                needs=tuple((method, needs[method]) for method in METHODS if method in needs),
                is_open_to_all=not needs,
                asks_twice=bool(getattr(view, "asks_twice", False)),
                register=getattr(view, "register", ""),
            )
