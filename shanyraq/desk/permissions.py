"""What can be done at the desk besides working on files: looking at the programme in figures, and at the record."""

from __future__ import annotations

from shanyraq.access import permissions as access

OVERVIEW_READ = access.register("overview.read")
RECORD_CHECK = access.register("record.check")
