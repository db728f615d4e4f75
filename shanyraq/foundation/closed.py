"""Fields that a reader does not read, on rows that she sees: a page that asks for one gets what stands in, or an error.

Whoever shows a row cannot forget to ask: the value is not there to be shown. What is worked out by the system
(`asking`), and only there, finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from django.db import models

from shanyraq.foundation.asking import asking
from shanyraq.foundation.errors import NoActor

NOTHING_STANDS_IN: Any = object()
Closer = Callable[[Any], None]


class NotReadable(NoActor):
    """A page asked for a field that its reader does not read. A fault of the program, never of the user."""


def close(row: models.Model, names: Collection[str], closer: Closer) -> None:
    """Take these fields (by attribute) out of a row's reach; `closer` does the same to rows that it leads to."""
    if names:
        kept = row._state.__dict__.setdefault("closed", {})
        kept |= {name: row.__dict__.pop(name) for name in names if name in row.__dict__}
    row._state.closer = closer  # type: ignore[attr-defined]


def is_closed(row: models.Model, name: str) -> bool:
    """Whether this field of a row is out of its reader's reach."""
    return name in getattr(row._state, "closed", ()) and name not in row.__dict__


@cache
def closing(descriptor: Any) -> Any:
    """The descriptor of a field that can be closed. While a row holds the value, nothing is asked and it is as fast."""

    class Closing(descriptor):
        def __get__(self, instance: Any, cls: Any = None) -> Any:
            if instance is not None and is_closed(instance, self.field.attname):
                return _in_its_place(instance, self.field)
            return super().__get__(instance, cls)

    return Closing


@cache
def leading(descriptor: Any) -> Any:
    """The way from a row to another: that one is as closed as this, also where nobody joined it beforehand."""

    class Leading(descriptor):
        def get_object(self, instance: Any) -> Any:
            found = super().get_object(instance)
            closer = getattr(instance._state, "closer", None)
            if closer is not None:
                closer(found)
            return found

    return Leading


def _in_its_place(instance: models.Model, field: Any) -> Any:
    if asking().system:
        held = instance._state.closed[field.attname]  # type: ignore[attr-defined]
        opener = getattr(field, "open", None)
        return opener(instance, held) if opener else held
    stands_in = getattr(field, "stands_in", NOTHING_STANDS_IN)
    if stands_in is NOTHING_STANDS_IN:
        raise NotReadable(f"{field} is not for who asked for this row")
    if isinstance(stands_in, str) and stands_in.startswith("."):
        return getattr(instance, stands_in[1:])
    return stands_in
