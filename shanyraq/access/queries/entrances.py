"""The one-click ways into a demonstration, which stands above and says what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shanyraq.foundation.installation import installation


@dataclass(frozen=True)
class Entrance:
    """One way into a demonstration: the role's name, whose place one takes, and where the button leads."""

    name: str
    line: str
    url: str


_entrances: list[Callable[[], list[Entrance]]] = []


def register_entrances(entrances: Callable[[], list[Entrance]]) -> None:
    """Say where the one-click entries of a demonstration come from."""
    _entrances[:] = [entrances]


def entrances() -> list[Entrance]:
    """The one-click entries: none in production, whatever is registered."""
    return _entrances[0]() if _entrances and installation().is_demo else []
