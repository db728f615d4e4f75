"""What a person is given a copy of: her own data alone, as far as who prints it reads them in full."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case, Note, Record
from shanyraq.cases.queries.happenings import Entry, entries_of, newest_evidence
from shanyraq.cases.queries.relations import ties_within_sight
from shanyraq.cases.rules import ANSWERED, COPIED_PARTS
from shanyraq.foundation import keyring

# What an entry says in words of its own; whatever else it holds may be another person's name.
WORDS = ("text", "child_view")


@dataclass(frozen=True)
class Passage:
    """Words that somebody wrote about her: a note, or what an entry says. They may tell of other people."""

    id: str
    at: datetime
    kind: str  # of the entry; empty for a note
    part: str
    text: str


def copied_parts(actor: Actor) -> tuple[str, ...]:
    """The parts that a copy tells itself, as far as the actor reads them."""
    return tuple(part for part in COPIED_PARTS if actor.reads(part))


def happened(actor: Actor, person: uuid.UUID) -> list[Entry]:
    """What happened to her in all her files, the newest first, each in its newest version. Answers stand elsewhere."""
    rows = (
        newest_evidence(actor, _cases(actor, person))
        .filter(is_retraction=False, compartment__in=copied_parts(actor))
        .order_by("-at", "-seq")
    )
    keyring.warm([person])
    return entries_of(actor, [row for row in rows if not row.kind.startswith(ANSWERED)])


def passages(actor: Actor, person: uuid.UUID, entries: Iterable[Entry]) -> list[Passage]:
    """The words of her notes and of these entries, the newest first."""
    notes = Note.objects.visible_to(actor).filter(
        case__in=_cases(actor, person), compartment__in=copied_parts(actor), corrected_by=None
    )
    found = [Passage(str(one.pk), one.written_at, "", one.compartment, str(one.text)) for one in notes]
    found += [passage for one in entries if one.record for passage in _words(one.record)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def kin(actor: Actor, person: uuid.UUID) -> Counter[tuple[str, bool]]:
    """How many people are what to her: by kind, and whether it is she who is that to them. No other word of them."""
    if "C7" not in copied_parts(actor):
        return Counter()
    rows = list(ties_within_sight(actor).filter(Q(person=person) | Q(relative=person), ends_on=None))
    keyring.warm({row.person_id for row in rows})
    return Counter((str(row.kind), row.person_id == person) for row in rows)


def _words(record: Record) -> Iterable[Passage]:
    for name in WORDS:
        if text := record.details.get(name):
            yield Passage(
                f"{record.pk}.{name}", record.happened_at, record.kind, record.compartment, str(text)
            )


def _cases(actor: Actor, person: uuid.UUID) -> list[uuid.UUID]:
    return list(Case.objects.visible_to(actor).filter(person=person).values_list("pk", flat=True))
