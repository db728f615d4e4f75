"""What a meeting is for, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from shanyraq.cases.models import Appointment
from shanyraq.cases.queries import pack


def title_of(meeting: Appointment, language: str) -> str:
    """What it is for. Where somebody wrote the name of a service, in any language of the pack, the reader's name of it;
    else as it was written.
    """
    written = " ".join(meeting.title.split())
    service = _services().get(written.casefold())
    return pack().text(service, language) if service else written


@cache
def _services() -> Mapping[str, str]:
    """The pack's services and what may happen, by name in each language."""
    known = pack()
    names = [kind.name for kind in known.kinds.values()] + [action.name for action in known.actions.values()]
    return {known.text(name, language).casefold(): name for name in names for language in known.languages}
