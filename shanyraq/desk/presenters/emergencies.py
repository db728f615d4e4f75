"""The line about files that were opened in an emergency, for those who were told of it."""

from __future__ import annotations

from django.utils.translation import ngettext

from shanyraq.access.rules import Actor
from shanyraq.cases.queries.emergencies import unreviewed


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
