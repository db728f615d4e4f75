"""Rows of the desks beside the files: what people asked for themselves, what the officer keeps, lists taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanyraq.access.models import StaffMember
from shanyraq.cases.actions.exports import take_list
from shanyraq.cases.models import Case
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.models import Breach, LegalItem, LegalRequest
from shanyraq.oversight.tests.factories import invent, make_finding, make_finding_answer
from shanyraq.panels.tests.factories import make_panel, make_panel_seat
from shanyraq.people.tests.factories import AT
from shanyraq.rights.tests.factories import make_data_request, make_erasure, make_legal_hold

if TYPE_CHECKING:
    from tests.bars.town import Town


def rights_and_oversight(town: Town) -> None:
    """Of near and far: a request, a hold, an erasure that waits; a question about a colleague's reading."""
    officers, lawyers = _staff(town, "dpo"), _staff(town, "lawyer")
    manager = town.first("case_manager").staff
    for name in ("near", "far"):
        case = Case._base_manager.select_related("person").get(person=town.people[name][0])
        for row in _asked(case, manager, officers[0]):
            town.telling(row, *officers)
        for row in _demanded(case, lawyers[0]):
            town.telling(row, *officers, *lawyers)
        make_panel_seat(make_panel(case, manager), _staff(town, "panel_member")[0])
        town.telling(case.person, *officers, *lawyers)  # whoever answers about her knows her by her code
    invent(*(town.colleagues[f"dpo {where}"].worker for where in ("here", "elsewhere")))
    finding = make_finding(manager, persons=[str(town.people["near"][0])])
    make_finding_answer(finding, officers[0])
    told = {
        "what": "A phone was lost.",
        "whom": "Two families.",
        "risk": "UNLIKELY",
        "risk_words": "It was locked.",
    }
    Breach.objects.create(**told, people=2, noticed_at=AT, entered_by=officers[0], entered_at=AT)


def _staff(town: Town, role: str) -> list[StaffMember]:
    return [one.worker.staff for one in town.colleagues.values() if one.reader.role == role]


def _demanded(case: Case, lawyer: StaffMember) -> tuple[Any, ...]:
    """What an authority asks to be told of her."""
    demand = LegalRequest.objects.create(
        authority="A court",
        act="An order",
        person=case.person_id,
        received_on=AT.date(),
        answer_by=AT.date(),
        entered_by=lawyer,
        entered_at=AT,
    )
    return demand, LegalItem.objects.create(request=demand, number=1, part="C8", what="Her papers")


def _asked(case: Case, manager: StaffMember, officer: StaffMember) -> tuple[Any, ...]:
    return (
        make_data_request(case, manager, wish="x"),
        make_legal_hold(case, officer),
        make_erasure(case, officer),
    )


def lists_taken_along(town: Town) -> None:
    """A list of her own people that a case manager took: made of names that are canaries already."""
    take_list(
        what="MINE",
        purpose="conference",
        recipient="The panel",
        reason="The panel meets about this family on Thursday.",
        language="en",
        today=AT.date(),
        by=town.first("case_manager").actor,
        at=real_now(),
    )
