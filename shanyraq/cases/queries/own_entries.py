"""Entries of one's own, for who adds them to a part of a file without reading it: about whom, and what she wrote."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Appointment, AppointmentMember, Case, ColleagueKin, Note
from shanyraq.cases.queries.scopes import row_scope
from shanyraq.people.models import Person
from shanyraq.people.queries import names_prefetch
from shanyraq.people.rules import age_band

ENTRY_OWN = "entry.own"  # adds entries to parts of a file without having pages of files
FAITH = "C5"  # whose content nobody else is ever told, only how many talks there were
CALLED_OFF = "CANCELLED"


def note_scope(actor: Actor) -> Q:
    """Notes of visible cases in what the actor reads, and her own; of who only interprets, also her own about people
    for whom she interprets: she works with nobody else.
    """
    notes = row_scope("written_by")(actor)
    if ENTRY_OWN not in actor.may or actor.staff_id is None:
        return notes
    met = AppointmentMember.objects.filter(appointment__interpreter=actor.staff_id).exclude(
        appointment__state=CALLED_OFF
    )
    kin = ColleagueKin.objects.filter(staff=actor.staff_id, ended_at=None)
    own = Q(compartment__in=sorted(actor.owns_only), written_by=actor.staff_id, case__in=met.values("case"))
    return notes | (own & ~Q(person__in=kin.values("person")))


def own_entries(actor: Actor) -> Guarded[Note]:
    """What she wrote in parts of which she reads no more than that, each in its newest version."""
    return (
        Note.objects.visible_to(actor)
        .filter(written_by=actor.staff_id, compartment__in=sorted(actor.owns_only), corrected_by=None)
        .select_related("person")
    )


def people_to_write_about(actor: Actor) -> Guarded[Person]:
    """Those with an open file whom she works with."""
    hers = Case.objects.visible_to(actor).filter(person=OuterRef("pk"), closed_at=None)
    return Person.objects.visible_to(actor).filter(Exists(hers))


def known_of(actor: Actor, people: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those among these people whom she works with by more than a meeting at which she interprets."""
    found = Person.objects.visible_to(actor).filter(pk__in=set(people))
    return set(found.values_list("pk", flat=True))


def open_case(actor: Actor, person_id: uuid.UUID) -> Case | None:
    """Somebody's open file, with her names, if the actor works with her."""
    cases = Case.objects.visible_to(actor).filter(person=person_id, closed_at=None).select_related("person")
    return cases.prefetch_related(names_prefetch(actor, "person__names")).first()


def meetings_interpreted(actor: Actor) -> Guarded[Appointment]:
    """The meetings at which she interprets: somebody who only interprets knows nobody but by them."""
    rows = Appointment.objects.visible_to(actor).filter(interpreter=actor.staff_id)
    return rows.exclude(state=CALLED_OFF)


def people_met(actor: Actor, meeting_id: uuid.UUID) -> list[tuple[Case, Person]]:
    """For whom a meeting is at which she interprets: their open files, her own kin left out. Told of them is what is
    told of a booking, never a name. Empty where she does not interpret there.
    """
    if not meetings_interpreted(actor).filter(pk=meeting_id).exists():
        return []
    kin = ColleagueKin.objects.filter(staff=actor.staff_id, ended_at=None)
    with computing("own_entries.met"):
        members = AppointmentMember.objects.filter(appointment=meeting_id, case__closed_at=None)
        members = members.exclude(person__in=kin.values("person")).select_related("case", "person")
        return [(one.case, one.person) for one in members.order_by("person__code")]


def bands_of(people: Iterable[uuid.UUID], today: date) -> dict[uuid.UUID, str]:
    """In which part of life each of these is: what the shell of a file (C0) says of an age, to who reads no names."""
    with computing("own_entries.bands"):
        rows = Person.objects.filter(pk__in=set(people)).values_list("pk", "birth_date", "birth_precision")
        return {pk: age_band(born, precision, today) for pk, born, precision in rows}


def same_entry(actor: Actor, first: Note) -> list[Note]:
    """One entry about several people, by any of its notes: her own, written at once with the same words."""
    together = own_entries(actor).filter(written_at=first.written_at, compartment=first.compartment)
    return [note for note in together.order_by("pk") if note.text == first.text]


def talks_of(actor: Actor, case_ids: Sequence[uuid.UUID]) -> Counter[uuid.UUID]:
    """How many talks the faith counsellor has written down of each of these cases, for who reads what was agreed to.

    Nothing else of them is told to anybody: not by whom, and not when.
    """
    if not actor.reads("C12"):
        return Counter()
    with computing("own_entries.talks"):
        talks = Note.objects.filter(case__in=list(case_ids), compartment=FAITH, corrects=None)
        return Counter(talks.values_list("case", flat=True))
