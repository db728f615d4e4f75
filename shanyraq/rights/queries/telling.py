"""What waits, in one sentence: for the register, and for the day of whoever answers."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext

from shanyraq.rights.queries.requests import Waiting
from shanyraq.ui.dates import date_words


def waiting_words(waiting: Waiting) -> str:
    """How many people wait for an answer about their files, in the language of the page; empty where nobody does."""
    if not waiting.count or waiting.first is None:
        return ""
    if waiting.late:
        return ngettext(
            "The answer to one person about her file is late.",
            "The answers to %(count)s people about their files are late.",
            waiting.late,
        ) % {"count": waiting.late}
    day = date_words(waiting.first, get_language() or "en")
    return ngettext(
        "One person waits for an answer about her file, until %(day)s.",
        "%(count)s people wait for an answer about their files, the first until %(day)s.",
        waiting.count,
    ) % {"count": waiting.count, "day": day}
