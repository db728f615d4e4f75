"""Telling a person that a part of her file was opened in an emergency; or, for a while, not, because it would harm."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.audit.actions import Act, recorded
from shanyraq.cases import permissions
from shanyraq.cases.models import EmergencyOpening, Telling
from shanyraq.cases.queries.own_sheet import LOOKED_BACK
from shanyraq.cases.queries.tellings import is_held_back, on_sheet, state_of, why_not_to_tell
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import programme_day
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_
from shanyraq.people.models import Person

REASONS = {
    "own": N_(
        "You opened this yourself: somebody else tells the person. That is who leads the file; "
        "where you lead it, your supervisor."
    ),
    "review": N_("Somebody else looks at this opening first."),
    "withheld": N_(
        "It was decided that telling would harm for now: tell from the day on which it is looked at again."
    ),
    "told": N_("It is written down already that the person was told."),
    "day": N_("The day of telling lies between the opening and today."),
    "reason": N_("Say why in a sentence of at least 30 characters."),
    "again": N_("Choose a day within the next 90 days on which it is looked at again."),
}


class CannotTell(Refusal):
    """This cannot be written down about telling the person."""


def tell_opening(*, emergency_id: uuid.UUID, on: date, language: str, by: Actor, at: datetime) -> Telling:
    """Write down that the person was told, when and in which language. Raises CannotTell, NotAllowed.

    Never by whoever opened it: by who leads the file, the supervisor who was told of it, or a data-protection officer.
    `on` is a day of the programme.
    """
    with recorded("emergency.tell", by=by, purpose=language) as act:
        opening = _locked(emergency_id, by, act)
        require(by, permissions.EMERGENCY_SEE)
        opened_on, today = programme_day(opening.opened_at), programme_day(at)
        why_not = why_not_to_tell(by, opening)
        _refuse(why_not if why_not == "own" else "")
        oversees = permissions.EMERGENCY_OVERSEE in by.may
        if why_not or (
            not oversees and not Person.objects.visible_to(by).filter(pk=opening.person_id).exists()
        ):
            raise NotAllowed(_("You may not see this person."), code="scope")
        _refuse("withheld" if is_held_back(state_of(by, opening)[0], today) else "")
        _refuse(rules.reason_not_to_tell(on, opened_on=opened_on, today=today))
        return _written(opening.pk, opening.person_id, by, at, outcome=Telling.TOLD, on=on, language=language)


def withhold_opening(
    *, emergency_id: uuid.UUID, reason: str, again_on: date, by: Actor, at: datetime
) -> Telling:
    """Decide that she is not told for now, because it would harm; looked at again on a day. Raises CannotTell."""
    with recorded("emergency.withhold", by=by) as act:
        opening = _locked(emergency_id, by, act)
        require(by, permissions.EMERGENCY_OVERSEE)
        today = programme_day(at)
        if opening.opened_by_id == by.staff_id:
            raise CannotTell(_("You opened this yourself: somebody else reviews it."), code="own")
        _refuse(rules.reason_not_to_withhold(reason, again_on, today=today))
        told = {"outcome": Telling.WITHHELD, "on": today, "reason": reason.strip(), "again_on": again_on}
        return _written(opening.pk, opening.person_id, by, at, **told)


def tell_by_sheet(*, person_id: uuid.UUID, language: str, by: Actor, at: datetime) -> int:
    """Whoever was given the sheet was told of the openings that it lists, but of none by who opened it herself.

    Part of the caller's recorded act.
    """
    on = programme_day(at)
    with computing("emergency.tell"):
        listed = on_sheet(person_id, at - LOOKED_BACK, on, by=by)
    for opening in listed:
        _written(opening, person_id, by, at, outcome=Telling.TOLD, on=on, language=language)
    return len(listed)


def _locked(emergency_id: uuid.UUID, by: Actor, act: Act) -> EmergencyOpening:
    rows = EmergencyOpening.objects.visible_to(by).select_for_update(of=("self",))
    opening = rows.filter(pk=emergency_id).first()
    if opening is None or by.staff_id is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    act.about(opening.person_id)
    act.about(opening.pk, kind="emergency")
    _refuse("" if opening.reviewed_at is not None else "review")
    if Telling.objects.visible_to(by).filter(opening=opening, outcome=Telling.TOLD).exists():
        _refuse("told")
    return opening


def _refuse(reason: str) -> None:
    if reason:
        raise CannotTell(_(REASONS[reason]), code=reason)


def _written(opening: uuid.UUID, person: uuid.UUID, by: Actor, at: datetime, **told: object) -> Telling:
    """Part of the caller's recorded act."""
    assert by.staff_id is not None  # nobody else is told of an opening, or gives a sheet
    keyring.ensure_keys([(person, "C12")])
    return Telling.objects.create(opening_id=opening, person_id=person, by_id=by.staff_id, at=at, **told)
