"""Who can read a file and who did, as the person herself is told: by role, number, reason and day, never by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from shanyraq.access.queries.words import role_name
from shanyraq.access.rules import SEALED
from shanyraq.access.rules.emergencies import GROUNDS as EMERGENCY_GROUNDS
from shanyraq.cases.presenters import words
from shanyraq.cases.queries import readers
from shanyraq.cases.queries.own_sheet import Readings
from shanyraq.cases.queries.readers import Reader
from shanyraq.foundation.clock import programme_day
from shanyraq.ui import parts
from shanyraq.ui.dates import date_words
from shanyraq.vault.actions.openings import GROUNDS
from shanyraq.vault.models import Opening

# In which order the parts of a file stand on the sheet.
PARTS = ("C0", "C1", SEALED, "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")


def readers_words(part: str, found: Sequence[Reader]) -> str:
    """Who can read one part now: the roles, how many colleagues of each, and who of them only her own entries."""
    groups = Counter((role_name(one.role), part not in one.reads) for one in found if one.opens(part))
    told = [_group(role, is_own, count) for (role, is_own), count in sorted(groups.items())]
    if part == SEALED:
        told.append(_("two custodians of the seal together, when they are asked with a reason; nobody alone"))
    return words.sentence(words.apart(told)) if told else _("Nobody.")


def _group(role: str, is_own: bool, count: int) -> str:
    values = {"role": role, "count": count}
    return (_("%(role)s (%(count)s, only own entries)") if is_own else _("%(role)s (%(count)s)")) % values


def reasons(found: Sequence[Reader]) -> list[parts.Fact]:
    """Why each role can read something of the file; where one role has several reasons, how many have which."""
    by_role: dict[str, Counter[str]] = {}
    for one in found:
        if any(one.opens(part) for part in PARTS):
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
    """What was opened out of the ordinary: in an emergency, and the seal by two custodians."""
    found = [
        parts.Fact(_("In an emergency: %(role)s") % {"role": _roles(roles)}, _emergency(ground, days))
        for (roles, ground), days in readings.emergencies.items()
    ]
    for one in openings:
        if one.opened_at:
            found.append(parts.Fact(_("The seal, by two custodians"), _opening(one)))
    return found


def _emergency(ground: str, days: Sequence[date]) -> str:
    if ground not in EMERGENCY_GROUNDS:
        return _days(days)
    return _("%(day)s: %(ground)s") % {"day": _days(days), "ground": _(EMERGENCY_GROUNDS[ground])}


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
