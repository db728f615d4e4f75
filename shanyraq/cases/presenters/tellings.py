"""Telling a person of an emergency opening, in words: what is still to be told, and what was decided about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.rules import Actor
from shanyraq.cases import permissions
from shanyraq.cases.models import EmergencyOpening, Telling
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.tellings import ToTell, is_held_back, why_not_to_tell
from shanyraq.foundation.clock import programme_day
from shanyraq.ui import parts


def table(
    waiting: Sequence[ToTell], codes: Mapping[UUID, str], actor: Actor, today: date
) -> parts.Table | None:
    """Who is to be told, by code, with the day; None where nobody is."""
    columns = (
        parts.Column(_("Whom it is about")),
        parts.Column(_("Opened on")),
        parts.Column(_("Where it stands")),
    )
    rows = [
        (
            parts.Cell(codes.get(one.opening.person_id, ""), url=url_of(one.opening, actor)),
            words.day_words(programme_day(one.opening.opened_at), today),
            parts.Cell(due_words(one.due, today), line=_("Held back until now") if one.withheld else ""),
        )
        for one in waiting
    ]
    caption = _("The person is to be told")
    return parts.Table(caption, columns, rows, stacks=True, repeats_heading=True) if rows else None


def url_of(opening: EmergencyOpening, actor: Actor) -> str:
    """Where she writes down what is hers to say of it; else the opening itself."""
    named = "review_emergency" if why_not_to_tell(actor, opening) else "tell_opening"
    if named == "tell_opening" and permissions.EMERGENCY_OVERSEE in actor.may:
        named = "withhold_opening"
    return reverse(f"cases:{named}", kwargs={"emergency_id": opening.pk})


def due_words(due: date, today: date) -> str:
    """Until when she is told; it is the telling that is late."""
    told = _("To be told by %(day)s") if due >= today else _("Telling is late since %(day)s")
    return told % {"day": words.day_words(due, today)}


def fact(
    opening: EmergencyOpening, last: Telling | None, due: date, actor: Actor, today: date
) -> list[parts.Fact]:
    """Whether she was told, when, in which language and by whom; nothing before somebody else has looked at it."""
    term = _("Telling the person")
    if last is not None and last.outcome == Telling.TOLD:
        return [parts.Fact(term, _told(last, actor, today))]
    if opening.reviewed_at is None:
        return []
    url = url_of(opening, actor)
    may_say = "" if url.endswith("/review/") else url
    if last is None or last.again_on is None or not is_held_back(last, today):
        return [parts.Fact(term, due_words(due, today), url=may_say)]
    told = _("Not told for now, because it would harm; looked at again on %(day)s. (%(name)s)") % {
        "day": words.day_words(last.again_on, today),
        "name": words.staff_name(last.by, actor),
    }
    oversees = permissions.EMERGENCY_OVERSEE in actor.may
    why = [parts.Fact(_("Why it would harm"), last.reason)] if oversees else []
    return [parts.Fact(term, told, url=may_say if oversees else ""), *why]


def _told(last: Telling, actor: Actor, today: date) -> str:
    return _("Told on %(day)s, in: %(language)s. (%(name)s)") % {
        "day": words.day_words(last.on, today),
        "language": words.language_name(last.language),
        "name": words.staff_name(last.by, actor),
    }
