"""What is told a second time: an arrival counts once, and of anything else it is asked whether it took place again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.doubts import Doubt, names_seen
from shanyraq.cases.models import Case, Evidence, PlanStep
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.happenings import newest_evidence
from shanyraq.cases.rules import told_alike
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import listed


def words_against_second_arrival(cases: Sequence[Case], kind: str, by: Actor, at: datetime) -> str:
    """Why these people did not arrive (again) as this kind of event tells; empty where it tells of no arrival, or of
    the first one of everybody's present episode.
    """
    if not any(kind in one.kinds for one in pack().triggers.values() if one.fact == "arrived_at"):
        return ""
    told = set(_told(cases, [kind], by).values_list("case", flat=True))
    came = [case for case in cases if case.pk in told or (case.arrived_at and case.arrived_at <= at)]
    if not came:
        return ""
    return _(
        "The arrival of %(names)s is recorded already, and counts once. To put its day right, correct the first "
        "entry in the history."
    ) % {"names": _names(came, by)}


def doubts_about_repeats(cases: Sequence[Case], kind: str, happened_at: datetime, by: Actor) -> list[Doubt]:
    """Questions about those for whom this is recorded already, as far as the actor reads it: on the same day, or on
    any day where it closes only services that are owed once and none of them is open. One question a day.
    """
    found: dict[uuid.UUID, set[date]] = defaultdict(set)
    for told, told_at in _told(cases, told_alike(kind), by).values_list("case", "at"):
        found[told].add(localdate(told_at))
    day, done = localdate(happened_at), _done_for_good(kind, found)
    again: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        days = found.get(case.pk, set())
        if day in days:
            again[day].append(case)
        elif days and case.pk in done:
            again[max(days)].append(case)
    return [_doubt(kind, told_on, twice, by) for told_on, twice in sorted(again.items())]


def _told(cases: Sequence[Case], kinds: Iterable[str], by: Actor) -> QuerySet[Evidence]:
    """What counts of these kinds in these cases."""
    newest = newest_evidence(by, [case.pk for case in cases])
    return newest.filter(kind__in=list(kinds), is_retraction=False)


def _done_for_good(kind: str, cases: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these cases for which nothing is left of what this kind closes, and nothing comes again."""
    actions, asked = pack().actions_closed_by(kind), set(cases)
    if not actions or not asked or any(action.recurs for action in actions):
        return set()
    with computing("record.repeat"):
        owed = PlanStep.objects.filter(case__in=asked, action__in=[action.id for action in actions])
        return asked.difference(owed.values_list("case", flat=True))


def _doubt(kind: str, day: date, cases: Sequence[Case], by: Actor) -> Doubt:
    sentence = _("“%(event)s” is recorded for %(names)s on %(day)s already; this is another one.") % {
        "event": pack().text(pack().kinds[kind].name, _language()),
        "names": _names(cases, by),
        "day": date_words(day, _language(), "whole"),
    }
    return Doubt(":".join(("again", day.isoformat(), *(str(case.pk) for case in cases))), sentence)


def _names(cases: Sequence[Case], by: Actor) -> str:
    """What they are called, in the order in which their file names them."""
    seen = names_seen(by, [case.person_id for case in cases])
    eldest_first = sorted(cases, key=lambda case: (case.person.birth_date or date.max, case.pk))
    return listed((seen.get(case.person_id, case.person.code) for case in eldest_first), _language())


def _language() -> str:
    return (get_language() or "en").split("-")[0]
