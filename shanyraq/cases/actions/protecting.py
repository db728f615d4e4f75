"""Protecting a file: somebody is at risk, so nobody sees it but who works with her by name.

One supervisor protects, at once. To open a file to others again takes a second person, who agrees to exactly that.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import Kind, propose, register_kind
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case, Note
from shanyraq.cases.queries.protecting import OPEN
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import programme_day
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.text import N_

GROUNDS = {"over": N_("She or he is at risk no more")}


class CannotProtect(Refusal):
    """A file that cannot be protected, or opened to others again, like this."""


def protect_cases(
    *, case_ids: Collection[uuid.UUID], protected: Collection[uuid.UUID], reason: str, by: Actor, at: datetime
) -> list[Case]:
    """Of these files protect those named. The reason stands in a note there. Opens none: that is `ask_to_open`.

    Returns the files that changed. Raises CannotProtect, NotAllowed.
    """
    with recorded("case.protect", by=by) as act:
        cases = locked(list(case_ids), by)
        for case in cases:
            require(by, permissions.CASE_PROTECT, case)
        changed = [case for case in cases if case.pk in protected and not case.is_protected]
        act.about(*[case.person_id for case in changed])
        if not changed:
            raise CannotProtect(_(rules.NOTHING_CHANGED), code="unchanged")
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotProtect(_("Say in a sentence why."), code="reason")
        assert by.staff_id is not None  # the system protects nobody
        for case in changed:
            _turn(case, reason, by.staff_id, at)
        return changed


def ask_to_open(*, case_ids: Collection[uuid.UUID], reason: str, by: Actor, at: datetime) -> list[Proposal]:
    """Ask a second person to agree that these files are opened to others again. `at`: the real time.

    One request a file, each for its own agreement. Raises CannotProtect, CannotPropose, NotAllowed.
    """
    cases = Case.objects.visible_to(by).filter(pk__in=case_ids).order_by("pk")
    return [
        propose(
            kind=OPEN,
            subject=case.person_id,
            details={"case": case.pk.hex},
            ground="over",
            reason=reason,
            by=by,
            at=at,
            then=partial(_still_protected, by=by, at=at),
        )
        for case in cases
    ]


def _still_protected(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Part of the caller's recorded act."""
    case = locked([uuid.UUID(proposal.details["case"])], by)[0]
    require(by, permissions.CASE_PROTECT, case)
    if not case.is_protected:
        raise CannotProtect(_(rules.NOTHING_CHANGED), code="unchanged")
    waiting = Proposal.objects.filter(kind=OPEN, subject=case.person_id, outcome=Proposal.WAITING)
    if waiting.filter(expires_at__gt=at).exclude(pk=proposal.pk).exists():
        raise CannotProtect(_("This is asked for already: a second person answers."), code="waiting")


def register() -> None:
    """Say that opening a protected file can be proposed. Called once, from ready()."""
    asks, agrees = permissions.CASE_PROTECT, permissions.CONTROL_AGREE
    register_kind(Kind(OPEN, asks, agrees, 1, tuple(GROUNDS), _open))


def _open(*, proposal: Proposal, at: datetime) -> None:
    """What the agreement does. Part of the caller's recorded act."""
    with computing("case.unprotect"):
        case = Case.objects.select_for_update().filter(pk=uuid.UUID(proposal.details["case"])).first()
        if case is None or not case.is_protected:
            raise CannotProtect(_(rules.NOTHING_CHANGED), code="unchanged")
        _turn(case, proposal.reason, proposal.asked_by_id, at + (programme_day(at) - localdate(at)))


def _turn(case: Case, reason: str, by_id: uuid.UUID, at: datetime) -> None:
    """Part of the caller's recorded act."""
    keyring.ensure_keys([(case.person_id, "C0")])
    case.is_protected = not case.is_protected
    case.save(update_fields=["is_protected"])
    Note.objects.create(
        person_id=case.person_id,
        case=case,
        compartment="C0",
        text=reason.strip(),
        written_by_id=by_id,
        written_at=at,
    )
