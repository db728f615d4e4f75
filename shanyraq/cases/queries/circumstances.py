"""Circumstances of people that their records tell, so that nobody has to say them twice: who is alone, who cares."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from shanyraq import pathway
from shanyraq.cases.rules import ALONE, CARING
from shanyraq.people.models import CareSituation, Kinship
from shanyraq.people.rules import last_day_as_child


def circumstances_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[pathway.OverlayFact]]:
    """Overlays by person, in two queries. Only inside `access.queries.computing` or `system`.

    A child without her family is one; a mother or father of a child is a caregiver, and a relative who cares for
    one a caregiver who is a relative, until the child comes of age.
    """
    found: dict[uuid.UUID, list[pathway.OverlayFact]] = defaultdict(list)
    for situation in CareSituation.objects.filter(person__in=people):
        if situation.kind in ALONE:
            fact = pathway.OverlayFact(ALONE[situation.kind], situation.starts_on, situation.ends_on)
            found[situation.person_id].append(fact)
    for tie in Kinship.objects.filter(person__in=people, ends_on=None).select_related("relative", "person"):
        if tie.kind in CARING:
            child = tie.relative
            since = tie.starts_on or child.birth_date or tie.person.made_at.date()
            until = last_day_as_child(child.birth_date, child.birth_precision)
            if until is None or until >= since:
                found[tie.person_id].append(pathway.OverlayFact(CARING[tie.kind], since, until))
    return found
