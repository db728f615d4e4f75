"""Beginning and ending to look at the site as a colleague sees it; and a row for each page that was looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.oversight.permissions import ROLE_VIEW
from shanyraq.oversight.queries.viewing import KEPT, colleague_as_actor


class CannotLook(Refusal):
    """The site cannot be looked at as this colleague."""


def begin_to_look(*, session: Any, colleague: UUID, role: str, by: Actor, at: datetime) -> None:
    """Look at the site as a colleague sees it in one of her roles, to read, for half an hour. Raises CannotLook,
    NotAllowed.
    """
    with recorded("view_as.begin", by=by) as act:
        require(by, ROLE_VIEW)
        act.about(colleague, kind="staff")
        seen_as = colleague_as_actor(colleague, role, at)
        if seen_as is None or colleague == by.staff_id:
            raise CannotLook(_("Choose a colleague who works here now."), code="colleague")
        session[KEPT] = {"colleague": str(colleague), "role": role, "begun_at": at.isoformat()}


def end_to_look(*, session: Any, by: Actor) -> None:
    """See the site as oneself again."""
    with recorded("view_as.end", by=by):
        require(by, ROLE_VIEW)
        session.pop(KEPT, None)


def record_look(*, colleague: UUID, page: str, by: Actor) -> None:
    """A row for one page that was looked at as a colleague, under the name of her who looked."""
    with recorded("view_as.look", by=by, purpose=page[:60]) as act:
        require(by, ROLE_VIEW)
        act.about(colleague, kind="staff")
