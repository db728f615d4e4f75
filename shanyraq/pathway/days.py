"""Days and instants in a pack's time zone. Days are counted as `date.toordinal` does: numbers are cheap to compare."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEK = 7
NEVER = date.max.toordinal() + 1


class LastSeconds(dict[int, datetime]):
    """The last second of each calendar day: until then a step due on that day is on time. Filled as it is asked."""

    __slots__ = ("zone",)

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def __missing__(self, ordinal: int) -> datetime:
        day = date.fromordinal(min(max(ordinal, 1), NEVER - 1))
        self[ordinal] = found = datetime.combine(day, time(23, 59, 59), self.zone)
        return found


class MidnightsInUtc(dict[int, tuple[datetime, int]]):
    """The local midnight within each day of UTC, and the local day before it. Filled as it is asked."""

    __slots__ = ("zone",)

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def __missing__(self, ordinal: int) -> tuple[datetime, int]:
        start = datetime.combine(date.fromordinal(ordinal), time(), UTC)
        try:
            before = start.astimezone(self.zone).toordinal()
            midnight = datetime.combine(date.fromordinal(before + 1), time(), self.zone).astimezone(UTC)
        except (OverflowError, ValueError):
            midnight, before = datetime.min.replace(tzinfo=UTC), ordinal - 1
        self[ordinal] = found = midnight, before
        return found


class Calendar:
    """The days of one time zone. What is worked out about a day is remembered: converting to a zone is slow."""

    __slots__ = ("_midnights", "_midnights_in_utc", "last_second", "zone")

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.last_second = LastSeconds(zone)
        self._midnights: dict[int, datetime] = {}
        self._midnights_in_utc = MidnightsInUtc(zone)

    def ordinal(self, instant: datetime) -> int:
        """The calendar day of an instant."""
        if instant.tzinfo is UTC:
            # The commonest case by far: as a database gives it.
            midnight, day_before = self._midnights_in_utc[instant.toordinal()]
            return day_before if instant < midnight else day_before + 1
        try:
            return instant.astimezone(self.zone).toordinal()
        except OverflowError:
            return instant.toordinal()

    def midnight(self, ordinal: int) -> datetime | None:
        """The first instant of a day; None past the end of the calendar."""
        found = self._midnights.get(ordinal)
        if found is None and 1 <= ordinal < NEVER:
            found = datetime.combine(date.fromordinal(ordinal), time(), self.zone)
            self._midnights[ordinal] = found
        return found

    def horizon(self, ordinal: int) -> datetime:
        """The end of a day, in UTC as evidence mostly comes: comparing is cheap then."""
        end = self.last_second[ordinal]
        try:
            return end.astimezone(UTC)
        except OverflowError:
            return end


def hours_after(instant: datetime, hours: timedelta) -> datetime:
    """The instant some hours after (or before) another."""
    try:
        return instant + hours
    except OverflowError:
        return instant


def just_after(instant: datetime) -> datetime | None:
    """The next instant; None past the end of the calendar."""
    try:
        return instant + timedelta(microseconds=1)
    except OverflowError:
        return None
