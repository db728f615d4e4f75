"""Who can read a file and who did, as the person herself is told: by role, number, reason and day, never by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from shanyraq.access.queries.words import role_name
from shanyraq.access.rules import SEALED
from shanyraq.access.rules.emergencies import GROUNDS as EMERGENCY_GROUNDS
from shanyraq.cases.models.emergencies import JUSTIFIED, NOT_JUSTIFIED
from shanyraq.cases.presenters import words
from shanyraq.cases.queries import readers
from shanyraq.cases.queries.own_sheet import Emergency, Readings
from shanyraq.cases.queries.readers import Reader
from shanyraq.cases.rules.exports import PURPOSES
from shanyraq.foundation.clock import programme_day
from shanyraq.ui import parts
from shanyraq.ui.dates import date_words
from shanyraq.vault.actions.openings import GROUNDS
from shanyraq.vault.models import Opening

# In which order the parts of a file stand on the sheet.
PARTS = ("C0", "C1", SEALED, "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")


@dataclass(frozen=True)
class ReadNow:
    """Who can read her file at this instant, `readers` by their work; `emergencies` are part and role, for an hour;
    `cards` are the topics of her summary cards, by the part they come from.
    """

    readers: Sequence[Reader]
    emergencies: Sequence[tuple[str, str]] = ()
    cards: Mapping[str, frozenset[str]] = field(default_factory=dict)


WHOLE, OWN, CARD, EMERGENCY = range(4)


def readers_words(part: str, now: ReadNow) -> str:
    """Who can read one part now: the roles, how many colleagues of each, and who of them only something of it."""
    groups = Counter(
        (role_name(one.role), how) for one in now.readers if (how := _how(part, one, now)) is not None
    )
    groups.update((role_name(role), EMERGENCY) for opened, role in now.emergencies if opened == part)
    told = [_group(role, how, count) for (role, how), count in sorted(groups.items())]
    if part == SEALED:
        told.append(_("two custodians of the seal together, when they are asked with a reason; nobody alone"))
    return words.sentence(words.apart(told)) if told else _("Nobody.")


def _how(part: str, one: Reader, now: ReadNow) -> int | None:
    if part in one.reads:
        return WHOLE
    if part in one.own:
        return OWN
    return CARD if one.actor.cards & now.cards.get(part, frozenset()) else None


def _group(role: str, how: int, count: int) -> str:
    told = {
        WHOLE: _("%(role)s (%(count)s)"),
        OWN: _("%(role)s (%(count)s, only own entries)"),
        CARD: _("%(role)s (%(count)s, only the summary card)"),
        EMERGENCY: _("%(role)s (%(count)s, for an hour, in an emergency)"),
    }
    return told[how] % {"role": role, "count": count}


def reasons(now: ReadNow) -> list[parts.Fact]:
    """Why each role can read something of the file; where one role has several reasons, how many have which."""
    by_role: dict[str, Counter[str]] = {}
    for one in now.readers:
        if any(_how(part, one, now) is not None for part in PARTS):
            by_role.setdefault(role_name(one.role), Counter())[one.why] += 1
    return [parts.Fact(role, _reasons(whys)) for role, whys in sorted(by_role.items())]


def _reasons(whys: Counter[str]) -> str:
    told = [
        why_words(why)
        if len(whys) == 1
        else _("%(why)s (%(count)s)") % {"why": why_words(why), "count": count}
        for why, count in sorted(whys.items())
    ]
    return words.sentence(words.apart(told))


def why_words(why: str) -> str:
    """Why a colleague sees this person, in words."""
    return {
        readers.LEADS: _("leads the support"),
        readers.WORKS: _("gives a part of the support"),
        readers.SUPERVISES: _("leads the team of the colleague who leads the support"),
        readers.FINDS: _("finds a colleague who will lead the support"),
        "region": _("is responsible for the region"),
        "centre": _("works in the centre"),
        "early": _("prepares the return"),
        "operation": _("organises the journey home"),
    }[why]


def read_by(found: Readings) -> list[parts.Fact]:
    """The roles of those who opened the file, each with the days."""
    return [parts.Fact(_roles(roles), _days(days)) for roles, days in found.days.items()]


def opened(readings: Readings, openings: Sequence[Opening]) -> list[parts.Fact]:
    """What was opened out of the ordinary: in an emergency, on a list, and the seal by two custodians."""
    found = [
        parts.Fact(_("In an emergency: %(role)s") % {"role": _roles(one.roles)}, _emergency(one, days))
        for one, days in readings.emergencies.items()
    ]
    for (roles, purpose), days in readings.lists.items():
        told = {"day": _days(days), "purpose": _(PURPOSES[purpose])}
        value = _("%(day)s: name, code, age and phase, for: %(purpose)s") % told
        found.append(parts.Fact(_("On a list taken along: %(role)s") % {"role": _roles(roles)}, value))
    for one in openings:
        if one.opened_at:
            found.append(parts.Fact(_("The seal, by two custodians"), _opening(one)))
    return found


def _emergency(one: Emergency, days: Sequence[date]) -> str:
    """When, on which ground, which part, and what somebody else found who looked at it."""
    told = _days(days)
    if one.ground in EMERGENCY_GROUNDS:
        told = _("%(day)s: %(ground)s") % {"day": told, "ground": _(EMERGENCY_GROUNDS[one.ground])}
    reviewed = {
        "": _("Nobody else has looked at it yet"),
        JUSTIFIED: _("Reviewed: justified"),
        NOT_JUSTIFIED: _("Reviewed: not justified"),
    }
    return words.apart([told, words.compartment_name(one.part), reviewed[one.verdict]])


def _opening(one: Opening) -> str:
    assert one.opened_at is not None
    told = {"day": day_words(programme_day(one.opened_at)), "ground": _(GROUNDS[one.proposal.ground])}
    return _("%(day)s: %(ground)s") % told


def _roles(roles: Sequence[str]) -> str:
    return words.listed(role_name(role) for role in roles) if roles else _("A colleague")


def _days(days: Sequence[date]) -> str:
    return words.apart(day_words(programme_day(day)) for day in days)


def day_words(day: date) -> str:
    """A day, always with its year: the paper may be read years later."""
    return date_words(day, words.language_now())
