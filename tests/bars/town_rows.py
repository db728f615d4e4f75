"""One of everything that a support file holds, for the families of the town; and what is sealed."""

from __future__ import annotations

import io
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import xlsxwriter

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import COMPARTMENTS
from shanyraq.cases.actions.rosters import open_draft
from shanyraq.cases.models import Case, RosterDraft, Telling
from shanyraq.cases.queries import pack
from shanyraq.cases.tests import factories as make
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now, today
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT, make_care_situation, make_kinship
from shanyraq.vault import actions as vault
from shanyraq.vault.models import Opening
from shanyraq.vault.tests.factories import asks, keeps
from tests.bars.canaries import Canary

if TYPE_CHECKING:
    from tests.bars.town import Town

PARTS = tuple(part for part in COMPARTMENTS if part.startswith("C") and part != "C13")


def files(town: Town, parts: Collection[str] = PARTS) -> None:
    """Entries in these parts of every file; and around the mothers of near and far one of everything."""
    writer = StaffMember.objects.get(given_name="lead.far")
    cases = list(Case._base_manager.select_related("person", "family"))
    for case in cases:
        for part in parts:
            _entries(case, part, writer)
        _cards(case, writer)
    mother = next(case for case in cases if case.person_id == town.people["near"][0])
    for colleague in town.colleagues.values():
        for part in sorted(colleague.reader.adds_own):
            _entries(mother, part, colleague.worker.staff)
    for name, manager in (("near", town.first("case_manager").staff), ("far", writer)):
        case = next(one for one in cases if one.person_id == town.people[name][0])
        child = next(one for one in cases if one.person_id == town.people[name][1])
        _around(town, case, child, manager)
    make_kinship(mother.person, Person._base_manager.get(pk=town.people["far"][0]), kind="SIBLING")


def _kind(part: str) -> str:
    """A kind of event of a part of the file, where the pack has one."""
    known = [code for code, kind in pack().kinds.items() if kind.compartment == part and "." in code]
    return next((code for code in known if not code.startswith("case.")), "case.contact.made")


def _entries(case: Case, part: str, writer: StaffMember) -> None:
    """A note, an event with its evidence and a change of facts in one part of the file."""
    make.make_note(case, compartment=part, written_by=writer)
    told = {"compartment": part, "recorded_by": writer, "happened_at": AT - timedelta(days=1)}
    row = make.make_record(case, kind=_kind(part), **told)
    make.make_evidence(
        case,
        kind=row.kind,
        at=row.happened_at,
        source_id=row.pk,
        compartment=part,
        recorded_by=writer,
        discipline=writer.discipline,
        payload={"text": "x"},
    )
    moved = {
        "family": [str(case.family_id)] * 2,
        "relation": ["child", "head"],
        "on": "2021-05-01",
    }
    make.make_fact_change(case.person, kind="MOVED", compartment=part, told=moved, changed_by=writer)
    make_paper(case, compartment=part, title="x", added_by=writer)


def _cards(case: Case, writer: StaffMember) -> None:
    """Every summary card of the pack, and what stood there before."""
    for card in pack().cards.values():
        told = {"topic": card.code, "compartment": card.compartment, "written_by": writer}
        make.make_summary_card(case, corrects=make.make_summary_card(case, **told), **told)


def _around(town: Town, case: Case, child: Case, manager: StaffMember) -> None:
    """Meetings, consents, a question to a supervisor, a child apart, and an emergency whose hour is over."""
    interpreter = town.first("interpreter").staff
    is_near = manager.given_name != "lead.far"
    meeting = make.make_appointment(case, manager, interpreter=interpreter if is_near else None)
    town.telling(meeting, manager, *([interpreter] if is_near else []))
    make.make_consent(case, recorded_by=manager)
    make.make_review(case, manager)
    make_care_situation(child.person)
    opener = town.first("health_worker").staff if is_near else manager
    for part, who, at in (("C4", opener, real_now() - timedelta(hours=3)), *_open_now(town, is_near)):
        made = make.make_emergency_opening(
            case.person, who, compartment=part, opened_at=at, lead=case.case_manager
        )
        if part == "C4" and is_near:
            make.make_opener_review(made)
            day = today()
            held = {
                "outcome": Telling.WITHHELD,
                "on": day,
                "language": "",
                "again_on": day + timedelta(days=9),
            }
            make.make_telling(made, manager, reason="Not now.", **held)
        overseers = [one.worker.staff for one in town.colleagues.values() if one.reader.role == "dpo"]
        town.telling(made, who, *([case.case_manager] if case.case_manager else []), *overseers)
        town.telling(case.person, who, *overseers)  # of her they are told the code


def _open_now(town: Town, is_near: bool) -> list[tuple[str, StaffMember, datetime]]:
    if not is_near:
        return []
    colleague = town.colleagues["psychologist here"]
    colleague.opened.add((town.people["near"][0], "C3"))
    return [("C3", colleague.worker.staff, real_now())]


def sealed(town: Town) -> None:
    """Former names in the vault, a request to open them, and a list that is being looked through."""
    for name in ("near", "far", "centre", "early"):
        person = town.people[name][0]
        canary = Canary(frozenset({person}), "C2", "vault.Item.sealed")
        for kind in (vault.NAME, vault.KUNYA, vault.DOCUMENT):
            vault.put(
                person=person, kind=kind, content={"text": town.cage.word(canary), "script": "Latn"}, at=AT
            )
    lawyer, custodians = (
        town.first("lawyer"),
        [town.colleagues[f"custodian {w}"].worker for w in ("here", "elsewhere")],
    )
    keeps(*custodians)
    asks(lawyer, town.people["near"][0], at=real_now())
    for opening in Opening._base_manager.all():
        told = (lawyer.staff, *(one.staff for one in custodians))
        town.telling(opening, *told)
        town.telling(Person._base_manager.get(pk=opening.person), *told)  # her code, by which they know whom
    officer = town.first("consular_officer")
    _draft(town, officer)
    for draft in RosterDraft._base_manager.all():
        town.telling(draft, officer.staff)
    brought = make.make_roster_import(officer.staff, people=1, families=1)
    Case._base_manager.filter(person__in=town.people["early"]).update(roster_import=brought)


def _draft(town: Town, officer: Worker) -> None:
    told = frozenset({officer.staff.pk})
    canary = Canary(frozenset(), "C2", "cases.RosterDraft.content", officer.staff.pk, told)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("No", "Name", "Sex", "Age", "Family", "Relation", "Nationality", "Passport"))
    for row in (1, 2):
        name = f"{town.cage.word(canary)} {town.cage.word(canary)}".title()
        sheet.write_row(row, 0, (row, name, "F", 31, row, "head", "Kazakhstan", "N1234567"))
    book.close()
    open_draft(
        data=held.getvalue(),
        file_name="list.xlsx",
        as_of=None,
        today=AT.date(),
        by=officer.actor,
        at=real_now(),
    )
