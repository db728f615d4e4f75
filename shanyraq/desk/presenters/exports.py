"""The line about lists that colleagues want to take along, for whoever may be the second person."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import ngettext

from shanyraq.access.rules import Actor
from shanyraq.cases.queries.exports import waiting_for


def exports_sentence(actor: Actor, at: datetime) -> str:
    """How many lists wait for her answer; empty where none does. One query, none for who answers for nobody."""
    waiting, _until = waiting_for(actor, at)
    if not waiting:
        return ""
    return ngettext("One list waits for your answer.", "%(n)s lists wait for your answer.", waiting) % {
        "n": waiting
    }
