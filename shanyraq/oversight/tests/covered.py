"""A family with a note in each part of the mother's file, and the officer who looks at it as somebody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_meeting, a_note, a_question, a_tie, an_answer
from shanyraq.foundation import keyring
from shanyraq.people.models import PersonName
from shanyraq.people.tests.factories import AT

PARTS = ("C0", "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")
NAMES = ("Saule", "Alikhan", "Aisha", "Yusuf", "Maryam", "Amina", "Kulyash", "Omarova", "Сауле", "Омарова")


def make_covered(aigul: Worker) -> list[Case]:
    """The family, and what one does with a family."""
    cases = the_omarova_family(aigul.staff)
    PersonName.objects.create(
        person=cases[0].person,
        script="Cyrl",
        text="Сауле Омарова",
        given="Сауле",
        starts_on=AT.date(),
        source="LIST",
    )
    for make in (a_note, a_meeting, a_question, a_tie, an_answer):
        form = make(cases, aigul)
        aigul.client.post(form.url, form.data)
    keyring.ensure_keys((cases[0].person_id, part) for part in PARTS)
    for part in PARTS:
        Note.objects.create(
            person_id=cases[0].person_id,
            case=cases[0],
            compartment=part,
            text=f"canary {part} told",
            written_at=AT,
        )
    return cases


def look(auditor: Worker, colleague: Worker) -> HttpResponse:
    chosen = {"colleague": str(colleague.staff.pk), "role": colleague.actor.role}
    answer: Any = auditor.client.post(reverse("oversight:view_as"), chosen)
    return answer
