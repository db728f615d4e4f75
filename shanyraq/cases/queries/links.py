"""What rooms above add to the page of a person: this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from shanyraq.access.rules import Actor
from shanyraq.ui.parts import Action

Links = Callable[[Actor, UUID], list[Action]]
_links: list[Links] = []


def register_person_links(links: Links) -> None:
    """Say what else can be done with one person. Called once a room, from ready()."""
    _links.append(links)


@dataclass(frozen=True)
class CopyAsked:
    """That somebody asked for a copy of what is kept about her: the open request, its page, and who asks."""

    request: UUID
    url: str
    asked_by: str


_copies: list[Callable[[Actor, UUID], CopyAsked | None]] = []


def register_copy_requests(find: Callable[[Actor, UUID], CopyAsked | None]) -> None:
    """Say how an open request for a copy is found. Called once, from ready()."""
    _copies.append(find)


def copy_asked(actor: Actor, person: UUID) -> CopyAsked | None:
    """The open request, if the actor may know of it: without one no copy is made."""
    return next((found for find in _copies if (found := find(actor, person))), None)


def person_links(actor: Actor, person: UUID) -> list[Action]:
    """All of it, room by room."""
    return [one for links in _links for one in links(actor, person)]
