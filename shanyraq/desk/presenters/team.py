"""A supervisor's page: workers in the order of their names, people without a case manager, requests that wait."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.rules import Actor
from shanyraq.cases import rules as case_rules
from shanyraq.cases.actions.reviews import reason_not_to_decide
from shanyraq.cases.models import Review
from shanyraq.cases.queries.caseloads import led_by
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.team import Unassigned, Worker
from shanyraq.foundation.alphabet import alphabetical
from shanyraq.ui import parts


@dataclass(frozen=True)
class WorkerRow:
    """A colleague and how many people she works with; `most` draws the bar."""

    id: str
    name: str
    line: str
    load: str
    people: int
    most: int
    note: str


def workers_of(workers: Sequence[Worker], most: int) -> list[WorkerRow]:
    """The team by name. A caseload is the work's measure; nothing else about a colleague is counted."""
    return [_worker(worker, most) for worker in workers]


def _worker(worker: Worker, most: int) -> WorkerRow:
    staff, load = worker.staff, worker.load
    line = [words.discipline_name(staff.discipline), words.place_name(staff.centre, staff.region)]
    if staff.languages:
        line.append(words.tongue_names(staff.languages))
    room = most - load.people
    if room > 0:
        note = ngettext("Room for one more.", "Room for %(count)s more.", room) % {"count": room}
    else:
        note = _("No room for more.") if room == 0 else _("Above what the programme means.")
    told = ngettext(
        "%(people)s of %(most)s people, one family",
        "%(people)s of %(most)s people, %(families)s families",
        load.families,
    ) % {"people": load.people, "most": most, "families": load.families}
    if not load.people:
        told = _("Nobody yet, of at most %(most)s.") % {"most": most}
    name = staff.full_name
    return WorkerRow(f"load-{staff.pk}", name, words.dotted(line), told, load.people, most, note)


def unassigned_rows(families: Sequence[Unassigned]) -> list[parts.Row]:
    """Families with people whom nobody leads; the name opens the page that assigns them."""
    return [
        parts.Row(
            name=words.family_name(one.family.label),
            url=reverse("cases:assign", args=[one.family.pk]),
            line=words.place_name(one.region),
            end=ngettext("%(count)s person", "%(count)s people", one.people) % {"count": one.people},
        )
        for one in families
    ]


@dataclass(frozen=True)
class RequestRow:
    """What somebody asked for one family, and why the reader may not decide it, where she may not."""

    title: str
    family: str
    line: str
    words: str
    url: str
    label: str
    reason: str


def request_rows(reviews: Sequence[Review], actor: Actor, today: date) -> list[RequestRow]:
    """Requests by family, kind and who asked: asked once for several members, decided once."""
    grouped: dict[tuple[object, ...], list[Review]] = {}
    for review in reviews:
        key = (review.case.family_id or review.case_id, review.kind, review.asked_by_id, review.asked_at)
        grouped.setdefault(key, []).append(review)
    led = led_by(actor.staff_id, [review.case_id for review in reviews])
    return [_request(list(group), actor, today, led) for group in grouped.values()]


def _request(group: list[Review], actor: Actor, today: date, led: Collection[UUID]) -> RequestRow:
    first = group[0]
    is_closure = first.kind == "CLOSURE"
    people = ngettext("%(count)s person", "%(count)s people", len(group)) % {"count": len(group)}
    asked = _("asked by %(name)s") % {"name": words.colleague(first.asked_by, actor)}
    line = words.dotted([people, asked, words.near_day(first.asked_at, today)])
    reason = next((code for one in group if (code := reason_not_to_decide(one, actor, led))), "")
    return RequestRow(
        title=_("Close the file") if is_closure else _("Review of the plan"),
        family=words.family_name(first.case.family.label) if first.case.family else first.case.person.code,
        line=line,
        words=first.request,
        url=reverse("cases:decide_closure" if is_closure else "cases:decide_review", args=[first.pk]),
        label=_("Look and decide"),
        reason=_(case_rules.DECISION_REASONS[reason]) if reason else "",
    )


def discipline_filters(counts: Mapping[str, int], shown: str, url: str) -> list[parts.Filter]:
    """Late services by the kind of worker who acts next."""
    filters = [parts.Filter(_("All"), f"{url}#late", sum(counts.values()), is_current=not shown)]
    for code in sorted(counts, key=lambda code: alphabetical(words.discipline_name(code))):
        where = f"{url}?{urlencode({'discipline': code})}#late"
        filters.append(
            parts.Filter(words.discipline_name(code), where, counts[code], is_current=shown == code)
        )
    return filters


def late_sentence(late: int) -> str:
    """How many services of the team's families are late."""
    if not late:
        return _("No service of your team’s families is late.")
    return ngettext(
        "One service of your team’s families is late.",
        "%(count)s services of your team’s families are late.",
        late,
    ) % {"count": late}


def waiting_sentence(unassigned: int, requests: int) -> str:
    """What waits for the supervisor herself."""
    if not unassigned and not requests:
        return _("Nothing waits for you.")
    told = []
    if unassigned:
        told.append(
            ngettext("one family has no case manager", "%(count)s families have no case manager", unassigned)
            % {"count": unassigned}
        )
    if requests:
        told.append(
            ngettext("one request waits for you", "%(count)s requests wait for you", requests)
            % {"count": requests}
        )
    return words.sentence(words.listed(told)) + "."
