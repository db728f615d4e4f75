"""Filling an empty database with the invented programme. Uses the rooms' own actions; there is no second way in."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time

from shanyraq.cases import queries
from shanyraq.demo.actions.asked import make_rights
from shanyraq.demo.actions.deciding import make_panels
from shanyraq.demo.actions.families import Making, bring
from shanyraq.demo.actions.keepers import make_keepers
from shanyraq.demo.actions.papers import make_papers
from shanyraq.demo.actions.taken import make_lists
from shanyraq.demo.actions.team import JOINED, make_team
from shanyraq.demo.actions.watched import make_oversight
from shanyraq.demo.making.households import households
from shanyraq.demo.making.humans import Household
from shanyraq.demo.making.stages import DEMO_DAY, scaled
from shanyraq.foundation import keyring
from shanyraq.foundation.installation import installation

SEED = 2021
SMALL = 5_000  # above this many people: larger acts, fewer entries a person
FAMILIES_AT_ONCE = 1_600
Tell = Callable[[str], None]


def make_programme(*, people: int = 700, seed: int = SEED, tell: Tell = lambda words: None) -> int:
    """Make the whole programme in an empty demonstration. Returns how many people have a support file.

    The same numbers give the same people, families and services. Raises RuntimeError outside a demonstration.
    """
    if not installation().is_demo:
        raise RuntimeError("invented people may only be put into a demonstration")
    pack = queries.pack()
    houses = households(scaled(people), seed)
    team = make_team(houses, pack, seed)
    make_keepers(team, datetime.combine(JOINED, time(9), pack.time_zone))
    tell(f"{len(team.by_key)} colleagues")
    making = Making(pack, team, seed, is_small=people <= SMALL)
    at_once = families_at_once(people)
    made, done = 0, 0
    with seldom_collecting():
        for batch in _batches(houses, at_once):
            made += bring(batch, making)
            done += len(batch)
            if done % 50 < at_once:
                tell(f"{made} of {people} people")
    make_rights(datetime.combine(DEMO_DAY, time(9), pack.time_zone))
    make_panels(datetime.combine(DEMO_DAY, time(9), pack.time_zone))
    make_oversight(datetime.combine(DEMO_DAY, time(9), pack.time_zone))
    make_papers(datetime.combine(DEMO_DAY, time(9), pack.time_zone))
    make_lists()
    keyring.forget()
    tell(f"{made} people in {len(houses)} families")
    return made


def families_at_once(people: int) -> int:
    """Families brought in one act: each in its own up to SMALL people."""
    return 1 if people <= SMALL else FAMILIES_AT_ONCE


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for unreachable rings of objects seldom.

    An act keeps its rows until its end; going through them again and again would take a quarter of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _batches(houses: Sequence[Household], at_once: int) -> Iterator[Sequence[Household]]:
    for start in range(0, len(houses), at_once):
        yield houses[start : start + at_once]
