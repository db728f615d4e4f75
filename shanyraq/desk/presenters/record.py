"""The state of the record in words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.desk.presenters import words
from shanyraq.desk.queries.record import DAYS, RecordState
from shanyraq.ui import parts


def figures_of(state: RecordState) -> list[parts.Figure]:
    """Rows, the last one, acts that were turned down."""
    last = timezone.localtime(state.last_at) if state.last_at else None
    return [
        parts.Figure(state.rows, ngettext("row in all", "rows in all", state.rows)),
        parts.Figure(
            f"{last:%H:%M}" if last else "–",
            _("the last one, on %(day)s") % {"day": words.long_day(last.date())} if last else _("no row yet"),
        ),
        parts.Figure(
            state.declined,
            ngettext(
                "act was not allowed in %(days)s days",
                "acts were not allowed in %(days)s days",
                state.declined,
            )
            % {"days": DAYS},
        ),
    ]
