"""How this room's table is emptied of a person: her papers' rows, and their files as soon as that is done."""

from __future__ import annotations

from django.db import transaction

from shanyraq.foundation.erasing import Eraser, Erasing, register_erasers
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper


def take_off_the_shelf(*, what: Erasing) -> None:
    """The files go when the rows are gone; a file that a power failure leaves has no row and no key any more.

    Part of the caller's recorded act.
    """
    hers = Paper.objects.filter(person__in=what.people).exclude(stored=None)
    if what.parts is not None:
        hers = hers.filter(compartment__in=sorted(what.parts))
    for name in list(hers.values_list("stored", flat=True)):
        transaction.on_commit(lambda name=name: shelf.remove(name))  # type: ignore[misc]


def register() -> None:
    """Say how this room's table is emptied. Called once, from ready()."""
    register_erasers(
        Eraser(
            Paper._meta.label,
            people=("person",),
            part=".compartment",
            goes=True,
            before=take_off_the_shelf,
        )
    )
