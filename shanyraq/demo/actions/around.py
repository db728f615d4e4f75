"""What stands around a file: answers about consent, the next meeting, a note."""

from __future__ import annotations

import random
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from shanyraq.cases import queries
from shanyraq.cases.models import Appointment, AppointmentMember, Case, Consent, Note
from shanyraq.demo.actions.team import Team
from shanyraq.demo.making.humans import Household
from shanyraq.foundation import keyring

PINNED_NOTE = "Prefers to talk in the morning, with a woman."
NOTES = (
    "Prefers to talk in the morning.",
    "Likes to be called before noon.",
    "Everyone is well; the small one sleeps now.",
)
MEETINGS = (
    ("Home visit", "At home", "The family"),
    ("Family doctor", "Polyclinic, room 14", "Dr Yerzhan A."),
    ("Class teacher", "School 27", "The class teacher"),
    ("Documents", "Public service centre", "The document office"),
)


def agree(
    house: Household, members: Sequence[tuple[int, Case]], asked: Collection[uuid.UUID], dice: random.Random
) -> None:
    """The answers to the purposes of consent, given in the first days; `asked`: cases with a yes as evidence.

    Part of the caller's recorded act.
    """
    rows = []

    def agrees(case: Case, purpose: str, usual: float) -> bool:
        """As the evidence says where the pathway reads it; else as most people answer."""
        return case.pk in asked if purpose == "mhpss" else dice.random() < usual

    for index, case in members:
        if case.arrived_at is None:
            continue
        human, on = house.members[index], (case.arrived_at + timedelta(days=3)).date()
        for purpose in queries.pack().consents.values():
            if purpose.adults_only and human.is_child:
                continue
            usual = {"testimony": 0.02, "faith_counselling": 0.3}.get(purpose.code, 0.93)
            giver = "SELF" if not human.is_child else "GUARDIAN" if human.care else "CAREGIVER"
            rows.append(
                Consent(
                    person_id=case.person_id,
                    case=case,
                    purpose=purpose.code,
                    answer="YES" if agrees(case, purpose.code, usual) else "NO",
                    given_by=giver,
                    has_assent=dice.random() < 0.95 if 6 <= human.age_on(on) < 15 else None,
                    language=human.languages[0][0] if human.languages else "",
                    on=on,
                    recorded_by_id=case.case_manager_id,
                    recorded_at=case.arrived_at + timedelta(days=3),
                )
            )
    Consent.objects.bulk_create(rows, batch_size=1000)


def meet(
    house: Household, members: Sequence[tuple[int, Case]], team: Team, now: datetime, dice: random.Random
) -> None:
    """A next meeting for most families that somebody leads, some of them today; and a note.

    Part of the caller's recorded act.
    """
    led = [case for _, case in members if case.case_manager_id and case.is_open]
    if not led:
        return
    keyring.ensure_keys((case.person_id, c) for case in led for c in ("C7", "C0"))
    if house.is_pinned or dice.random() < 0.8:
        _agree_meeting(house, led, team, now, dice)
    if house.is_pinned or dice.random() < 0.4:
        Note.objects.create(
            person_id=led[0].person_id,
            case=led[0],
            compartment="C0",
            text=PINNED_NOTE if house.is_pinned else dice.choice(NOTES),
            written_by_id=led[0].case_manager_id,
            written_at=now - timedelta(days=dice.randrange(1, 40)),
        )


def _agree_meeting(
    house: Household, led: Sequence[Case], team: Team, now: datetime, dice: random.Random
) -> None:
    first = led[0]
    family, manager = first.family_id, first.case_manager_id
    assert family is not None and manager is not None  # led by somebody, in the family she came with
    hour, ahead = dice.choice((9, 10, 11, 13, 14, 16)), dice.choice((0, 0, 0, 1, 4, 6, 12))
    title, place, whom = dice.choice(MEETINGS)
    if house.is_pinned:
        hour, ahead, (title, place, whom) = 15, 0, MEETINGS[0]
    arabic = any(code == "ar" for human in house.members for code, _, _ in human.languages)
    meeting = Appointment.objects.create(
        family_id=family,
        person_id=first.person_id,
        title=title,
        starts_at=now.replace(hour=hour) + timedelta(days=ahead),
        place=place,
        with_whom=whom,
        staff_id=manager,
        language="ar" if arabic else "kk",
        interpreter=team.one("interpreter", house.region) if arabic else None,
        made_by_id=manager,
        made_at=now - timedelta(days=6),
    )
    AppointmentMember.objects.bulk_create(
        AppointmentMember(appointment=meeting, person_id=case.person_id, case=case) for case in led
    )
