"""Reading what was opened in an emergency, and who has to know of it.

No scope is widened by an emergency: what the one part of the one person's file holds is read here, for the one page.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.queries import Guarded, computing, role_catalogue, scope
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.audit.actions import saw, saw_by_grant
from shanyraq.cases.models import (
    Case,
    EmergencyOpening,
    Evidence,
    FactChange,
    Note,
    PlanStep,
    Record,
    SummaryCard,
)
from shanyraq.cases.models.emergencies import NOT_JUSTIFIED
from shanyraq.cases.queries.cards import STANDS
from shanyraq.cases.queries.happenings import Entry
from shanyraq.cases.queries.scopes import of_known_people
from shanyraq.foundation import keyring
from shanyraq.people.models import Person

OPEN, SEE, REVIEW, OVERSEE = "emergency.open", "emergency.see", "emergency.review", "emergency.oversee"
LISTED = 100


@dataclass(frozen=True)
class Held:
    """What one part of one person's file holds."""

    steps: tuple[PlanStep, ...]
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]
    changes: tuple[FactChange, ...]
    cards: tuple[SummaryCard, ...]


def emergency_scope(actor: Actor) -> Q:
    """Openings of her own in the role that she works in, and those she was told of as lead, while she works with the
    person, or others made of a file that she leads now; those she was told of as a supervisor; all for who oversees.
    """
    if OVERSEE in actor.may:
        return Q()
    if actor.staff_id is None or SEE not in actor.may:
        return Q(pk__in=[])
    leads = Case.objects.filter(case_manager=actor.staff_id, closed_at=None).values("person")
    led = Q(person__in=leads) & ~Q(opened_by=actor.staff_id)
    hers = Q(opened_by=actor.staff_id, role=actor.role) | Q(lead=actor.staff_id) | led
    return (hers & of_known_people(actor)) | Q(supervisor=actor.staff_id)


def open_now(actor: Actor, at: datetime) -> Guarded[EmergencyOpening]:
    """The openings of hers whose hour is not over: it ends at once where somebody says that it was not justified.

    Each is open in the role that it was opened in, and in no other of hers. Nothing for who may open none any more.
    """
    mine = EmergencyOpening.objects.visible_to(actor)
    if actor.staff_id is None or OPEN not in actor.may:
        return mine.none()
    return mine.filter(_not_over(actor, at)).exclude(verdict=NOT_JUSTIFIED)


def _not_over(actor: Actor, at: datetime) -> Q:
    return Q(
        opened_by=actor.staff_id,
        role=actor.role,
        opened_at__gt=at - rules.LASTS,
        opened_at__lte=at,
        compartment__in=sorted(rules.openable(actor)),
    )


@dataclass(frozen=True)
class Hour:
    """An opening whose hour is not over: whose file, by its code, which part, until when."""

    id: uuid.UUID
    code: str
    compartment: str
    until: datetime


def hours_of(actor: Actor, at: datetime) -> list[Hour]:
    """Which openings of hers are open in this role and until when, for the frame of every page. None is asked of who
    may open none; one query where nothing is open, as nearly always, two where something is.

    It says again whose file she opened, by its code, and nothing of what stands there: no reading to be recorded.
    """
    if actor.staff_id is None or OPEN not in actor.may:
        return []
    with computing("emergency.frame"):
        rows = EmergencyOpening.objects.filter(_not_over(actor, at)).exclude(verdict=NOT_JUSTIFIED)
        begun = list(rows.order_by("opened_at", "pk").values_list("pk", "person", "compartment", "opened_at"))
        if not begun:
            return []
        seen = Person.objects.filter(scope(actor, Person), pk__in={person for _, person, _, _ in begun})
        codes = dict(seen.values_list("pk", "code"))
    return [
        Hour(pk, codes[person], part, opened_at + rules.LASTS)
        for pk, person, part, opened_at in begun
        if person in codes
    ]


@dataclass(frozen=True)
class Told:
    """Who learns at once of an opening, besides data protection: who leads the file, and who supervises."""

    lead: StaffMember | None
    supervisor: StaffMember | None

    @property
    def others(self) -> list[StaffMember]:
        """Each of them once."""
        found = {one.pk: one for one in (self.supervisor, self.lead) if one is not None}
        return list(found.values())


def who_is_told(staff_id: uuid.UUID | None, person_id: uuid.UUID) -> Told:
    """Who learns that this colleague opens a part of this file.

    Her own supervisor; where she has none, the supervisor of who leads the file; where there is none either, who
    coordinates its region. Never she herself, and nobody whose access has ended: then it is nobody.
    """
    with computing("emergency.told"):
        cases = Case.objects.filter(person=person_id).select_related("case_manager__supervisor")
        case = cases.order_by("-episode").first()
        staff = StaffMember.objects.select_related("supervisor").filter(pk__in=[staff_id]).first()
        lead = case.case_manager if case else None
        above = [one.supervisor for one in (staff, lead) if one is not None and one.supervisor is not None]
        found = [one for one in above if not one.has_left and one.pk != staff_id]
        supervisor = found[0] if found else _coordinator_of(case.region if case else "", staff_id)
        return Told(lead if lead is not None and lead.pk != staff_id else None, supervisor)


