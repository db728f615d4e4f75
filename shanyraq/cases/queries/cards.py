"""Reading summary cards: what stands on them now, and what stood there before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.cases.models import SummaryCard
from shanyraq.foundation.encrypted import open_together
from shanyraq.people.models import Person

STANDS = Q(corrected_by=None, text__isnull=False)


def standing_cards(actor: Actor, people: Iterable[uuid.UUID]) -> list[SummaryCard]:
    """The cards of these people that stand now, as far as the actor sees them, the newest first: one query.

    The caller warms the people's keys.
    """
    found = SummaryCard.objects.visible_to(actor).filter(STANDS, person__in=list(people))
    cards = list(found.select_related("written_by").order_by("-written_at", "pk"))
    open_together(cards, "text")
    return cards


def earlier_cards(actor: Actor, person_id: uuid.UUID) -> list[SummaryCard]:
    """What stood on her cards before, the newest first: of the parts that the actor reads in full."""
    found = SummaryCard.objects.visible_to(actor).filter(
        person=person_id, compartment__in=sorted(actor.readable), text__isnull=False
    )
    return list(found.exclude(STANDS).select_related("written_by").order_by("-written_at", "pk")[:50])


def people_with_cards(actor: Actor) -> Guarded[Person]:
    """The people of whom the actor has something to know."""
    hers = SummaryCard.objects.visible_to(actor).filter(STANDS, person=OuterRef("pk"))
    return Person.objects.visible_to(actor).filter(Exists(hers))
