"""Saying that a colleague is kin of somebody: from then on she sees nothing of that person's file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions
from shanyraq.cases.actions.appointments import pass_meetings_on
from shanyraq.cases.actions.parts import end_parts_of
from shanyraq.cases.models import Case, ColleagueKin
from shanyraq.cases.queries.ties import people_with_code
from shanyraq.foundation.errors import NotAllowed, Refusal


class CannotSayKin(Refusal):
    """This cannot be said of this colleague and this person."""


def say_own_kin(*, code: str, by: Actor, at: datetime, said_at: datetime | None = None) -> None:
    """She is kin of the person, or of the family, with this code. Tells nobody whether there is such a file.

    `at` is the programme's instant; `said_at` is when it was really said, as the record writes it; else the same.
    """
    with recorded("kin.say", by=by) as act:
        with computing("kin.say"):
            people = people_with_code(code)
        act.about(*people)
        _close(by.staff_id, people, by, at, said_at or at)


def say_kin_of(
    *, person_id: uuid.UUID, colleague: uuid.UUID, by: Actor, at: datetime, said_at: datetime | None = None
) -> None:
    """A supervisor says it of a colleague. `at`, `said_at` as in `say_own_kin`. Raises CannotSayKin, NotAllowed."""
    with recorded("kin.say", by=by) as act:
        case = Case.objects.visible_to(by).filter(person=person_id).order_by("-episode").first()
        if case is None:
            raise NotAllowed(_("You may not see this person's record."), code="scope")
        require(by, permissions.CASE_ASSIGN, case)
        act.about(person_id)
        if not StaffMember.objects.filter(pk=colleague).exists():
            raise CannotSayKin(_("This colleague does not work here."), code="nobody")
        if colleague == by.staff_id:
            raise CannotSayKin(_("Say it of yourself on your own page."), code="herself")
        _close(colleague, [person_id], by, at, said_at or at)


def end_kin_of(*, tie_id: uuid.UUID, by: Actor, at: datetime) -> ColleagueKin:
    """It was a mistake: the file is as open to the colleague as her roles say. Raises CannotSayKin, NotAllowed."""
    with recorded("kin.unsay", by=by) as act:
        tie = ColleagueKin.objects.visible_to(by).filter(pk=tie_id).select_for_update().first()
        case = tie and Case.objects.visible_to(by).filter(person=tie.person_id).order_by("-episode").first()
        if tie is None or case is None:
            raise NotAllowed(_("You may not see this person's record."), code="scope")
        require(by, permissions.CASE_ASSIGN, case)
        act.about(tie.person_id)
        if tie.staff_id == by.staff_id or by.staff_id is None:
            raise CannotSayKin(_("Somebody else has to say that it was a mistake."), code="herself")
        if tie.ended_at is not None:
            raise CannotSayKin(_("This has ended already."), code="ended")
        tie.ended_at, tie.ended_by_id = at, by.staff_id
        tie.save(update_fields=["ended_at", "ended_by"])
        return tie


def _close(
    staff_id: uuid.UUID | None, people: Sequence[uuid.UUID], by: Actor, at: datetime, said_at: datetime
) -> None:
    """Close these people's files to a colleague, and end her part in them. Part of the caller's recorded act."""
    if staff_id is None or by.staff_id is None:
        raise NotAllowed(_("Only a colleague says this, never the system."), code="nobody")
    with computing("kin.say"):
        cases = list(
            Case.objects.filter(person__in=people, closed_at=None).select_for_update().order_by("pk")
        )
        said = set(
            ColleagueKin.objects.filter(staff=staff_id, person__in=people, ended_at=None).values_list(
                "person", flat=True
            )
        )
        ColleagueKin.objects.bulk_create(
            ColleagueKin(staff_id=staff_id, person_id=one, declared_by_id=by.staff_id, declared_at=said_at)
            for one in people
            if one not in said
        )
        end_parts_of(staff_id=staff_id, cases=cases, at=at)
    pass_meetings_on(cases=cases)
