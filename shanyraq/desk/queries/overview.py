"""The programme in figures. Counts only, grouped in the database; no row of a person ever leaves this module."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Max, Min, OuterRef, Q, QuerySet

from shanyraq.access.queries import system
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case, PlanStep
from shanyraq.cases.queries import pack
from shanyraq.desk import rules
from shanyraq.partners.rules import Counts, ProtectedTable, protect_small_counts

CHILDREN, ADULTS = "children", "adults"
AGES = (CHILDREN, ADULTS)
SELF, UNKNOWN = (
    "\x00self",
    "\x00unknown",
)  # came by themselves; arrival not recorded: no operation is called so
SCHOOL = "school"


@dataclass(frozen=True)
class Operation:
    """An arrival together: the operation's name (or SELF, UNKNOWN), its first day and its last."""

    name: str
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class Figures:
    """Everything the overview may print, protected. `regions` is None where the whole programme is in view.

    `late`, `due` and `waiting` are services by region and discipline. `before` counts people by phase before they are
    home, `home` those at home, `arrivals` those at home by operation; the last two have their totals in common.
    """

    regions: tuple[str, ...] | None
    late: ProtectedTable
    due: ProtectedTable
    waiting: ProtectedTable
    before: ProtectedTable
    home: ProtectedTable
    arrivals: ProtectedTable
    operations: tuple[Operation, ...]
    school: rules.Share | None


def protected(table: Counts) -> ProtectedTable:
    """A table as it may be printed in this country."""
    return _protected(table, smallest_shown())


def smallest_shown() -> int:
    """The smallest count but zero that the pack lets a page show."""
    return pack().params.small_number


@lru_cache(maxsize=64)
def _protected(table: Counts, threshold: int) -> ProtectedTable:
    """The same counts are worked out once."""
    return protect_small_counts(table, threshold)


def regions_of(actor: Actor) -> tuple[str, ...] | None:
    """The regions an actor counts: None for all, else those of her grants."""
    if any(grant.reach == "counts" and not grant.region for grant in actor.grants):
        return None
    return tuple(sorted({grant.region for grant in actor.grants if grant.region}))


def counts_for(actor: Actor, today: date) -> Figures:
    """The figures as far as an actor's role reaches: the whole programme, or her regions. Five grouped queries.

    Rows are counted whoever may see them: the answer holds counts alone, and a row of the record says that it was
    computed.
    """
    regions = regions_of(actor)
    within = Q() if regions is None else Q(region__in=regions)
    with system("overview"):
        steps = _steps(within)
        by_phase = _people(within, today)
        by_operation = _operations(within, today)
        school = _school(within, today)
    before, at_home = _phases(by_phase)
    by_name, operations = _arrivals(by_operation)
    home, arrivals = rules.hide_common_totals(protected(at_home), protected(by_name))
    places = _places(regions, steps)
    return Figures(
        regions=regions,
        late=_services(steps, "LATE", places),
        due=_services(steps, "DUE", places),
        waiting=_services(steps, "WAITING", places),
        before=protected(before),
        home=home,
        arrivals=arrivals,
        operations=operations,
        school=school,
    )


def early_phases() -> tuple[str, ...]:
    """The phases before a person is home: those in front of the one that arrival opens."""
    phases = pack().phases
    for number, phase in enumerate(phases):
        if any(entry.after == "arrival" for entry in phase.enter):
            return tuple(one.id for one in phases[:number])
    return ()


Steps = Mapping[tuple[str, str, str], int]


def _steps(within: Q) -> Steps:
    """Open services by (state, region, discipline)."""
    rows = (
        PlanStep.objects.filter(within)
        .order_by()
        .values_list("state", "region", "discipline")
        .annotate(n=Count("pk"))
    )
    return {(state, region, discipline): n for state, region, discipline, n in rows}


def _latest(within: Q) -> QuerySet[Case]:
    """Each person once, by her latest episode; second files of the same person left out."""
    later = Case.objects.filter(person=OuterRef("person"), episode__gt=OuterRef("episode"))
    return Case.objects.filter(within, ~Q(closed_reason="DUPLICATE"), ~Exists(later)).order_by()


def _ages(today: date) -> dict[str, Count]:
    child = _is_child(today)
    return {CHILDREN: Count("pk", filter=child), ADULTS: Count("pk", filter=~child)}


def _people(within: Q, today: date) -> list[tuple[Any, ...]]:
    """People by phase and whether their file is open: (phase, open, children, adults)."""
    has_open_file = ExpressionWrapper(Q(closed_at=None), output_field=BooleanField())
    rows = _latest(within).annotate(has_open_file=has_open_file).values_list("phase", "has_open_file")
    return list(rows.annotate(**_ages(today)))


