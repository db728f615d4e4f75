"""What rooms above add to the page of a person: this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
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


# of these cases, by part: how many, and since when the oldest is there
KeptBeside = Callable[[Actor, Sequence[UUID]], Iterable[tuple[str, int, datetime]]]
_kept: list[KeptBeside] = []


def register_kept_papers(count: KeptBeside) -> None:
    """Say how many papers are kept with some cases, as far as an actor reads their part. Called once, from ready()."""
    _kept.append(count)


def kept_papers(actor: Actor, cases: Sequence[UUID]) -> list[tuple[str, int, datetime]]:
    """Papers of a room above, by part."""
    return [one for count in _kept for one in count(actor, cases)]


def person_links(actor: Actor, person: UUID) -> list[Action]:
    """All of it, room by room."""
    return [one for links in _links for one in links(actor, person)]