def _coordinator_of(region: str, but: uuid.UUID | None) -> StaffMember | None:
    """Who coordinates a region and is told of emergencies; the first by name where several do."""
    if not region:
        return None
    roles = [role.code for role in role_catalogue().values() if role.reach == "region" and SEE in role.may]
    held = RoleGrant.objects.filter(role__in=roles, region=region, ends_at=None).values("staff")
    found = StaffMember.objects.filter(pk__in=held, left_on=None).exclude(pk__in=[but])
    return min(found, key=lambda one: one.by_name, default=None)


def opened_for(actor: Actor, emergency_id: uuid.UUID, at: datetime) -> EmergencyOpening | None:
    """The opening, if it is hers, its hour is not over and the person is still somebody she works with."""
    opening = open_now(actor, at).filter(pk=emergency_id).first()
    if opening is None or not Person.objects.visible_to(actor).filter(pk=opening.person_id).exists():
        return None
    return opening


def what_is_held(opening: EmergencyOpening) -> Held:
    """All that this person's file holds in this compartment, the newest first; nothing of anybody else.

    The request's row in the record names the opening, its ground and her, also where nothing is held.
    """
    saw_by_grant(opening.pk, opening.ground)
    for table in (Evidence, FactChange, Note, PlanStep, Record, SummaryCard):
        saw(table._meta.label, [opening.person_id])
    this = {"person": opening.person_id, "compartment": opening.compartment}
    keyring.warm([opening.person_id])
    with computing("emergency.read"):
        records = {row.pk: row for row in Record.objects.filter(**this).select_related("recorded_by")}
        happened = Evidence.objects.filter(**this, corrected_by=None).select_related("recorded_by")
        notes = Note.objects.filter(**this).select_related("written_by")
        cards = SummaryCard.objects.filter(STANDS, **this).select_related("written_by")
        changes = FactChange.objects.filter(**this).select_related("person", "changed_by")
        return Held(
            tuple(PlanStep.objects.filter(**this).order_by("due_at", "pk")),
            tuple(_entry(row, records) for row in happened.order_by("-at", "pk")),
            tuple(notes.order_by("-written_at", "pk")),
            tuple(changes.order_by("-changed_at", "pk")),
            tuple(cards.order_by("-written_at", "pk")),
        )


def _entry(row: Evidence, records: Mapping[uuid.UUID, Record]) -> Entry:
    found = records.get(row.source_id)
    earlier: list[Record] = []
    newest = found
    while newest is not None and newest.corrects_id is not None and newest.corrects_id in records:
        newest = records[newest.corrects_id]
        earlier.append(newest)
    return Entry(row, found, tuple(earlier))


def happened_to(person_id: uuid.UUID) -> list[EmergencyOpening]:
    """Every opening of a person's file, and of records joined to it, the newest first: when, as what, on which ground.

    Whoever sees her file may know that it happened; why and what was said of it is not read here.
    """
    with computing("emergency.told"):
        whose = Q(person=person_id) | Q(person__merged_into=person_id)
        rows = EmergencyOpening.objects.filter(whose).only("opened_at", "role", "ground")
        return list(rows.order_by("-opened_at", "pk"))


def codes_of(openings: Sequence[EmergencyOpening]) -> dict[uuid.UUID, str]:
    """The codes of the people whose files were opened, for those who were told of it: never a name."""
    with computing("emergency.told"):
        people = Person.objects.filter(pk__in={one.person_id for one in openings})
        return dict(people.values_list("pk", "code"))


def told_to(actor: Actor) -> list[EmergencyOpening]:
    """What she opened herself and what she was told of: what waits for a review first, then the newest."""
    rows = EmergencyOpening.objects.visible_to(actor).select_related(
        "opened_by", "reviewed_by", "lead", "supervisor"
    )
    waiting = list(rows.filter(reviewed_at=None).order_by("opened_at", "pk")[:LISTED])
    done = rows.filter(reviewed_at__isnull=False).order_by("-opened_at", "pk")[:LISTED]
    return [*waiting, *done]


def unreviewed(actor: Actor) -> Guarded[EmergencyOpening]:
    """What others opened and she was told of, and nobody has looked at yet."""
    told = EmergencyOpening.objects.visible_to(actor).filter(reviewed_at=None)
    return told.exclude(opened_by=actor.staff_id) if actor.staff_id else told
