"""Which emergency openings the people themselves still have to be told of, and what was decided about telling."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.cases.models import Case, EmergencyOpening, Telling
from shanyraq.cases.queries.emergencies import OVERSEE, SEE, emergency_scope
from shanyraq.foundation.clock import programme_day
from shanyraq.people.models import PersonLanguage

GIVE = "sheet.give"
LISTED = 100


@dataclass(frozen=True)
class ToTell:
    """An opening of which the person is to be told, by which day; `withheld` is the last decision not to."""

    opening: EmergencyOpening
    due: date
    withheld: Telling | None = None


def telling_scope(actor: Actor) -> Q:
    """What was decided about the openings that she knows of."""
    if OVERSEE in actor.may:
        return Q()
    return Q(opening__in=EmergencyOpening.objects.filter(emergency_scope(actor)).values("pk"))


def untold(actor: Actor, today: date) -> Guarded[EmergencyOpening]:
    """Reviewed openings of which the person was not told: of files that she leads, or of all for who oversees them.

    Never her own: where who leads the file opened it herself, it is the supervisor's who was told of it. Nothing for
    who does not read what is decided about telling (C12): the officer tells there.
    What is held back, because telling would harm, is not among them before the day on which it is looked at again.
    """
    rows = EmergencyOpening.objects.visible_to(actor)
    if not actor.reads("C12") or not {OVERSEE, SEE} & set(actor.may):
        return rows.none()
    rows = rows.filter(~_told(), ~held_back(today), reviewed_at__isnull=False)
    if OVERSEE in actor.may:
        return rows
    hers = Q(_opened_by_its_lead(), supervisor=actor.staff_id)
    if GIVE in actor.may:
        hers |= Q(
            person__in=Case.objects.filter(case_manager=actor.staff_id, closed_at=None).values("person")
        )
    return rows.filter(hers).exclude(opened_by=actor.staff_id)


def why_not_to_tell(actor: Actor, opening: EmergencyOpening) -> str:
    """The code of why it is not hers to tell the person: she opened it ("own"), or others tell; empty where it is."""
    if opening.opened_by_id == actor.staff_id:
        return "own"
    is_hers = GIVE in actor.may or OVERSEE in actor.may or opening.supervisor_id == actor.staff_id
    return "" if is_hers else "others"


def to_tell(actor: Actor, today: date) -> list[ToTell]:
    """Those, the longest open first. Two queries, one where there are none."""
    rows = list(untold(actor, today).order_by("opened_at", "pk")[:LISTED])
    last = last_tellings(actor, [one.pk for one in rows]) if rows else {}
    return [_to_tell(one, last.get(one.pk)) for one in rows]


def first_due(waiting: Sequence[ToTell]) -> date | None:
    """The first day by which somebody is to be told."""
    return min((one.due for one in waiting), default=None)


def last_tellings(actor: Actor, openings: Collection[UUID]) -> dict[UUID, Telling]:
    """The newest decision about telling, by opening."""
    rows = Telling.objects.visible_to(actor).filter(opening__in=openings).select_related("by")
    return {one.opening_id: one for one in rows.order_by("at", "pk")}


def state_of(actor: Actor, opening: EmergencyOpening) -> tuple[Telling | None, date]:
    """The newest decision about one opening, and by which day she is to be told."""
    last = last_tellings(actor, [opening.pk]).get(opening.pk)
    return last, _to_tell(opening, last).due


def on_sheet(person: UUID, since: datetime, today: date, *, by: Actor) -> list[UUID]:
    """Openings that the sheet lists, made by others, of which nobody wrote down that she was told.

    Only inside `computing`.
    """
    rows = EmergencyOpening.objects.filter(~_told(), ~held_back(today), person=person, opened_at__gt=since)
    rows = rows.exclude(opened_by=by.staff_id)
    return list(rows.order_by("opened_at", "pk").values_list("pk", flat=True))


def held_back(today: date) -> Exists:
    """Of an opening, whether the newest decision is that the person learns of it only after today.

    Earlier decisions do not count, so that a day chosen once can be brought forward.
    """
    newer = Telling.objects.filter(opening=OuterRef("opening"), at__gt=OuterRef("at"))
    return Exists(Telling.objects.filter(~Exists(newer), opening=OuterRef("pk"), again_on__gt=today))


def is_held_back(last: Telling | None, today: date) -> bool:
    """Whether this, the newest decision about an opening, is that the person learns of it only after today."""
    return last is not None and last.again_on is not None and last.again_on > today


def languages_of(person: UUID) -> tuple[str, ...]:
    """The languages that she speaks, by their codes, for who tells her."""
    with computing("emergency.tell"):
        return tuple(PersonLanguage.objects.filter(person=person).values_list("language", flat=True))


def _told() -> Exists:
    """Of an opening, whether it is written down that the person was told."""
    return Exists(Telling.objects.filter(opening=OuterRef("pk"), outcome=Telling.TOLD))


def _opened_by_its_lead() -> Exists:
    """Of an opening, whether who opened it leads the file now."""
    return Exists(
        Case.objects.filter(person=OuterRef("person"), case_manager=OuterRef("opened_by"), closed_at=None)
    )


def _to_tell(opening: EmergencyOpening, last: Telling | None) -> ToTell:
    opened_on = programme_day(opening.opened_at)
    return ToTell(opening, rules.tell_by(opened_on, last.again_on if last else None), last)
