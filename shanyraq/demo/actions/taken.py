"""Lists that the case manager of the demonstration took along; the files' day has begun with the demonstration."""

from __future__ import annotations

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.cases.actions.exports import CannotExport, take_list
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.foundation.clock import real_now

RECIPIENT = "The district's case conference"
REASON = "The conference asks who moves on next month and what is late."


def make_lists() -> None:
    """One list, ready to be fetched for a day; none where she has nobody with an open file."""
    account = Account.objects.select_related("staff").filter(login="demo-case_manager").first()
    if account is None:
        return
    at = real_now()
    try:
        take_list(
            what="MINE",
            purpose="conference",
            recipient=RECIPIENT,
            reason=REASON,
            language="en",
            today=DEMO_DAY,
            by=actor_of(account, at),
            at=at,
        )
    except CannotExport:
        return
