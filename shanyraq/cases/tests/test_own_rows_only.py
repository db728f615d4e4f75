"""Where the matrix gives a role its own entries of a part (O), no table shows it a row of it that is another's.

All tables with rows of a part are walked with all roles: a table that is new is in none of the lists below, and fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Model

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import Guarded, acting, role_catalogue
from shanyraq.access.rules import NOT_FOR_STAFF, OWN_ROWS, PERSONAL, Actor
from shanyraq.access.tests.factories import make_staff
from shanyraq.cases.models import Appointment, AppointmentMember, Case
from shanyraq.cases.tests import factories as rows
from shanyraq.foundation.declared import declaration_of
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db
PARTS = (*PERSONAL, "C4n")
# Nobody enters these: whose file it is her reach says, and what is owed there her discipline.
FILES = {"people.Person", "cases.Case", "cases.PlanStep"}
# Shown to whoever takes part in one or is told of it, whatever she reads; each has tests of its own.
TOLD = {"cases.EmergencyOpening", "cases.Export", "cases.ColleagueKin", "cases.RosterImport", "vault.Opening"}


def seat(meeting: Appointment) -> Model:
    """That the person of a file is to come to a meeting."""
    found: Model = AppointmentMember._base_manager.get(appointment=meeting)
    return found


def paper(case: Case, by: StaffMember, part: str) -> Model:
    """A paper without its file, of a room above."""
    told = {"kind": "letter", "form": "PDF", "size": 1, "stored": uuid4().hex, "added_at": AT}
    rows_of: Any = apps.get_model("papers.Paper")._base_manager
    made: Model = rows_of.create(case=case, person=case.person, compartment=part, added_by=by, **told)
    return made


def panel(case: Case, by: StaffMember) -> Model:
    """A panel that somebody asked for, of a room above."""
    told = {"kind": uuid4().hex[:8], "asked_at": AT, "due_at": AT, "proposal": "", "reason": ""}
    rows_of: Any = apps.get_model("panels.Panel")._base_manager
    made: Model = rows_of.create(case=case, person=case.person, asked_by=by, **told)
    return made


def member(case: Case, by: StaffMember) -> Model:
    """Somebody who sits in it."""
    told = {"seat": "health", "staff": by, "named_by": by, "named_at": AT}
    rows_of: Any = apps.get_model("panels.PanelSeat")._base_manager
    made: Model = rows_of.create(panel=panel(case, by), person=case.person, **told)
    return made


Row = Callable[[Case, StaffMember, str], Model]
# A row of a part that this colleague entered: where each row says of which part it is, and where all are of C0.
OF_ANY_PART: dict[str, Row] = {
    "cases.Record": lambda case, by, part: rows.make_record(case, recorded_by=by, compartment=part),
    "cases.Evidence": lambda case, by, part: rows.make_evidence(case, recorded_by=by, compartment=part),
    "cases.Note": lambda case, by, part: rows.make_note(case, written_by=by, compartment=part),
    "cases.SummaryCard": lambda case, by, part: rows.make_summary_card(
        case, written_by=by, compartment=part, topic="none"
    ),
    "cases.FactChange": lambda case, by, part: rows.make_fact_change(
        case.person, changed_by=by, compartment=part
    ),
    "papers.Paper": paper,
}
OF_SHELL: dict[str, Row] = {
    "cases.Assignment": lambda case, by, part: rows.make_assignment(case, by, discipline="nurse"),
    "cases.Review": lambda case, by, part: rows.make_review(case, by),
    "cases.Appointment": lambda case, by, part: rows.make_appointment(case, by),
    "cases.AppointmentMember": lambda case, by, part: seat(rows.make_appointment(case, by)),
}
# Rows of C0 that whoever adds entries of her own to it never enters: a panel is asked for by who leads the file.
OF_PANELS: dict[str, Row] = {
    "panels.Panel": lambda case, by, part: panel(case, by),
    "panels.PanelSeat": lambda case, by, part: member(case, by),
}


def part_of(model: type[Model]) -> str:
    """The part of a file that a table's rows are of; ROW where each says so itself."""
    told = declaration_of(model._meta.pk)
    return told.compartment if told else ""


def colleague(me: StaffMember, code: str) -> Actor:
    """Somebody with one role, wherever that can be."""
    return acting(Account(staff=me), [RoleGrant(staff=me, role=code, region="ALR", centre="MAN-A")])


@pytest.fixture
def me() -> StaffMember:
    return make_staff()


@pytest.fixture
def case(me: StaffMember) -> Case:
    """A file in sight of every role that sees files: near to her, in her region and centre, early on the way."""
    case = rows.make_case(make_person(""), region="ALR", centre="MAN-A", phase="P2")
    rows.make_assignment(case, me)
    return case


def shown(row: Model, actor: Actor) -> bool:
    return bool(type(row).objects.visible_to(actor).filter(pk=row.pk).exists())  # type: ignore[attr-defined]


def roles_with(letters: Any, part: str) -> list[str]:
    found = [role for role in role_catalogue().values() if role.compartments.get(part) in letters]
    return [role.code for role in found if role.code not in NOT_FOR_STAFF]


def test_every_table_with_rows_of_a_part_where_somebody_has_own_entries_is_walked() -> None:
    own = {part for part in PARTS if roles_with({OWN_ROWS}, part)}
    guarded = {
        model._meta.label: part_of(model)
        for model in apps.get_models()
        if issubclass(getattr(model._default_manager, "_queryset_class", object), Guarded)
    }

    assert {label for label, part in guarded.items() if part in {*own, "ROW"}} == {
        *OF_ANY_PART,
        *OF_SHELL,
        *OF_PANELS,
        *FILES,
        *(label for label in TOLD if guarded[label] in own),
    }


def test_who_has_own_entries_of_a_part_sees_no_row_of_it_that_a_colleague_entered(
    me: StaffMember, case: Case
) -> None:
    other, leaks = make_staff(given_name="Other"), []

    for part in PARTS:
        makers = OF_ANY_PART | (OF_SHELL | OF_PANELS if part == "C0" else {})
        made = {label: make(case, other, part) for label, make in makers.items()}
        leaks += [
            f"{role}: {label} of {part}"
            for role in roles_with({OWN_ROWS}, part)
            for label, row in made.items()
            if shown(row, colleague(me, role))
        ]

    assert leaks == []


def test_who_reads_the_part_sees_the_same_rows(me: StaffMember, case: Case) -> None:
    other = make_staff(given_name="Other")

    for make in (OF_ANY_PART | OF_SHELL).values():
        assert shown(make(case, other, "C0"), colleague(me, "monitor"))


def test_who_has_own_entries_of_the_shell_sees_her_own(me: StaffMember, case: Case) -> None:
    for label in ("cases.Note", "cases.Record", "cases.Evidence", *OF_SHELL):
        own = (OF_ANY_PART | OF_SHELL)[label](case, me, "C0")
        assert shown(own, colleague(me, "consular_officer")), label
