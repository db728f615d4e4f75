"""Taking a list of people along: asked for with a purpose, by a second person's yes where there are many, for a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import CannotAgree, Kind, agree_to, decline, propose, register_kind
from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import acting, recorded
from shanyraq.cases.models.exports import Export
from shanyraq.cases.queries import exports as read
from shanyraq.cases.rules import exports as rules
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.ids import human_code

KIND = "export.people"


class CannotExport(Refusal):
    """This list cannot be taken along like this."""


def take_list(
    *,
    what: str,
    purpose: str,
    recipient: str,
    reason: str,
    language: str,
    today: date,
    by: Actor,
    at: datetime,
) -> Export:
    """Ask for a list as a file; one with many people waits for a second person. Raises CannotExport, NotAllowed."""
    rows = read.lines_of(by, what, language=language, today=today) if what in read.whats_for(by) else []
    told = {"what": what, "purpose": purpose, "recipient": recipient.strip(), "reason": reason.strip()}
    export = _of(rows, by, at, today, told)
    if len(rows) > read.number("export_people_alone"):
        details = {
            "export": export.pk.hex,
            "people": len(rows),
            "content": read.digest_of(export.content),
        }
        keep = partial(_keep, export, rows, by, at)
        propose(
            kind=KIND, subject=None, details=details, ground=purpose, reason=reason, by=by, at=at, then=keep
        )
        return export
    with recorded("export.make", by=by, purpose=purpose):
        require(by, read.MAKE)
        export.ready_at = at
        _keep(export, rows, by, at, None)
    return export


def answer(*, export: Export, agrees: bool, fingerprint: str, by: Actor, at: datetime) -> None:
    """Say yes or no to somebody's list. Raises CannotAgree."""
    assert export.proposal_id is not None
    if not agrees:
        _refuse_strangers(export, by, at)
        decline(proposal_id=export.proposal_id, by=by, at=at)
        return
    agree_to(
        proposal_id=export.proposal_id,
        fingerprint=fingerprint,
        by=by,
        at=at,
        then=lambda proposal: _refuse_strangers(export, by, at),
    )


def forget_old_lists(*, at: datetime) -> int:
    """Destroy the rows of lists whose day is over, or that somebody declined. That they were made stays."""
    with computing("export.expire"):
        kept = Export.objects.filter(content__isnull=False).select_related("proposal")
        over = [one.pk for one in kept if read.state_of(one, at) in (rules.OVER, rules.DECLINED)]
        if not over:
            return 0
        with recorded("export.expire", by=system_actor("export.expire")) as act:
            act.about(*over, kind="export")
            return Export.objects.filter(pk__in=over).update(content=None)


def register() -> None:
    """Say that this can be asked for. Called from ready()."""
    register_kind(
        Kind(
            code=KIND,
            asks=read.MAKE,
            agrees=read.AGREE,
            needs=1,
            grounds=tuple(rules.PURPOSES),
            carry_out=_release,
        )
    )


def _of(
    rows: Sequence[Mapping[str, Any]], by: Actor, at: datetime, today: date, told: Mapping[str, str]
) -> Export:
    """The list with its rows, not yet saved."""
    if by.staff_id is None:
        raise CannotExport(_("Nobody with an open file is in this list."), code="nobody")
    until = at + timedelta(hours=read.number("export_hours"))
    export = Export(
        code=human_code("E"), made_by_id=by.staff_id, people=len(rows), asked_at=at, expires_at=until, **told
    )
    export.content = {"rows": rows, "day": today.isoformat()}
    return export


def _keep(
    export: Export, rows: Sequence[Mapping[str, Any]], by: Actor, at: datetime, proposal: Proposal | None
) -> None:
    """Check the caps and save. Part of the caller's recorded act."""
    assert by.staff_id is not None
    StaffMember.objects.select_for_update().get(
        pk=by.staff_id
    )  # two lists at once are counted one after the other
    if not rows:
        raise CannotExport(_("Nobody with an open file is in this list."), code="nobody")
    most = read.number("export_people_most")
    if len(rows) > most:
        raise CannotExport(
            _("No list may hold more than %(most)s people. Take that of one colleague at a time.")
            % {"most": most},
            code="too_many",
        )
    a_day = read.number("exports_a_day")
    with computing("export.count"):
        if read.taken_within_a_day(by.staff_id, at) >= a_day:
            raise CannotExport(
                _("You have taken %(count)s lists within a day. Take the next one tomorrow.")
                % {"count": a_day},
                code="too_often",
            )
    if (
        export.purpose not in rules.PURPOSES
        or len(export.reason) < rules.LEAST_REASON
        or not export.recipient
    ):
        raise CannotExport(_("Say what the list is for and who will see it."), code="purpose")
    export.proposal = proposal
    export.save(force_insert=True)
    if (act := acting.get()) is not None:
        act.about(export.pk, kind="export")
        act.about(*(row["person"] for row in rows))


def _release(*, proposal: Proposal, at: datetime) -> None:
    """A second person agreed: the file can be fetched. Part of the caller's recorded act."""
    with computing("export.release"):
        export = Export.objects.get(proposal=proposal)
    if read.digest_of(export.content) != proposal.details["content"]:
        raise CannotAgree(_("The request is not what you read. Open it again."), code="changed")
    export.ready_at = at
    export.expires_at = at + timedelta(hours=read.number("export_hours"))
    export.save(update_fields=["ready_at", "expires_at"])
    if (act := acting.get()) is not None:
        act.about(export.pk, kind="export")


def _refuse_strangers(export: Export, by: Actor, at: datetime) -> None:
    """Only who supervises her or oversees all answers for her. That nobody answers herself is said by the proposal."""
    if export.made_by_id != by.staff_id and not read.may_answer(by, export, at):
        raise CannotAgree(_("Her supervisor or data protection decides about this."), code="not_hers")
