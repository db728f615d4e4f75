"""What this database was made for: a demonstration or real people. Written once, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import DatabaseError

from shanyraq.foundation.models import Installation


@dataclass(frozen=True)
class Installed:
    """The answer of the database. `mode` is demo or production; `fixed_day` only in a demonstration."""

    mode: str
    fixed_day: date | None

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"


_read: list[Installed] = []


def installation() -> Installed:
    """What the database says, read once a process; before it is made, what the settings ask for."""
    if _read:
        return _read[0]
    try:
        row = Installation.objects.first()
    except DatabaseError:
        row = None
    if row is None:
        return Installed(settings.MODE, None)
    _read.append(Installed(row.mode, row.fixed_day))
    return _read[0]


def forget() -> None:
    """Read again at the next question: after the database was made, and between tests."""
    _read.clear()
