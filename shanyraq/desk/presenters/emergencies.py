"""The line about files that were opened in an emergency, for those who were told of it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import ngettext

from shanyraq.access.rules import Actor
from shanyraq.cases.queries.emergencies import unreviewed
from shanyraq.cases.queries.tellings import first_due, to_tell
from shanyraq.desk.presenters import words


def telling_sentence(actor: Actor, today: date) -> str:
    """How many people of hers are to be told that a part of their file was opened; empty where nobody is.

    `today` is a day of the programme. One query, none for who tells nobody.
    """
    if not {"sheet.give", "emergency.review"} & actor.may or "emergency.oversee" in actor.may:
        return ""
    waiting = to_tell(actor, today)
    due = first_due(waiting)
    if due is None:
        return ""
    told = ngettext(
        "One person is to be told of an emergency opening, by %(day)s.",
        "%(count)s people are to be told of emergency openings, the first by %(day)s.",
        len(waiting),
    )
    if due < today:
        told = ngettext(
            "Telling one person of an emergency opening is late since %(day)s.",
            "%(count)s people are to be told of emergency openings; telling is late since %(day)s.",
            len(waiting),
        )
    return told % {"count": len(waiting), "day": words.long_day(due)}


def emergencies_sentence(actor: Actor) -> str:
    """How many openings by others wait to be looked at; empty where none does. One query, none for who is not told."""
    waiting = unreviewed(actor).count()
    if not waiting:
        return ""
    return ngettext(
        "One part of a file was opened in an emergency and waits for its review.",
        "%(count)s parts of files were opened in an emergency and wait for their review.",
        waiting,
    ) % {"count": waiting}
