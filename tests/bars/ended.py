"""Ending somebody's part with a family, her role or her access, by the acts that are meant for it; and what is left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from django.contrib.sessions.models import Session

from shanyraq.access.actions.roles import end_access, end_role
from shanyraq.access.models import RoleGrant
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.assignments import assign, end_assignment
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests.cast import make_worker
from shanyraq.demo.tests import world
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import AT
from tests.bars.crawl import Crawl, text_of
from tests.bars.entitled import roles
from tests.bars.town import Colleague, Town

REACHED_BY_ASSIGNMENT = {"assigned", "dossier"}
CLOSED = {302, 403, 404}


class Kept(NamedTuple):
    """What is still open to somebody, and what she is still told of the family."""

    open: list[str]
    told: list[str]


def pages_of(town: Town, who: Colleague, only: Collection[str] = ()) -> dict[str, str]:
    """The addresses that name something of the family she reaches and open to her, each with its name."""
    crawl, found = Crawl(town), {}
    for name, route, pattern in world.addresses():
        if (only and name not in only) or not set(pattern.converters) & OF_PEOPLE:
            continue
        for address in crawl.samples.of(route, pattern, who):
            if who.client.get(address).status_code == 200:
                found[address] = name
    return found


# Words of addresses that name a row about somebody.
OF_PEOPLE = {
    "family_id",
    "person_id",
    "record_id",
    "note_id",
    "consent_id",
    "appointment_id",
    "assignment_id",
    "review_id",
    "kinship_id",
    "situation_id",
    "merge_id",
    "emergency_id",
}


def still_told(town: Town, who: Colleague, opened: Mapping[str, str]) -> Kept:
    """Her pages once more, and her lists: which are open, and what of the family she reached stands on any."""
    keyring.forget()
    home, still_open, told = set(town.people[who.home]), [], set[str]()
    for address in (*opened, "/today/", "/families/", "/search/?q=zqx", "/team/", "/cards/", "/emergencies/"):
        answer = who.client.get(address)
        if address in opened and answer.status_code not in CLOSED:
            still_open.append(f"{opened[address]}: {answer.status_code}")
        heard = town.cage.heard(text_of(answer, who.client)) - town.cage.heard(address)
        told |= {
            f"{address}: {one}" for one in heard if one.people & home and who.worker.staff.pk not in one.told
        }
    return Kept(still_open, sorted(told))


# --- what ends --------------------------------------------------------------------------------------------------------


def _assignment(town: Town, name: str) -> None:
    """Her supervisor ends her part; a case manager's, by giving the family to somebody else."""
    staff, supervisor = town.colleagues[name].worker.staff, town.first("supervisor").actor
    if staff.discipline == "case_manager":
        other = make_worker("instead", "case_manager", region="ALR", supervisor=town.first("supervisor"))
        cases = Case._base_manager.filter(case_manager=staff, closed_at=None).values_list("pk", flat=True)
        assign(case_ids=list(cases), case_manager=other.staff.pk, by=supervisor, at=AT)
        return
    for part in Assignment._base_manager.filter(staff=staff, ends_at=None):
        part.refresh_from_db()
        if part.ends_at is None:
            end_assignment(assignment_id=part.pk, by=supervisor, at=AT)


def _role(town: Town, name: str) -> None:
    staff, role = town.colleagues[name].worker.staff, roles()[name.split()[0]]
    grants = RoleGrant.objects.filter(staff=staff, role=role["code"])
    end_role(grant_id=grants.get().pk, by=_administrator(town, name), at=real_now())


def _access(town: Town, name: str) -> None:
    staff = town.colleagues[name].worker.staff
    end_access(staff_id=staff.pk, by=_administrator(town, name), at=real_now(), today=AT.date())


def _session(town: Town, name: str) -> None:
    """Her session is ended somewhere else."""
    client = town.colleagues[name].client
    Session.objects.filter(pk=client.session.session_key).delete()


def _administrator(town: Town, name: str) -> Actor:
    where = "elsewhere" if name == "administrator here" else "here"
    return town.colleagues.get(f"administrator {where}", _spare(town)).worker.actor


def _spare(town: Town) -> Colleague:
    worker = make_worker("spare", "administrator")
    return Colleague("spare", worker, town.colleagues[next(iter(town.colleagues))].reader, "near")


ENDINGS: Mapping[str, Callable[[Town, str], None]] = {
    "assignment": _assignment,
    "role": _role,
    "access": _access,
    "session": _session,
}
