"""The world that everybody looks at: three families in view, one elsewhere, and one colleague of each role."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shanyraq.access.queries import computing, role_catalogue
from shanyraq.access.rules import NOT_FOR_STAFF, READS, Role
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import SYSTEM, happened
from shanyraq.demo.tests import world as demonstration
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.tests.factories import AT

REGION, CENTRE, ELSEWHERE = "ALR", "MAN-A", "SHY"
# Where the three families in view live; `elsewhere` is in view of nobody but who counts the whole programme.
HOME, IN_CENTRE, BEFORE = "at home", "in the centre", "before return"
NEAR = ("assigned", "dossier")
PLACES = {"region": HOME, "centre": IN_CENTRE, "early": BEFORE, "operation": BEFORE}
# The figures of the whole programme are printed for these, protected: nothing else of it may differ, and only there.
COUNTERS = {"programme_manager": "desk:overview", "regional_coordinator": "desk:overview"}
# Whoever answers requests finds anybody by her code, and is told how many rows the record has: not hidden from her.
ANSWERERS = {"dpo": ("rights:", "desk:record_state")}
# And on her desk that number alone, with the length of the page that it stands on.
ROWS_OF_RECORD = re.compile(rb'(href="/record/"><bdi>)[^<]+|(Content-Length: )\d+')
COUNTED_AT = {"dpo": ("oversight:desk",)}


@dataclass
class Somebody:
    """A colleague who holds one role of the pack, and which families are hers to see."""

    role: Role
    worker: Worker
    sees: frozenset[str]

    def reads(self, compartment: str) -> bool:
        """Whether the pack lets her read this part of the files in full: its own words, not the policy's answer."""
        return self.role.compartments.get(compartment) in READS


@dataclass
class World:
    """Who is here, the families by where they live, and who works where nobody else looks."""

    everybody: dict[str, Somebody]
    families: dict[str, list[Case]]
    elsewhere: list[Case]
    another: Worker  # a case manager elsewhere
    officer: Worker  # a second consular officer
    lawyer: Worker  # a second lawyer
    deputy: Worker  # a case manager of the team in view, without a family yet


def family(label: str, members: Sequence[tuple[str, int]], **more: Any) -> NewFamily:
    """A family of people born on the first of January of a year, the first of them its head."""
    return NewFamily(
        label,
        tuple(
            NewMember(
                NewPerson(
                    names=(NameText("Latn", f"{given} {label}", given=given),),
                    relation="child" if number else "head",
                    sex="F",
                    birth_date=date(born, 1, 1),
                    birth_precision="day",
                )
            )
            for number, (given, born) in enumerate(members)
        ),
        **more,
    )


def registered(new: NewFamily, **terms: Any) -> list[Case]:
    """Its support files, as they stand in the database."""
    given: dict[str, Any] = {"entry": "ORGANISED", "opened_at": AT - timedelta(days=120)} | terms
    made = register_families(families=[new], **given, by=SYSTEM, at=AT)
    with computing("test"):
        return list(Case.objects.filter(pk__in=[case.pk for case in made]).select_related("person", "family"))


def make_world(cast: Callable[[str], Worker]) -> World:
    """The world before anything differs. `cast` gives one of the fixed cast by name."""
    aigul, saule, zhanna = cast("aigul"), cast("saule"), cast("zhanna")
    cases = demonstration.fill(aigul, saule)
    demonstration.ask_for_a_seal(cases, zhanna, (cast("aida"), cast("berik")))
    shared: dict[str, Any] = {"arrived_at": AT - timedelta(days=10), "region": "MAN", "centre": CENTRE}
    in_centre = registered(family("Serikova", [("Aliya", 1990), ("Dana", 2012)]), **shared)
    before = registered(family("Akhmetova", [("Zhanar", 1985), ("Timur", 2014)]))
    far = {"arrived_at": AT - timedelta(days=100), "region": ELSEWHERE, "phase_entry": "P6"}
    another = make_worker("Nurlan", "case_manager", region=ELSEWHERE)
    elsewhere = registered(
        family("Ospanova", [("Karlygash", 1987), ("Ilyas", 2011)]), case_manager=another.staff, **far
    )
    happened(elsewhere, "home.visit.made", AT - timedelta(days=3))
    families = {HOME: cases, IN_CENTRE: in_centre, BEFORE: before}
    everybody = {role.code: _somebody(role, cast, families) for role in _roles()}
    officer = make_worker("Samal", "consular_officer", discipline="consular")
    return World(
        everybody,
        families,
        elsewhere,
        another,
        officer=officer,
        lawyer=make_worker("Kanat", "lawyer", region=ELSEWHERE),
        deputy=make_worker("Zhanar", "case_manager", region=REGION, supervisor=cast("daniyar")),
    )


def _roles() -> list[Role]:
    return [role for role in role_catalogue().values() if role.code not in NOT_FOR_STAFF]


CAST = {
    "case_manager": "aigul",
    "supervisor": "daniyar",
    "centre_lead": "bota",
    "consular_officer": "saule",
    "lawyer": "zhanna",
    "custodian": "aida",
    "programme_manager": "damir",
    "partner": "partner",
    "dpo": "auditor",
    "administrator": "admin",
}


def _somebody(role: Role, cast: Callable[[str], Worker], families: dict[str, list[Case]]) -> Somebody:
    if role.code in CAST:
        worker = cast(CAST[role.code])
    else:
        discipline = pack().roles[role.code].discipline or role.code
        worker = make_worker(role.code, role.code, discipline=discipline, region=REGION, centre=CENTRE)
    sees = frozenset({PLACES[role.reach]} if role.reach in PLACES else ())
    if role.reach == "team":
        sees = frozenset({HOME})
    elif role.reach in NEAR:
        sees = frozenset({HOME}) if role.code in CAST else frozenset({HOME, IN_CENTRE})
        for place in sees if worker.account.login not in ("aigul", "zhanna") else ():
            for case in families[place]:
                make_assignment(case, worker.staff)
    if worker.account.login == "zhanna":
        for case in families[HOME][1:]:  # the first is hers already
            make_assignment(case, worker.staff)
    return Somebody(role, worker, sees)
