"""Pages on which somebody oversees a register: every file is there for her by its code, also one out of her sight.

Which pages those are the views say themselves (`@about`), and who oversees a register the policy does: no list is kept
here. Such a page tells that there is a file with this code; what else the file holds it must not tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.test import Client
from django.urls import resolve

from shanyraq.access.permissions import oversees_register
from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests import factories as rows
from shanyraq.cases.tests.cast import Worker
from shanyraq.people.models import PersonName
from shanyraq.people.tests import factories as people
from tests.bars.two_worlds import asking
from tests.bars.two_worlds.asking import Answer, difference

PARTS = ("C0", "C3", "C4", "C5", "C7", "C8", "C9", "C11")
WORD = "Zhasyryn"  # stands in everything that is hidden in the file, and nowhere else


def ask(client: Client, address: str, sent: Mapping[str, Any] | None = None) -> Answer:
    """What somebody is answered; nothing is left behind."""
    return asking.ask(client, address, sent).answer


def is_overseen(worker: Worker, address: str) -> bool:
    """Whether the page of an address is about a register that she oversees."""
    view: Any = resolve(address).func
    return oversees_register(worker.actor, getattr(view, "register", ""))


def told_of_inside(
    worker: Worker, address: str, sent: Mapping[str, Any] | None, case: Case, other: Worker
) -> str:
    """What a page about a file tells of what is hidden in it: the page with and without it; empty where nothing."""
    without = ask(worker.client, address, sent)
    with transaction.atomic(), computing("test"):
        _hide(case, other)
        within = ask(worker.client, address, sent)
        names = list(PersonName.objects.filter(person=case.person).values_list("text", flat=True))
        transaction.set_rollback(True)
    said = [
        word for word in (*names, *(one for name in names for one in name.split()), WORD) if _on(within, word)
    ]
    return difference(without, within) or ", ".join(said)


def _on(answer: Answer, word: str) -> bool:
    return word.encode() in answer.body + answer.headers


def _hide(case: Case, other: Worker) -> list[models.Model]:
    """Something in every part of a file, by somebody who works with it."""
    staff, label = other.staff, case.family
    relative = people.make_person(f"{WORD} Ospanova")
    made: list[models.Model] = []
    for part in PARTS:
        made += [
            rows.make_note(case, compartment=part, text=WORD, written_by=staff),
            rows.make_record(case, compartment=part, details={"text": WORD}, recorded_by=staff),
            rows.make_evidence(case, compartment=part, payload={"text": WORD}, recorded_by=staff),
            rows.make_summary_card(case, compartment=part, text=WORD, written_by=staff),
            rows.make_fact_change(case.person, compartment=part, told={"reason": WORD}, changed_by=staff),
        ]
    return [
        *made,
        rows.make_consent(case, recorded_by=staff),
        rows.make_appointment(case, staff, title=WORD),
        people.make_name(case.person, f"{WORD} Ospanova", script="Cyrl"),
        people.make_kinship(case.person, relative),
        people.make_membership(label or people.make_family(WORD), relative),
    ]
