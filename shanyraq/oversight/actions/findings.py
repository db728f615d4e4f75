"""Writing findings down, once a kind, colleague and day; and saying what came of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.queries.forced import came_by_force
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.oversight.actions.breaches import breach_of_finding
from shanyraq.oversight.models import Finding, FindingAnswer
from shanyraq.oversight.permissions import BREACH_KEEP, FINDING_ANSWER
from shanyraq.oversight.rules import findings as rules
from shanyraq.oversight.rules.breaches import RISKS


class CannotAnswer(Refusal):
    """This finding cannot be answered like this."""


@dataclass(frozen=True)
class Found:
    """What was found about one colleague's reading on one day."""

    kind: str
    reader: Actor
    openings: Sequence[rules.Opening]
    people: int
    persons: Collection[UUID] = ()
    usual: int = 0


def write_findings(*, found: Sequence[Found], at: datetime) -> int:
    """Keep what was found. What waits already for an answer grows; nothing is told twice. Returns how many are new."""
    told = [one for one in found if one.openings and one.reader.staff_id is not None]
    if not told:
        return 0
    with recorded("finding.found", by=system_actor("oversight")) as act, computing("oversight.findings"):
        made = 0
        for one in told:
            finding, is_new = _kept(one, at)
            act.about(finding.pk, kind="finding")
            made += is_new
        return made


def answer_finding(
    *, finding_id: UUID, state: str, words: str, risk: str = "", by: Actor, at: datetime
) -> Finding:
    """Say that she was asked, that it is explained, or that it is a breach; with a reason. Raises CannotAnswer.

    Of whoever was forced: that she is safe, once others have restored her access.

    A breach stands in the register by the same act, with its risk to the people concerned: its 72 hours run from now.
    """
    with recorded("finding.answer", by=by) as act:
        require(by, FINDING_ANSWER)
        finding = Finding.objects.visible_to(by).select_for_update().filter(pk=finding_id).first()
        if finding is None:
            raise NotAllowed(_("You may not see this."), code="scope")
        act.about(finding.pk, kind="finding")
        if by.staff_id is None or finding.colleague_id == by.staff_id:
            raise CannotAnswer(_("This is about you: somebody else answers it."), code="own")
        reason = rules.reason_not_to_answer(
            finding.kind, finding.state, state, words, is_shut_out=_is_shut_out(finding)
        )
        if reason:
            raise CannotAnswer(_reason_words(reason), code=reason)
        if state == rules.BREACH:
            require(by, BREACH_KEEP)
            if risk not in RISKS:
                raise CannotAnswer(_("Say how likely it is that somebody is harmed."), code="risk")
            breach = breach_of_finding(finding=finding, risk=risk, words=words, by_id=by.staff_id, at=at)
            act.about(breach.pk, kind="breach")
        FindingAnswer.objects.create(
            finding=finding, state=state, words=words.strip(), by_id=by.staff_id, at=at
        )
        finding.state = state
        finding.save(update_fields=["state"])
        return finding


def _is_shut_out(finding: Finding) -> bool:
    """Whether she came in by force and nobody has restored her access since."""
    return finding.colleague_id in {account.staff_id for account in came_by_force()}


def _kept(one: Found, at: datetime) -> tuple[Finding, bool]:
    """The finding of this kind, colleague and day that waits, grown. Part of the caller's recorded act."""
    first, last = one.openings[0], one.openings[-1]
    assert one.reader.staff_id is not None  # nobody else reads files
    day = timezone.localdate(first.at)
    rows = Finding.objects.select_for_update().filter(
        kind=one.kind, colleague=one.reader.staff_id, on=day, state__in=rules.WAITING_STATES
    )
    known = rows.first()
    persons = {str(person) for person in one.persons} | set(known.persons if known else ())
    if known is None:
        finding = Finding.objects.create(
            kind=one.kind,
            colleague_id=one.reader.staff_id,
            role=one.reader.role,
            on=day,
            first_at=first.at,
            last_at=last.at,
            first_seq=first.seq,
            last_seq=last.seq,
            people=one.people,
            usual=one.usual,
            persons=sorted(persons),
            found_at=at,
        )
        return finding, True
    known.first_at, known.first_seq = min(known.first_at, first.at), min(known.first_seq, first.seq)
    known.last_at, known.last_seq = max(known.last_at, last.at), max(known.last_seq, last.seq)
    known.people = max(known.people, one.people, len(persons))
    known.persons = sorted(persons)
    known.save(update_fields=["first_at", "first_seq", "last_at", "last_seq", "people", "persons"])
    return known, False


def _reason_words(reason: str) -> str:
    words = {
        "state": _("This was answered already."),
        "words": _("Say why in at least 30 characters."),
        "restore": _(
            "Her access is not restored yet: two officers do that, with her in person. Answer this afterwards."
        ),
    }
    return words[reason]
