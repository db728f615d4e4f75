"""What a meeting is for, in the language of whoever reads it; and which of hers share time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db.models import Q

from shanyraq.access.rules import Actor
from shanyraq.cases import rules
from shanyraq.cases.models import Appointment
from shanyraq.cases.queries import pack


def title_of(meeting: Appointment, language: str) -> str:
    """What it is for. Where somebody wrote the name of a service, in any language of the pack, the reader's name of it;
    else as it was written.
    """
    written = " ".join(meeting.title.split())
    service = _services().get(written.casefold())
    return pack().text(service, language) if service else written


def clashes_of(actor: Actor, meetings: Sequence[Appointment]) -> Mapping[Hashable, datetime]:
    """Which of these are agreed for a time at which the actor has another meeting, and when that begins.

    Only of meetings that she holds or interprets herself: a colleague's day is the colleague's. At most one query.
    """
    hers = [
        one
        for one in meetings
        if one.state == "PLANNED" and actor.staff_id in (one.staff_id, one.interpreter_id)
    ]
    if not hers or actor.staff_id is None:
        return {}
    starts = [one.starts_at for one in hers]
    day = timedelta(days=1)  # no meeting is longer
    held = Appointment.objects.visible_to(actor).filter(
        Q(staff=actor.staff_id) | Q(interpreter=actor.staff_id),
        state="PLANNED",
        starts_at__gt=min(starts) - day,
        starts_at__lt=max(starts) + day,
    )
    return rules.clashes([rules.Held(*one) for one in held.values_list("pk", "starts_at", "minutes")])


@cache
def _services() -> Mapping[str, str]:
    """The pack's services and what may happen, by name in each language."""
    known = pack()
    names = [kind.name for kind in known.kinds.values()] + [action.name for action in known.actions.values()]
    return {known.text(name, language).casefold(): name for name in names for language in known.languages}
