"""The part of charged adults (C9), and how children are kept out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shanyraq.access.queries import computing
from shanyraq.cases import queries, rules
from shanyraq.cases.models import Case
from shanyraq.people.rules import may_be_child_on


def is_of_justice(kind: str) -> bool:
    """Whether this kind of evidence belongs to that part."""
    known = queries.pack().kinds.get(kind)
    return known is not None and known.compartment == rules.JUSTICE


def writes_of_justice(discipline: str) -> bool:
    """Whether a role of this discipline writes in that part."""
    roles = queries.pack().roles.values()
    return any(one.compartments.get(rules.JUSTICE) == "W" for one in roles if one.discipline == discipline)


def has_child(cases: Sequence[Case], day: date) -> bool:
    """Whether one of these people is, or may be, a child on a day: who has no date of birth may be one."""
    with computing("justice"):  # also for who is not told when somebody was born
        return any(
            may_be_child_on(case.person.birth_date, case.person.birth_precision, day) for case in cases
        )
