"""The sheet about her own file, in words: made in the language that is in force, which is hers and not the worker's.

It speaks of "the person", so that it reads alike for herself and for a guardian. Nothing on it tells more than the
worker reads who prints it, nothing of other people, and nothing of a therapist's, a counsellor's or a court's papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.rules import SEALED
from shanyraq.cases import queries
from shanyraq.cases.actions.consents import age_in_months, asked_of
from shanyraq.cases.models import Consent
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.consents import answer_words
from shanyraq.cases.presenters.own_readers import (
    PARTS,
    ReadNow,
    day_words,
    opened,
    read_by,
    readers_words,
    reasons,
)
from shanyraq.cases.presenters.own_rights import rights
from shanyraq.cases.presenters.registration import country_name
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.own_sheet import Kept, Readings
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import day_known
from shanyraq.vault.models import Opening

# How many there are is told, of what kind never: the paper may be found by others.
COUNTED_ONLY = frozenset({"C3", "C4"})
# What is in these is told by their keepers alone, to her alone.
BY_KEEPERS = frozenset({SEALED, "C4n", "C5", "C9", "C11"})
# Of the other parts it is told how many there are of each of these; the rest are entries.
NAMED = ("decision", "signed_form", "doc_ref", "contact_log", "attendance", "measurement")


@dataclass(frozen=True)
class Sources:
    """What was read for the sheet of one person."""

    file: SupportFile
    kept: dict[str, Kept]
    now: ReadNow
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
    table: parts.Table
    reasons: list[parts.Fact]
    read: list[parts.Fact]
    special: list[parts.Fact]
    consents: parts.Table
    rights: list[parts.Fact]


def own_sheet(told: Sources) -> OwnSheet:
    """The whole sheet, in the language in force."""
    name = words.full_name(told.member.person)
    return OwnSheet(
        title=_("What is kept about %(name)s, and who reads it") % {"name": name},
        made=_("Made on %(day)s") % {"day": day_words(told.file.today)},
        facts=facts(told.member),
        table=parts_table(told),
        reasons=reasons(told.now),
        read=read_by(told.readings),
        special=opened(told.readings, told.openings),
        consents=consents_table(told.member, told.answers),
        rights=rights(),
    )


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
        (_("Support since"), day_words(case.opened_at.date())),
    ]
    return [parts.Fact(term, value) for term, value in found if value]


def parts_table(told: Sources) -> parts.Table:
    """Part by part what is kept, how many, since when, or who tells of it; and who can read it now."""
    columns = (
        parts.Column(_("Part of the file")),
        parts.Column(_("What is kept")),
        parts.Column(_("Who can read it now")),
    )
    rows = [
        (words.compartment_name(part), _kept(part, told), readers_words(part, told.now)) for part in PARTS
    ]
    return parts.Table(
        _("What is kept, and who can read it now"),
        columns,
        rows,
        is_tight=True,
        stacks=True,
        is_wordy=True,
        repeats_heading=True,
    )


def _kept(part: str, told: Sources) -> str:
    if part == SEALED:
        return _("Former names and papers, if there are any.")
    if part in BY_KEEPERS or not told.file.actor.reads(part):
        return _("Told only by those who can read it.")
    found = told.kept.get(part, Kept())
    if not found.since:
        return _("Nothing so far.")
    what = [_entries(found.entries)] if part in COUNTED_ONLY else _by_type(found.kinds)
    if found.notes:
        what.append(ngettext("%(count)s note", "%(count)s notes", found.notes) % {"count": found.notes})
    if found.cards:
        cards = ngettext("%(count)s summary card", "%(count)s summary cards", found.cards)
        what.append(cards % {"count": found.cards})
    if found.papers:
        papers = ngettext("%(count)s scan or letter", "%(count)s scans and letters", found.papers)
        what.append(papers % {"count": found.papers})
    since = day_words(found.since.date())
    return _("%(what)s. Since %(day)s.") % {"what": words.apart(one for one in what if one), "day": since}


def _entries(count: int) -> str:
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count} if count else ""


def _by_type(kinds: Mapping[str, int]) -> list[str]:
    """How many decisions, signed forms, documents and so on. What each was about is not for a paper."""
    known = queries.pack().kinds
    counts: Counter[str] = Counter()
    for kind, count in kinds.items():
        declared = known.get(kind)
        counts[declared.type if declared and declared.type in NAMED else ""] += count
    return [_typed(one, counts[one]) for one in (*NAMED, "") if counts[one]]


def _typed(kind: str, count: int) -> str:
    if not kind:
        return _entries(count)
    told = {
        "decision": ngettext("%(count)s decision", "%(count)s decisions", count),
        "signed_form": ngettext("%(count)s signed form", "%(count)s signed forms", count),
        "doc_ref": ngettext("%(count)s document", "%(count)s documents", count),
        "contact_log": ngettext("%(count)s talk or message", "%(count)s talks or messages", count),
        "attendance": ngettext("%(count)s attendance", "%(count)s attendances", count),
        "measurement": ngettext("%(count)s result", "%(count)s results", count),
    }
    return told[kind] % {"count": count}


# --- what was agreed to -----------------------------------------------------------------------------------------------


def consents_table(member: Member, answers: Mapping[tuple[UUID, str], Consent]) -> parts.Table:
    """The last answer to each purpose that is asked at this age, with its day."""
    case = member.case
    asked = asked_of(age_in_months(case, member.today))
    rows = []
    for purpose in queries.pack().consents.values():
        if purpose.code in asked:
            last = answers.get((case.pk, purpose.code))
            day = day_words(last.on) if last else ""
            rows.append((words.pack_words(purpose.name), answer_words(last.answer if last else ""), day))
    columns = (parts.Column(_("Purpose")), parts.Column(_("Answer")), parts.Column(_("Day")))
    return parts.Table(
        _("What was agreed to"), columns, rows, is_tight=True, stacks=True, repeats_heading=True
    )
