"""What a person is told of her own file: what is kept, who read it. Who can read it stands in `readers`."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min
from django.utils import timezone

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import computing, role_catalogue
from shanyraq.access.queries.worked_as import WorkedAs
from shanyraq.access.rules import Actor
from shanyraq.access.rules.emergencies import LASTS
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import about
from shanyraq.cases.models import EmergencyOpening, Note, SummaryCard
from shanyraq.cases.models.emergencies import NOT_JUSTIFIED
from shanyraq.cases.queries.cards import STANDS
from shanyraq.cases.queries.happenings import newest_evidence
from shanyraq.cases.queries.links import kept_papers
from shanyraq.cases.queries.tellings import held_back
from shanyraq.cases.rules.exports import PURPOSES
from shanyraq.foundation.clock import programme_day

LOOKED_BACK = timedelta(days=90)
# An emergency counts from its opening, whether its page was looked at or not.
READ, EMERGENCY = "records.read", "emergency.open"


@dataclass
class Kept:
    """What one part of a file holds: how many entries of each kind, how many notes and cards, the day of the oldest."""

    kinds: dict[str, int] = field(default_factory=dict)
    notes: int = 0
    cards: int = 0
    papers: int = 0
    since: datetime | None = None

    @property
    def entries(self) -> int:
        """All but the notes."""
        return sum(self.kinds.values())

    def add(self, since: datetime) -> None:
        """Something older may be there."""
        self.since = min(since, self.since or since)


def kept(actor: Actor, case_ids: Sequence[uuid.UUID]) -> dict[str, Kept]:
    """What these cases hold, by part, as far as the actor reads it in full: four queries. No text is opened."""
    found: dict[str, Kept] = defaultdict(Kept)
    full = sorted(actor.readable)
    evidence = newest_evidence(actor, case_ids).filter(is_retraction=False, compartment__in=full)
    for part, kind, count, since in (
        evidence.order_by()
        .values("compartment", "kind")
        .annotate(n=Count("pk"), since=Min("at"))
        .values_list("compartment", "kind", "n", "since")
    ):
        found[part].kinds[kind] = count
        found[part].add(since)
    for rows, name in (
        (Note.objects.visible_to(actor).filter(corrected_by=None), "notes"),
        (SummaryCard.objects.visible_to(actor).filter(STANDS), "cards"),
    ):
        of_hers = rows.filter(case__in=list(case_ids), compartment__in=full).order_by()
        counted = of_hers.values("compartment").annotate(n=Count("pk"), since=Min("written_at"))
        for part, count, since in counted.values_list("compartment", "n", "since"):
            setattr(found[part], name, count)
            found[part].add(since)
    for part, count, since in kept_papers(actor, case_ids):
        found[part].papers = count
        found[part].add(since)
    return dict(found)


Roles = tuple[str, ...]


@dataclass(frozen=True)
class Emergency:
    """One part of her file that was opened in an emergency; `verdict` is empty until somebody else has looked at it."""

    roles: Roles
    ground: str
    part: str
    verdict: str


@dataclass(frozen=True)
class Readings:
    """Who read a person's records, each with the days, newest first: by their roles, as emergencies, and on lists that
    were taken along, by roles and purpose.
    """

    days: dict[Roles, list[date]]
    emergencies: dict[Emergency, list[date]]
    lists: dict[tuple[Roles, str], list[date]]


def readings_of(person: uuid.UUID, at: datetime) -> Readings:
    """Who read a person's records in the 90 days before `at` (a real instant), by the role that each worked in then.

    An emergency says its role itself. Of other readings the record tells it where a colleague of several roles changed
    from one to another; where it does not, all that she had then are told. Four queries at most, all on an index.
    Colleagues are told by their roles, never by name; the system's own work, which nobody sees, is left out, and so is
    an emergency of which it was decided that she is not to learn yet.
    """
    rows = about(person, since=at - LOOKED_BACK).filter(
        action__in=[READ, EMERGENCY], decision=Entry.ALLOWED, at__lte=at
    )
    found = list(rows.values_list("actor", "session", "at", "grant_id", "purpose"))
    held = _roles_by_account({actor for actor, *_ in found})
    of_several = {actor for actor, roles in held.items() if len({role for role, *_ in roles}) > 1}
    worked_as = WorkedAs(of_several, since=at - 2 * LOOKED_BACK)
    opened = _openings({grant for *_, grant, _ in found if grant}, programme_day(at))
    days: dict[Roles, set[date]] = defaultdict(set)
    emergencies: dict[Emergency, set[date]] = defaultdict(set)
    lists: dict[tuple[Roles, str], set[date]] = defaultdict(set)
    for actor, session, when, grant, purpose in found:
        if actor not in held:
            continue
        roles, day = _held_then(held[actor], when), timezone.localtime(when).date()
        if (role := worked_as.role_of(actor, session, when)) in roles:
            roles = (role,)
        if grant in opened:
            if one := opened[grant]:
                emergencies[one].add(day)
        elif grant and purpose in PURPOSES:
            lists[roles, purpose].add(day)
        else:
            days[roles].add(day)
    return Readings(
        {roles: _newest_first(days[roles]) for roles in sorted(days, key=_place)},
        {one: _newest_first(emergencies[one]) for one in sorted(emergencies, key=_place_of_emergency)},
        {key: _newest_first(lists[key]) for key in sorted(lists, key=lambda key: (_place(key[0]), key[1]))},
    )


def _openings(grants: Collection[str], today: date) -> dict[str, Emergency | None]:
    """The emergencies among what let somebody in; None for one of which the person is not to learn yet."""
    with computing("sheet.readings"):
        rows = EmergencyOpening.objects.filter(pk__in=grants).values_list(
            "pk", held_back(today), "role", "ground", "compartment", "verdict"
        )
        return {str(pk): None if waits else Emergency((role,), *told) for pk, waits, role, *told in rows}


def open_in_emergency(person: uuid.UUID, at: datetime) -> list[tuple[str, str]]:
    """The parts of her file that somebody reads now because of an emergency, each with the role: one query."""
    with computing("sheet.readers"):
        rows = EmergencyOpening.objects.filter(
            ~held_back(programme_day(at)), person=person, opened_at__gt=at - LASTS, opened_at__lte=at
        ).exclude(verdict=NOT_JUSTIFIED)
        return list(rows.values_list("compartment", "role"))


def topics_of_cards(actor: Actor, person: uuid.UUID) -> dict[str, frozenset[str]]:
    """The topics of her summary cards, by the part they come from, as far as the actor sees them: one query."""
    rows = SummaryCard.objects.visible_to(actor).filter(STANDS, person=person)
    found: dict[str, set[str]] = defaultdict(set)
    for part, topic in rows.values_list("compartment", "topic"):
        found[part].add(topic)
    return {part: frozenset(topics) for part, topics in found.items()}


Held = tuple[str, datetime, datetime | None]  # a role, from when, until when


def _roles_by_account(accounts: Collection[str]) -> dict[str, list[Held]]:
    ids = [found for one in accounts if (found := _id_of(one))]
    held: dict[str, list[Held]] = {str(one): [] for one in ids}
    grants = RoleGrant.objects.filter(staff__account__in=ids).annotate(account=F("staff__account"))
    for account, role, starts, ends in grants.values_list("account", "role", "starts_at", "ends_at"):
        held[str(account)].append((role, starts, ends))
    return held


def _held_then(held: Iterable[Held], when: datetime) -> Roles:
    """The roles of that instant, in the order of the pack."""
    roles = {role for role, starts, ends in held if starts <= when and (ends is None or ends > when)}
    return tuple(code for code in role_catalogue() if code in roles)


def _id_of(text: str) -> uuid.UUID | None:
    """The account of a row of the record; None where the system itself acted."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _newest_first(days: Iterable[date]) -> list[date]:
    return sorted(days, reverse=True)


def _place(roles: Roles) -> list[int]:
    """Where roles stand in the order of the pack; one that it has no more, at the end."""
    order = list(role_catalogue())
    return [order.index(code) if code in order else len(order) for code in roles]


def _place_of_emergency(one: Emergency) -> tuple[list[int], str, str, str]:
    return _place(one.roles), one.ground, one.part, one.verdict
