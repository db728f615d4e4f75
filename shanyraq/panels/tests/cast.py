"""Who sits in the panels of these tests, and a child about whom one decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from shanyraq.access.models import RoleGrant
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import SINCE, Worker, make_worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation import clock
from shanyraq.panels.actions.asking import ask_panel, name_member
from shanyraq.panels.actions.voting import decide, record_view, vote
from shanyraq.panels.models import Panel
from shanyraq.people.tests.factories import make_person

WHY = "The aunt is ready, and the child asks for her."
VIEW = {
    "heard": "HEARD",
    "view": "She wishes to live with her aunt.",
    "voice": "LAWYER",
    "voice_words": "The lawyer supports her wish.",
}


def sitter(name: str, discipline: str) -> Worker:
    """A colleague of this profession who also sits in panels, and works as that now."""
    return make_worker(name, "panel_member", discipline=discipline)


def also(worker: Worker, role: str) -> None:
    """She holds this role besides."""
    RoleGrant.objects.create(staff=worker.staff, role=role, region=worker.staff.region, starts_at=SINCE)


@dataclass
class Bench:
    """Three who sit: in the chair, for health, for education or law."""

    chair: Worker
    health: Worker
    law: Worker

    @property
    def all(self) -> list[tuple[Worker, str]]:
        return [(self.chair, "protection"), (self.health, "health"), (self.law, "learning_law")]


@pytest.fixture
def bench(db: None) -> Bench:
    return Bench(sitter("Raushan", "panel"), sitter("Yerzhan", "health"), sitter("Sholpan", "teacher"))


@pytest.fixture
def child(aigul: Worker) -> Case:
    today = clock.today()
    person = make_person("Aya Canaryova", birth_date=date(today.year - 9, 1, 1), birth_precision="day")
    return make_case(person, case_manager=aigul.staff)


def asked(case: Case, by: Worker, kind: str = "placement", **told: object) -> Panel:
    words = {"proposal": "She lives with her aunt from June on.", "reason": WHY, "is_urgent": False}
    return ask_panel(person_id=case.person_id, kind=kind, **(words | told), by=by.actor, at=clock.now())  # type: ignore[arg-type]


def named(panel: Panel, bench: Bench, by: Worker) -> Panel:
    for worker, seat in bench.all:
        name_member(panel_id=panel.pk, staff_id=worker.staff.pk, seat=seat, by=by.actor, at=clock.now())
    return panel


def heard(panel: Panel, by: Worker) -> Panel:
    return record_view(panel_id=panel.pk, **VIEW, by=by.actor, at=clock.now())


def voted(panel_id: UUID, worker: Worker, is_for: bool = True) -> None:
    vote(panel_id=panel_id, is_for=is_for, reasons="I have read the file and agree with it." if is_for
         else "The school would change once more.", by=worker.actor, at=clock.now())  # fmt: skip


def decided(case: Case, kind: str, bench: Bench, aigul: Worker, daniyar: Worker, *votes: bool) -> Panel:
    """A panel of this kind from the question to the decision: all for it, unless told otherwise."""
    panel = named(asked(case, aigul, kind), bench, daniyar)
    if panel.is_child:
        heard(panel, aigul)
    for (worker, _seat), is_for in zip(bench.all, votes or (True, True, True), strict=True):
        voted(panel.pk, worker, is_for)
    return decide(
        panel_id=panel.pk,
        reasons="Her aunt knows her, and her school is near.",
        by=bench.chair.actor,
        at=clock.now(),
    )
