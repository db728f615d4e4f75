"""Opening one part of one person's file for an hour, in an emergency; and saying afterwards whether that was right."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.access.rules.harm import RISKS
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions
from shanyraq.cases.actions.openers import ask_about_opener
from shanyraq.cases.models import EmergencyOpening
from shanyraq.cases.models.emergencies import NOT_JUSTIFIED, VERDICTS
from shanyraq.cases.queries.emergencies import open_now, who_is_told
from shanyraq.cases.queries.openers import blocked
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.people.models import Person
from shanyraq.ui.dates import date_words

_breaches: list[Callable[..., uuid.UUID]] = []


def register_breaches(write: Callable[..., uuid.UUID]) -> None:
    """Name what writes an opening that was not justified into the register of breaches; it answers the entry's id.

    `write(opening=, risk=, by_id=, at=)`, inside the review's act. Called once, from the ready() of the room above.
    """
    _breaches.append(write)


class CannotOpenNow(Refusal):
    """This part of the file does not open like this."""


class CannotReview(Refusal):
    """This colleague cannot review this opening, or not like this."""


def open_in_emergency(
    *, person_id: uuid.UUID, compartment: str, ground: str, reason: str, by: Actor, at: datetime
) -> EmergencyOpening:
    """Open one compartment of one person for an hour, to read. Raises CannotOpenNow, NotAllowed.

    The data-protection officers, a supervisor and the lead of the file see it from this instant. The third within a
    month has somebody else decide whether she goes on.
    """
    with recorded("emergency.open", by=by, purpose=ground) as act:
        act.about(person_id)
        require(by, permissions.EMERGENCY_OPEN)
        staff = StaffMember.objects.select_for_update().filter(pk__in=[by.staff_id]).first()
        if staff is None or not Person.objects.visible_to(by).filter(pk=person_id).exists():
            raise NotAllowed(_("You may not see this person."), code="scope")
        _refuse(compartment, ground, reason, by)
        earlier = _earlier_of(staff, at)
        if open_now(by, at).filter(person=person_id, compartment=compartment).exists():
            raise CannotOpenNow(_("You have opened this already: its hour is not over."), code="open")
        told = who_is_told(staff.pk, person_id)
        keyring.ensure_keys([(person_id, compartment)])
        opening = EmergencyOpening.objects.create(
            person_id=person_id,
            compartment=compartment,
            ground=ground,
            reason=reason.strip(),
            opened_by=staff,
            role=by.role,
            opened_at=at,
            lead=told.lead,
            supervisor=told.supervisor,
            is_one_too_many=rules.is_one_too_many(earlier, at, month_began=_month_began(at)),
        )
        act.about(opening.pk, kind="emergency")
        act.grant_id = str(opening.pk)
        if opening.is_one_too_many:
            ask_about_opener(opening=opening, act=act)
        return opening


def review_opening(
    *, emergency_id: uuid.UUID, verdict: str, review: str, risk: str = "", by: Actor, at: datetime
) -> EmergencyOpening:
    """Say whether an opening was justified, once, and never of one's own. Raises CannotReview, NotAllowed.

    Where it was not, it stands in the register of breaches by the same act, with its `risk` to the person.
    """
    with recorded("emergency.review", by=by) as act:
        opening = (
            EmergencyOpening.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=emergency_id)
        ).first()
        if opening is None:
            raise NotAllowed(_("You may not see this."), code="scope")
        act.about(opening.person_id)
        act.grant_id, act.purpose = str(opening.pk), opening.ground
        require(by, permissions.EMERGENCY_REVIEW)
        if by.staff_id is None or opening.opened_by_id == by.staff_id:
            raise CannotReview(_("You opened this yourself: somebody else reviews it."), code="own")
        if opening.reviewed_at is not None:
            raise CannotReview(_("This was reviewed already."), code="reviewed")
        if verdict not in dict(VERDICTS):
            raise CannotReview(_("Say whether it was justified."), code="verdict")
        if not rules.says_why(review):
            raise CannotReview(_too_short(), code="review")
        if verdict == NOT_JUSTIFIED and risk not in RISKS:
            raise CannotReview(_("Say how likely it is that somebody is harmed."), code="risk")
        opening.verdict, opening.review = verdict, review.strip()
        opening.reviewed_by_id, opening.reviewed_at = by.staff_id, at
        opening.save(update_fields=["verdict", "review", "reviewed_by", "reviewed_at"])
        for write in _breaches if verdict == NOT_JUSTIFIED else ():
            act.about(write(opening=opening, risk=risk, by_id=by.staff_id, at=at), kind="breach")
        return opening


def tell_overdue(*, by: Actor, at: datetime) -> int:
    """Tell the data-protection officers what nobody reviewed in time. Returns how many; no row where there is none."""
    late = {"reviewed_at": None, "overdue_at": None, "opened_at__lte": at - rules.REVIEW_WITHIN}
    with computing("emergency.overdue"):
        if not EmergencyOpening.objects.filter(**late).exists():
            return 0
    with recorded("emergency.overdue", by=by) as act, computing("emergency.overdue"):
        rows = list(EmergencyOpening.objects.select_for_update().filter(**late))
        for opening in rows:
            act.about(opening.person_id)
            act.about(opening.pk, kind="emergency")
        EmergencyOpening.objects.filter(pk__in=[one.pk for one in rows]).update(overdue_at=at)
        return len(rows)


def _refuse(compartment: str, ground: str, reason: str, by: Actor) -> None:
    if compartment not in rules.openable(by):
        raise CannotOpenNow(
            _("This part of the file does not open for your role, in an emergency either."),
            code="compartment",
        )
    if ground not in rules.GROUNDS:
        raise CannotOpenNow(_("Choose one of the grounds."), code="ground")
    if not rules.says_why(reason):
        raise CannotOpenNow(_too_short(), code="reason")


def _earlier_of(staff: StaffMember, at: datetime) -> list[datetime]:
    """When she opened something lately. Raises CannotOpenNow while she opens nothing (`openers.blocked`)."""
    code, until = blocked(staff.pk, at)
    if code:
        raise CannotOpenNow(blocked_words(code, until), code=code)
    with computing("emergency.open"):
        mine = EmergencyOpening.objects.filter(opened_by=staff, opened_at__gt=at - 2 * rules.MONTH)
        return list(mine.values_list("opened_at", flat=True))


def blocked_words(code: str, until: date | None) -> str:
    """Why she opens nothing now, and whom she asks."""
    return _(rules.BLOCKED[code]) % {"day": date_words(until, get_language() or "en") if until else ""}


def _month_began(at: datetime) -> datetime:
    return localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _too_short() -> str:
    return _("Say why in a sentence of at least %(least)s characters.") % {"least": rules.LEAST_REASON}
