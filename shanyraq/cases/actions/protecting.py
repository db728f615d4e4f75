"""Protecting a file: somebody is at risk, so nobody sees it but who works with her by name."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case, Note
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import Refusal


class CannotProtect(Refusal):
    """A file that cannot be protected, or opened to others again, like this."""


def protect_cases(
    *, case_ids: Collection[uuid.UUID], protected: Collection[uuid.UUID], reason: str, by: Actor, at: datetime
) -> list[Case]:
    """Of these files protect those named and open the others to whom roles reach. The reason stands in a note there.

    Returns the files that changed. Raises CannotProtect, NotAllowed.
    """
    with recorded("case.protect", by=by) as act:
        cases = locked(list(case_ids), by)
        for case in cases:
            require(by, permissions.CASE_PROTECT, case)
        changed = [case for case in cases if case.is_protected is not (case.pk in protected)]
        act.about(*[case.person_id for case in changed])
        if not changed:
            raise CannotProtect(_(rules.NOTHING_CHANGED), code="unchanged")
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotProtect(_("Say in a sentence why."), code="reason")
        keyring.ensure_keys((case.person_id, "C0") for case in changed)
        for case in changed:
            case.is_protected = not case.is_protected
            case.save(update_fields=["is_protected"])
            Note.objects.create(
                person_id=case.person_id,
                case=case,
                compartment="C0",
                text=reason.strip(),
                written_by_id=by.staff_id,
                written_at=at,
            )
        return changed
