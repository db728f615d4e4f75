"""What stands around a file: answers about consent, the next meeting, a note."""

from __future__ import annotations

import random
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from shanyraq.cases import queries
from shanyraq.cases.models import Appointment, AppointmentMember, Case, Consent, Note
from shanyraq.demo.actions.team import Team
from shanyraq.demo.making.humans import Household, Human
from shanyraq.demo.making.wordings import MEETINGS, NOTES, PINNED_MEETING, PINNED_NOTE, written_in
from shanyraq.foundation import keyring

HOURS, DAYS_AHEAD = (9, 10, 11, 13, 14, 16), (0, 1, 4, 6, 12)  # working days after a Thursday
AGREED_BEFORE = 6  # days


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
    led = [
        case
        for index, case in members
        if case.case_manager_id and case.is_open and not house.members[index].is_away
    ]
    if not led:
        return
    keyring.ensure_keys((case.person_id, c) for case in led for c in ("C7", "C0"))
    if house.is_pinned or dice.random() < 0.8:
        _agree_meeting(house, led, team, now, dice)
    if house.is_pinned or dice.random() < 0.4:
        text = dice.choice(NOTES[written_in(house.region, dice)])
        Note.objects.create(
            person_id=led[0].person_id,
            case=led[0],
            compartment="C0",
            text=PINNED_NOTE if house.is_pinned else text,
            written_by_id=led[0].case_manager_id,
            written_at=lately(led[0], now, dice.randrange(1, 40)),
        )


def lately(case: Case, now: datetime, days: int) -> datetime:
    """So many days ago, but not before there was a file."""
    return max(now - timedelta(days=days), case.opened_at + timedelta(hours=1))


def _agree_meeting(
    house: Household, led: Sequence[Case], team: Team, now: datetime, dice: random.Random
) -> None:
    first = led[0]
    family, manager = first.family_id, first.case_manager_id
    assert family is not None and manager is not None  # led by somebody, in the family she came with
    hour, ahead = dice.choice(HOURS), dice.choice((0, 0, *DAYS_AHEAD))
    language = written_in(house.region, dice)
    service, place, whom = dice.choice(MEETINGS[language])
    if house.is_pinned:
        hour, ahead, language, (service, place, whom) = 15, 0, "en", PINNED_MEETING
    attending = [human for human in house.members if human.has_case and not human.is_away]
    assert first.case_manager is not None  # as above
    spoken = language_between(attending, first.case_manager.languages)
    is_interpreted = spoken not in first.case_manager.languages
    interpreters = [one.pk for one in team.all("interpreter", house.region)] if is_interpreted else [None]
    found = _free(manager, interpreters, team, now, (ahead, hour))
    if found is None:
        return
    starts_at, interpreter = found
    meeting = Appointment.objects.create(
        family_id=family,
        person_id=first.person_id,
        title=queries.pack().text(service, language),
        starts_at=starts_at,
        place=place,
        with_whom=whom,
        staff_id=manager,
        language=spoken,
        interpreter_id=interpreter,
        made_by_id=manager,
        made_at=lately(first, now, AGREED_BEFORE),
    )
    AppointmentMember.objects.bulk_create(
        AppointmentMember(appointment=meeting, person_id=case.person_id, case=case) for case in led
    )


def language_between(humans: Sequence[Human], colleague: Sequence[str]) -> str:
    """The first language of the colleague's in which everybody follows; where there is none, Arabic if somebody
    follows no other.
    """
    understood = [{code for code, level, _ in one.languages if level != "FEW_WORDS"} for one in humans]
    shared = next((code for code in colleague if all(code in codes for codes in understood)), "")
    needs_arabic = any("ar" in codes and codes.isdisjoint(colleague) for codes in understood)
    return shared or ("ar" if needs_arabic else colleague[0])


def _free(
    manager: uuid.UUID,
    interpreters: Sequence[uuid.UUID | None],
    team: Team,
    now: datetime,
    wished: tuple[int, int],
) -> tuple[datetime, uuid.UUID | None] | None:
    """The first hour from the wished day on at which the manager and an interpreter are free; both have it then."""
    later = [(ahead, hour) for ahead in DAYS_AHEAD if ahead >= wished[0] for hour in HOURS]
    for ahead, hour in (wished, *later):
        at = now.replace(hour=hour) + timedelta(days=ahead)
        for interpreter in interpreters:
            if team.busy.isdisjoint({(manager, at), (interpreter, at)}):
                team.busy |= {(manager, at)} | ({(interpreter, at)} if interpreter else set())
                return at, interpreter
    return None
