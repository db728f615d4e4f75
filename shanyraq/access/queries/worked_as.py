"""In which role somebody worked when she did what the record tells, as far as the record says it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shanyraq.audit.models import Entry

CHANGED = "session.role"
BEGUN = ("account.log_in", "demo.enter")


class WorkedAs:
    """The roles in which some accounts worked since an instant. One query, none where nobody is asked about."""

    def __init__(self, accounts: Collection[str], *, since: datetime) -> None:
        self.begun: dict[tuple[str, str], datetime] = {}
        self.changes: dict[str, list[tuple[datetime, str, str]]] = {one: [] for one in accounts}
        rows = Entry.objects.filter(
            actor__in=accounts, action__in=[CHANGED, *BEGUN], decision=Entry.ALLOWED, at__gte=since
        )
        wanted = rows.order_by("seq").values_list("actor", "session", "at", "action", "purpose")
        for actor, session, at, action, role in wanted if accounts else ():
            if action == CHANGED:
                self.changes[actor].append((at, session, role))
            else:
                self.begun[actor, session] = at

    def role_of(self, account: str, session: str, at: datetime) -> str:
        """The role that was in hand in a session (its mark in the record) at an instant; empty where it is not known.

        It is the one that the session changed to last; else the one that she last changed to before it began, in which
        she then began. Where a session goes on under another key, its beginning is not known: then before the instant.
        """
        before = [one for one in self.changes.get(account, ()) if one[0] <= at]
        here = [one for one in before if session and one[1] == session]
        began = self.begun.get((account, session), at)
        known = here or [one for one in before if one[0] <= began]
        return known[-1][2] if known else ""