def _is_child(today: date) -> Q:
    """A child today; who may still be one counts as one. The same bounds as the pathway's."""
    exact = rules.born_after(today)
    estimated = rules.born_after(today, pack().params.estimated_age_margin_months)
    return (
        Q(person__birth_date=None)
        | Q(person__birth_date__gt=exact)
        | Q(person__birth_precision="estimated", person__birth_date__gt=estimated)
        | Q(person__birth_precision="month", person__birth_date__gt=exact.replace(day=1) - timedelta(days=1))
        | Q(
            person__birth_precision="year",
            person__birth_date__gt=exact.replace(month=1, day=1) - timedelta(days=1),
        )
    )


def _phases(rows: Iterable[tuple[Any, ...]]) -> tuple[Counts, Counts]:
    """People before they are home and at home, by phase. A closed file counts in the last phase."""
    early, phases = early_phases(), tuple(phase.id for phase in pack().phases)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for phase, is_open, children, adults in rows:
        if not is_open and phase in early:
            continue
        code = (phase or phases[0]) if is_open else phases[-1]
        counts[code][0] += children
        counts[code][1] += adults
    late = tuple(code for code in phases if code not in early)
    return tuple(  # type: ignore[return-value]
        Counts(codes, AGES, tuple((counts[code][0], counts[code][1]) for code in codes))
        for codes in (early, late)
    )


def _operations(within: Q, today: date) -> Iterable[tuple[Any, ...]]:
    """People at home by operation: (name, entry, first day, last day, children, adults)."""
    home = _latest(within).exclude(phase__in=(*early_phases(), ""))
    rows = home.values_list("arrival__operation", "entry")
    return list(rows.annotate(first=Min("arrived_at"), last=Max("arrived_at"), **_ages(today)))


def _arrivals(rows: Iterable[tuple[Any, ...]]) -> tuple[Counts, tuple[Operation, ...]]:
    zone = pack().time_zone
    found: list[tuple[Operation, int, int]] = []
    for name, entry, first, last, children, adults in rows:
        code = SELF if entry == "SELF" else (name or UNKNOWN)
        days = [one.astimezone(zone).date() if one else None for one in (first, last)]
        found.append((Operation(code, *days), children, adults))
    merged: dict[str, tuple[Operation, int, int]] = {}
    for operation, children, adults in found:
        if operation.name in merged:
            other, more_children, more_adults = merged[operation.name]
            firsts = [day for day in (other.first_on, operation.first_on) if day]
            lasts = [day for day in (other.last_on, operation.last_on) if day]
            operation = Operation(operation.name, min(firsts, default=None), max(lasts, default=None))
            children, adults = children + more_children, adults + more_adults
        merged[operation.name] = (operation, children, adults)
    ordered = sorted(
        merged.values(),
        key=lambda one: (one[0].name in (SELF, UNKNOWN), one[0].first_on or date.max, one[0].name),
    )
    table = Counts(tuple(o.name for o, _, _ in ordered), AGES, tuple((c, a) for _, c, a in ordered))
    return table, tuple(o for o, _, _ in ordered)


def _places(regions: tuple[str, ...] | None, steps: Steps) -> tuple[str, ...]:
    """The regions of the tables: the pack's in its order (or those in reach), then whatever else was counted."""
    known = [place.code for place in pack().places_of("region")]
    wanted = [code for code in known if regions is None or code in regions]
    return (*wanted, *sorted({region for _, region, _ in steps} - set(wanted)))


def _services(steps: Steps, state: str, regions: tuple[str, ...]) -> ProtectedTable:
    disciplines = tuple(code for code in pack().disciplines if any(d == code for _, _, d in steps))
    values = tuple(tuple(steps.get((state, r, d), 0) for d in disciplines) for r in regions)
    return protected(Counts(regions, disciplines, values))


def _school(within: Q, today: date) -> rules.Share | None:
    """Which share of the children who have been home long enough has no open step towards a place at school."""
    known = pack()
    after = today - timedelta(days=known.params.enrol_max_days)
    bounds = [known.profiles[code] for code in ("school_age", "youth") if code in known.profiles]
    if not bounds:
        return None
    oldest = max(profile.max_age_months or 0 for profile in bounds) + 1
    youngest = min(profile.min_age_months for profile in bounds)
    children = Case.objects.filter(within, closed_at=None, arrived_at__date__lte=after).filter(
        person__birth_date__gt=rules.born_after(today, oldest - rules.ADULT_AGE * 12),
        person__birth_date__lte=rules.born_after(today, youngest - rules.ADULT_AGE * 12),
    )
    places = [
        action.id
        for action in known.actions.values()
        if action.service == SCHOOL and any(due.days == "enrol_max_days" for due in action.due)
    ]
    waiting = PlanStep.objects.filter(case=OuterRef("pk"), action__in=places, state__in=("LATE", "WAITING"))
    counted = children.aggregate(whole=Count("pk"), without=Count("pk", filter=Exists(waiting)))
    return rules.share_with(counted["without"], counted["whole"])
