"""How many people in the centre, children or colleagues somebody has. Figures about work, never about a person."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Case as Either
from django.db.models import Count, F, Q, Value, When

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.queries import pack
from shanyraq.cases.rules import ratios
from shanyraq.people.rules import ADULT_AT, may_be_child_on


def most_of(ratio: str) -> int | None:
    """A number of the pack; None where it gives none."""
    found = getattr(pack().params, ratio, None)
    return found if isinstance(found, int) else None


def in_centre(staff_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """How many people who live in the centre each case manager leads; of everybody where none are named."""
    of = Q() if staff_ids is None else Q(case_manager__in=staff_ids)
    with computing("caseload"):
        rows = (
            Case.objects.filter(
                of, closed_at=None, phase__in=ratios.CENTRE_PHASES, case_manager__isnull=False
            )
            .exclude(centre="")
            .values_list("case_manager")
            .annotate(people=Count("pk"))
        )
        return dict(rows)


def children_of_psychologists(
    today: date, staff_ids: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, int]:
    """How many people who are, or may be, children each psychologist works with now, in open files.

    Whoever is born later than the year in which those are born who come of age in this one is a child, as is who has no
    birth date: they are counted where they stand, and the rule is asked about that one year.
    """
    of = Q() if staff_ids is None else Q(staff__in=staff_ids)
    with computing("caseload"):
        rows = Assignment.objects.filter(
            of, discipline=ratios.PSYCHOLOGIST, ends_at=None, case__closed_at=None
        )
        year, born = today.year - ADULT_AT, "case__person__birth_date"
        coming_of_age = Q(**{f"{born}__year": year})
        counted = (
            rows.filter(Q(**{born: None}) | Q(**{f"{born}__year__gte": year}))
            .annotate(
                day=Either(When(coming_of_age, then=F(born))),
                how=Either(When(coming_of_age, then=F("case__person__birth_precision")), default=Value("")),
            )
            .values_list("staff", "day", "how")
            .annotate(people=Count("pk"))
        )
        found: Counter[uuid.UUID] = Counter()
        for staff, day, how, people in counted:
            if may_be_child_on(day, how, today):
                found[staff] += people
        return dict(found)


def colleagues_of(today: date) -> dict[uuid.UUID, int]:
    """How many colleagues each supervisor has who are still here."""
    here = StaffMember.objects.filter(Q(left_on=None) | Q(left_on__gt=today), supervisor__isnull=False)
    return dict(here.values_list("supervisor").annotate(colleagues=Count("pk")))


def passed(today: date, regions: tuple[str, ...] | None) -> tuple[ratios.Above, ...]:
    """The numbers of the pack that are passed by colleagues of these regions; None: of all."""
    counts = {
        ratios.CENTRE: in_centre(),
        ratios.CHILDREN: children_of_psychologists(today),
        ratios.COLLEAGUES: colleagues_of(today),
    }
    if regions is not None:
        ids = {staff for of in counts.values() for staff in of}
        here = set(StaffMember.objects.filter(pk__in=ids, region__in=regions).values_list("pk", flat=True))
        counts = {ratio: {one: n for one, n in of.items() if one in here} for ratio, of in counts.items()}
    return ratios.above(counts, {ratio: most_of(ratio) for ratio in ratios.RATIOS})
