"""The sheet about her own file, in words: made in the language that is in force, which is hers and not the worker's.

It speaks of "the person", so that it reads alike for herself and for a guardian. Nothing on it tells more than the
worker reads who prints it, nothing of other people, and nothing of a therapist's, a counsellor's or a court's papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.queries.words import role_name
from shanyraq.access.rules import SEALED
from shanyraq.cases import queries
from shanyraq.cases.actions.consents import age_in_months, asked_of
from shanyraq.cases.models import Consent
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.consents import answer_words
from shanyraq.cases.presenters.registration import country_name
from shanyraq.cases.queries import readers
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.own_sheet import Kept, Readings
from shanyraq.cases.queries.readers import Reader
from shanyraq.ui import parts
from shanyraq.ui.dates import date_words
from shanyraq.ui.templatetags.ui import day_known
from shanyraq.vault.actions.openings import GROUNDS
from shanyraq.vault.models import Opening

# In which order the parts of a file stand on the sheet.
PARTS = ("C0", "C1", SEALED, "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")
# How many there are is told, of what kind never: the paper may be found by others.
COUNTED_ONLY = frozenset({"C3", "C4"})
# What is in these is told by their keepers alone, to her alone.
BY_KEEPERS = frozenset({SEALED, "C4n", "C5", "C9", "C11"})
MOST_KINDS = 6


@dataclass(frozen=True)
class Sources:
    """What was read for the sheet of one person."""

    file: SupportFile
    kept: dict[str, Kept]
    readers: Sequence[Reader]
    readings: Readings
    openings: Sequence[Opening]
    answers: dict[tuple[UUID, str], Consent]

    @property
    def member(self) -> Member:
        """Whose sheet it is."""
        return self.file.everyone[0]


@dataclass(frozen=True)
class OwnSheet:
    """The sheet: each of its parts as the page shows it."""

    title: str
    made: str
    facts: list[parts.Fact]
    kept: parts.Table
    readers: parts.Table
    read: list[parts.Fact]
    special: list[parts.Fact]
    consents: parts.Table
    rights: list[parts.Fact]


def own_sheet(told: Sources) -> OwnSheet:
    """The whole sheet, in the language in force."""
    name = words.full_name(told.member.person)
    return OwnSheet(
        title=_("What is kept about %(name)s, and who reads it") % {"name": name},
        made=_("Made on %(day)s") % {"day": _day(told.file.today)},
        facts=facts(told.member),
        kept=kept_table(told),
        readers=readers_table(told.readers),
        read=read_by(told.readings),
        special=opened(told),
        consents=consents_table(told),
        rights=rights(),
    )


def _day(day: date) -> str:
    return date_words(day, words.language_now())


# --- what is kept -----------------------------------------------------------------------------------------------------


def facts(member: Member) -> list[parts.Fact]:
    """The facts themselves that stand in the open parts: her own only, never another person's."""
    person, case = member.person, member.case
    relation = words.relation_words(member.relation, person.sex, has_children=True)
    place = words.place_name(case.region, case.centre if case.phase in ("P2", "P3", "P4") else "")
    nationality = country_name(person.nationality) if person.nationality else ""
    found = [
        (_("Code"), person.code),
        (_("Names in use"), words.dotted(name.text for name in person.names.all())),
        (_("Born"), day_known(person.birth_date, person.birth_precision)),
        (_("Citizenship"), nationality),
        (_("Speaks"), words.tongues(person)),
        (_("Family"), words.family_name(case.family.label) if case.family else ""),
        (_("In the family"), relation),
        (_("Place"), place),
        (_("Support since"), _day(case.opened_at.date())),
    ]
    return [parts.Fact(term, value) for term, value in found if value]


def kept_table(told: Sources) -> parts.Table:
    """Part by part what kinds of things are kept, how many, since when; or who tells of it."""
    columns = (parts.Column(_("Part of the file")), parts.Column(_("What is kept")))
    rows = [(words.compartment_name(part), _kept(part, told)) for part in PARTS]
    return parts.Table(_("What is kept, part by part"), columns, rows, stacks=True)


def _kept(part: str, told: Sources) -> str:
    if part == SEALED:
        return _(
            "Former names and papers, if any, are sealed. How they are opened is told by the colleague who leads."
        )
    if part in BY_KEEPERS or not told.file.actor.reads(part):
        return _(
            "Whether something is kept here is told only by those who work in it. Ask for a talk with them alone."
        )
    found = told.kept.get(part, Kept())
    if not found.since:
        return _("Nothing so far.")
    what = [_number_of_entries(found)] if part in COUNTED_ONLY else [*_kinds(found)]
    if found.notes:
        what.append(ngettext("%(count)s note", "%(count)s notes", found.notes) % {"count": found.notes})
    since = _day(found.since.date())
    return _("%(what)s. Since %(day)s.") % {"what": words.apart(one for one in what if one), "day": since}


