"""Where a role only adds entries of her own she sees her own work and nothing of her colleagues'."""

from __future__ import annotations

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.records import record_happening
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case, Note, PlanStep, Record
from shanyraq.cases.queries import plans_of, visible_steps
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(saule: Worker) -> Case:
    person = NewPerson((NameText("Latn", "Aisulu Testova"),), sex="F", relation="head")
    return register_families(
        families=[NewFamily("Testova", (NewMember(person),))],
        entry="ORGANISED",
        opened_at=AT,
        by=saule.actor,
        at=AT,
    )[0]


def test_a_consular_officer_sees_her_own_services_in_the_support_file(saule: Worker, waiting: Case) -> None:
    with computing("test"):
        plan = plans_of([Case.objects.select_related("person").get(pk=waiting.pk)], AT)[waiting.pk]

    seen = {step.action_id for step in visible_steps(plan, saule.actor)}

    assert "P0-01" in seen
    assert "P1-01" not in seen  # the supervisor's, in the same compartment
    assert PlanStep.objects.visible_to(saule.actor).filter(action="P0-01").exists()


def test_she_reads_her_own_entry_and_no_colleagues(saule: Worker, waiting: Case) -> None:
    colleague = make_worker("Dina", "consular_officer", discipline="consular")
    record_happening(
        case_ids=[waiting.pk],
        kind="operations.request.logged",
        happened_at=AT,
        details={},
        by=colleague.actor,
        at=AT,
    )

    logged = Record.objects.visible_to(saule.actor).filter(kind="operations.request.logged")

    assert not logged.exists()
    assert Record.objects.visible_to(colleague.actor).filter(kind="operations.request.logged").exists()


def test_a_case_manager_adds_her_own_safeguarding_notes_and_reads_others(aigul: Worker) -> None:
    assert aigul.actor.writes("C11")
    assert aigul.actor.reads("C11")


def test_a_teacher_adds_safeguarding_notes_and_reads_only_her_own(db: None) -> None:
    teacher = make_worker("Aliya", "teacher").actor

    assert teacher.writes("C11")
    assert not teacher.reads("C11")
    assert "C11" in teacher.owns_only
    assert not Note.objects.visible_to(teacher).exists()
