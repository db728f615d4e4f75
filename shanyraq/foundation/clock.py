"""The only place that reads the time. `at` and `today` are arguments everywhere else.

Two clocks: `real_now` for audit, sessions, expiries and jobs; `now` and `today` for the programme, which in a
demonstration stand on a fixed day so that the site always looks alive.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from shanyraq.foundation.installation import installation


def real_now() -> datetime:
    """This instant, aware."""
    return timezone.now()


def now() -> datetime:
    """The programme's instant: in a demonstration its fixed day at the hour it is."""
    fixed = installation().fixed_day
    local = timezone.localtime(real_now())
    if fixed is None:
        return local
    return local.replace(year=fixed.year, month=fixed.month, day=fixed.day)


def today() -> date:
    """The programme's day."""
    return now().date()


def programme_day(moment: date) -> date:
    """The day of a real moment or day in the programme's calendar: in a demonstration, as long ago as it really is."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return today() - (timezone.localtime(real_now()).date() - day)


def programme_time(moment: datetime) -> datetime:
    """A real moment in the programme's calendar: at its own hour of that day."""
    return moment + (programme_day(moment) - timezone.localtime(moment).date())