def _number_of_entries(found: Kept) -> str:
    if not found.entries:
        return ""
    return ngettext("%(count)s entry", "%(count)s entries", found.entries) % {"count": found.entries}


def _kinds(found: Kept) -> Iterable[str]:
    """The kinds most often kept, with their numbers; how many others there are."""
    by_number = sorted(found.kinds.items(), key=lambda one: (-one[1], one[0]))
    for kind, count in by_number[:MOST_KINDS]:
        yield _("%(what)s (%(count)s)") % {"what": words.kind_name(kind), "count": count}
    others = sum(count for _kind, count in by_number[MOST_KINDS:])
    if others:
        yield ngettext("%(count)s other entry", "%(count)s other entries", others) % {"count": others}


# --- who can read it, who did -----------------------------------------------------------------------------------------


def readers_table(found: Sequence[Reader]) -> parts.Table:
    """Part by part who can read it now: the role, how many colleagues, and why."""
    columns = (parts.Column(_("Part of the file")), parts.Column(_("Who can read it now, and why")))
    rows = [(words.compartment_name(part), _readers(part, found)) for part in PARTS]
    return parts.Table(_("Who can read it now, part by part"), columns, rows, stacks=True)


def _readers(part: str, found: Sequence[Reader]) -> str:
    groups = Counter((one.role, one.why, part not in one.reads) for one in found if one.opens(part))
    told = [_group(*key, count) for key, count in groups.items()]
    if part == SEALED:
        told.append(_("two custodians of the seal together, when they are asked with a reason; nobody alone"))
    return words.sentence(words.apart(sorted(told))) if told else _("Nobody.")


def _group(role: str, why: str, is_own: bool, count: int) -> str:
    values = {"role": role_name(role), "count": count, "why": why_words(why)}
    if is_own:
        return _("%(role)s (%(count)s), only what she or he wrote: %(why)s") % values
    return _("%(role)s (%(count)s): %(why)s") % values


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


def opened(told: Sources) -> list[parts.Fact]:
    """What was opened out of the ordinary: in an emergency, and the seal by two custodians."""
    found = [
        parts.Fact(_("In an emergency: %(role)s") % {"role": _roles(roles)}, _days(days))
        for roles, days in told.readings.emergencies.items()
    ]
    for one in told.openings:
        if one.opened_at:
            found.append(parts.Fact(_("The seal, by two custodians"), _opening(one)))
    return found


def _opening(one: Opening) -> str:
    assert one.opened_at is not None
    told = {"day": _day(one.opened_at.date()), "ground": _(GROUNDS[one.proposal.ground])}
    return _("%(day)s: %(ground)s") % told


def _roles(roles: Sequence[str]) -> str:
    return words.listed(role_name(role) for role in roles) if roles else _("A colleague")


def _days(days: Sequence[date]) -> str:
    return words.apart(_day(day) for day in days)


# --- consents, and what can be done -----------------------------------------------------------------------------------


def consents_table(told: Sources) -> parts.Table:
    """The last answer to each purpose that is asked at this age, with its day."""
    case = told.member.case
    asked = asked_of(age_in_months(case, told.file.today))
    rows = []
    for purpose in queries.pack().consents.values():
        if purpose.code in asked:
            last = told.answers.get((case.pk, purpose.code))
            day = _day(last.on) if last else ""
            rows.append((words.pack_words(purpose.name), answer_words(last.answer if last else ""), day))
    columns = (parts.Column(_("Purpose")), parts.Column(_("Answer")), parts.Column(_("Day")))
    return parts.Table(_("What was agreed to"), columns, rows, stacks=True)


def rights() -> list[parts.Fact]:
    """How to ask, correct, object, take back and complain: a default, until the country's own words are there."""
    days = queries.pack().params.data_request_days
    answered = ngettext(
        "The answer comes within %(count)s day.", "The answer comes within %(count)s days.", days
    ) % {"count": days}
    return [
        parts.Fact(
            _("To see more"),
            _("Ask the colleague who leads the support, or the data-protection officer. %(answered)s")
            % {"answered": answered},
        ),
        parts.Fact(
            _("To put something right"),
            _("Say what is wrong. It is put right, and what stood there before stays visible as corrected."),
        ),
        parts.Fact(
            _("To object or to have something deleted"),
            _("Say so, in any words. Whoever declines has to give the reason in writing."),
        ),
        parts.Fact(
            _("To take back a yes"),
            _("At any time. A no never ends food, shelter, health care, school or documents."),
        ),
        parts.Fact(
            _("To complain"),
            _(
                "To the data-protection officer, who leads none of the work with people; or to the country's"
                " ombudsperson. A complaint has no bad consequences."
            ),
        ),
        parts.Fact(
            _("To have it read aloud"),
            _(
                "Ask for it: somebody reads this sheet aloud, in a language of your own, with nobody else there."
            ),
        ),
    ]
