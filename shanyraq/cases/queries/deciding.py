"""What one person may never decide: the room above says whether a panel has; this room knows none of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

Decided = Callable[..., bool]
_decided: list[Decided] = []


def register_decisions(decided: Decided) -> None:
    """Say how a decision is found: `decided(kind, person, at, needs_yes=)`. Called once, from ready()."""
    _decided[:] = [decided]


def is_decided(kind: str, person: uuid.UUID, at: datetime, *, needs_yes: bool = True) -> bool:
    """Whether a panel of this kind has decided about this person, and its decision holds. Where nobody can say, no."""
    return any(decided(kind, person, at, needs_yes=needs_yes) for decided in _decided)
