"""The numbers that a pack may set for what is unusual and where a brake is pulled. What it leaves out has a default."""

from __future__ import annotations

from shanyraq.access.rules import Actor
from shanyraq.cases.queries import pack
from shanyraq.oversight.rules.findings import Night

DEFAULTS = {
    "files_in_a_row": 12,
    "files_an_hour": 80,
    "keys_an_hour": 600,
    "searches_a_minute": 60,
    "night_begins_hour": 22,
    "night_ends_hour": 6,
}


def number(name: str) -> int:
    """A number of the pack, or its default."""
    return int(getattr(pack().params, name, DEFAULTS[name]))


def night() -> Night:
    """The hours in which nobody who works by day opens files."""
    return Night(number("night_begins_hour"), number("night_ends_hour"), pack().time_zone)


def in_a_row() -> int:
    """From how many files of strangers on, one after the other, it is asked why."""
    return number("files_in_a_row")


def files_an_hour(actor: Actor) -> int:
    """How many people's files she may open within an hour, as her role is given it.

    A pack names a role's own number after it: `files_an_hour_supervisor`.
    """
    return _of_role("files_an_hour", actor)


def keys_an_hour(actor: Actor) -> int:
    """How many keys (one a person and part of her file) may be opened for her within an hour, by whatever page.

    A pack names a role's own number after it, as for files.
    """
    return _of_role("keys_an_hour", actor)


def searches_a_minute() -> int:
    """How often somebody may search for people within a minute."""
    return number("searches_a_minute")


def _of_role(name: str, actor: Actor) -> int:
    usual = number(name)
    return int(getattr(pack().params, f"{name}_{actor.role}", usual)) if actor.role else usual
