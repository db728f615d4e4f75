"""What stands on the desk, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.ui.dates import date_words


def moment(value: datetime, at: datetime) -> str:
    """A day and a time, without the year where it is this year's."""
    local = timezone.localtime(value)
    style = "short" if local.year == timezone.localtime(at).year else "whole"
    day = date_words(local.date(), get_language() or "en", style)
    return _("%(day)s, %(time)s") % {"day": day, "time": f"{local:%H:%M}"}
