"""What rooms above add to the page of a person: this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from shanyraq.access.rules import Actor
from shanyraq.ui.parts import Action

Links = Callable[[Actor, UUID], list[Action]]
_links: list[Links] = []


def register_person_links(links: Links) -> None:
    """Say what else can be done with one person. Called once a room, from ready()."""
    _links.append(links)


def person_links(actor: Actor, person: UUID) -> list[Action]:
    """All of it, room by room."""
    return [one for links in _links for one in links(actor, person)]
