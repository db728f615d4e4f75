"""A family of two canaries a part, and what is done with emergency openings, for B51."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from shanyraq.cases.actions.emergencies import open_in_emergency, review_opening
from shanyraq.cases.models import Case, EmergencyOpening, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import AT

REASON = "She lies unconscious in the hall; the ambulance asks what she takes."
REVIEW = "The ambulance was there; the health worker was on leave that night."
PARTS = ("C0", "C3", "C4", "C4n", "C5", "C6", "C8", "C9", "C11")


@dataclass
class Scene:
    """A family of Aigul's, and a canary for each of its first two in each part of the file."""

    aigul: Worker
    daniyar: Worker
    auditor: Worker
    cases: list[Case]

    @property
    def person(self) -> UUID:
        return self.cases[0].person_id

    def opens(self, who: Worker | None = None, **more: Any) -> EmergencyOpening:
        told: dict[str, Any] = {
            "person_id": self.person,
            "compartment": "C3",
            "ground": "medical",
            "reason": REASON,
            "at": real_now(),
        }
        return open_in_emergency(**told | more, by=(who or self.aigul).actor)

    def reviews(self, who: Worker, opening: EmergencyOpening, **more: Any) -> EmergencyOpening:
        told: dict[str, Any] = {"verdict": "YES", "review": REVIEW, "at": real_now()}
        return review_opening(**told | more, emergency_id=opening.pk, by=who.actor)


def canary(number: int, part: str) -> str:
    """What stands in one part of one person's file, and nowhere else."""
    return f"canary-{number}-{part}-told"


def make_scene(aigul: Worker, daniyar: Worker, auditor: Worker) -> Scene:
    """The first two of the family have a canary of their own in each part. Aigul leads both and reads no health."""
    cases = the_omarova_family(aigul.staff)
    keyring.ensure_keys((case.person_id, part) for case in cases[:2] for part in PARTS)
    for number, case in enumerate(cases[:2]):
        for part in PARTS:
            Note.objects.create(
                person_id=case.person_id,
                case=case,
                compartment=part,
                text=canary(number, part),
                written_at=AT,
            )
    return Scene(aigul, daniyar, auditor, cases)


def page(who: Worker, name: str, *args: object, status: int = 200) -> str:
    """A page as somebody sees it."""
    answer = who.client.get(reverse(f"cases:{name}", args=args))
    assert answer.status_code == status
    return str(answer.content.decode())
