"""What waits, in one sentence: for the list, and for the day of whoever sits, asks or names."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shanyraq.panels.queries.panels import Waiting
from shanyraq.ui.dates import date_words


def waiting_words(waiting: Waiting) -> str:
    """How many decisions wait for a panel, in the language of the page; empty where none does."""
    if not waiting.count or waiting.first is None:
        return ""
    if waiting.is_late:
        return _("A decision of a panel is late.")
    day = date_words(waiting.first, get_language() or "en")
    return ngettext(
        "One decision waits for a panel, until %(day)s.",
        "%(count)s decisions wait for panels, the first until %(day)s.",
        waiting.count,
    ) % {"count": waiting.count, "day": day}
