"""Which roles nobody gives alone. Pure."""

from __future__ import annotations

from collections.abc import Collection

from shanyraq.access.rules import Role

# Parts in which nobody is anybody: published figures, colleagues, the running of the site.
ABOUT_NOBODY = frozenset({"C13", "STAFF", "SYSTEM"})
TELLS_NOTHING = frozenset({"-", "counts"})


def opens_people(role: Role) -> bool:
    """Whether a role opens anything about people: in full, in part, under a code, in an emergency, or with others."""
    parts = {code for code, right in role.compartments.items() if right not in TELLS_NOTHING}
    return bool((parts | role.own | role.emergency) - ABOUT_NOBODY)


def takes_two(role: Role, agreeing: Collection[str]) -> bool:
    """Whether a role is given by two persons: it opens people, or brings one of the rights to agree (`agreeing`).

    Whoever could give the latter alone would invent the second person that everything else waits for.
    """
    return opens_people(role) or not role.may.isdisjoint(agreeing)
