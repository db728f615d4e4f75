"""What this database was made for: a demonstration or real people. Written once, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import DatabaseError

from shanyraq.foundation.models import Installation


class WrongMode(Exception):
    """The settings ask for another mode than the one this database was made for."""


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


def install(*, fixed_day: date | None, at: datetime) -> bool:
    """Write the settings' mode into a new database; `fixed_day` only where it is a demonstration.

    Returns whether the database was new. Raises WrongMode where it was made for the other mode.
    """
    day = fixed_day if settings.MODE == "demo" else None
    defaults = {"mode": settings.MODE, "fixed_day": day, "made_at": at}
    made = Installation.objects.get_or_create(pk=1, defaults=defaults)[1]
    forget()
    require_mode()
    return made


def require_mode() -> Installed:
    """What this database was made for. Raises WrongMode where it was not made yet or the settings ask for the other
    mode: a demonstration's door must never open on real people."""
    row = Installation.objects.first()
    if row is None:
        raise WrongMode("This database was not made yet: run `shanyraq migrate` or `shanyraq serve`.")
    if row.mode != settings.MODE:
        raise WrongMode(
            f"This database was made with SHANYRAQ_MODE={row.mode} and keeps it for ever, but the site was started "
            f"with SHANYRAQ_MODE={settings.MODE}. Start it with SHANYRAQ_MODE={row.mode}, or give another folder in "
            "SHANYRAQ_DATA."
        )
    return installation()


def forget() -> None:
    """Read again at the next question: after the database was made, and between tests."""
    _read.clear()
