"""The copy of her own data, in words: made in the language that is in force, which is hers and not the worker's.

It tells what the open parts hold and nothing of other people: of kin how many they are, of colleagues what they do.
What somebody wrote in words of her own is on it only where whoever prints it has seen that it tells of nobody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.rules import SEALED
from shanyraq.cases import queries
from shanyraq.cases.models import Consent
from shanyraq.cases.presenters import own_sheet, words
from shanyraq.cases.presenters.history import title_of
from shanyraq.cases.presenters.owed import OPEN, services
from shanyraq.cases.presenters.own_readers import PARTS, day_words
from shanyraq.cases.presenters.own_rights import rights
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.queries.happenings import Entry
from shanyraq.cases.queries.own_copy import Passage, copied_parts
from shanyraq.pathway import StepState
from shanyraq.ui import parts
from shanyraq.ui.states import look_of

JUSTICE = "C9"


@dataclass(frozen=True)
class Copied:
    """What was read for the copy of one person. `chosen`: which passages tell of nobody else."""

    file: SupportFile
    answers: Mapping[tuple[UUID, str], Consent]
    entries: Sequence[Entry]
    passages: Sequence[Passage]
    chosen: Collection[str]
    kin: Counter[tuple[str, bool]]


@dataclass(frozen=True)
class OwnCopy:
    """The copy: each of its parts as the page shows it."""

    title: str
    made: str
    facts: list[parts.Fact]
    kin: list[parts.Fact]
    happened: parts.Table
    plan: parts.Table
    words: list[parts.Fact]
    consents: parts.Table
    withheld: list[parts.Fact]
    rights: list[parts.Fact]


def own_copy(found: Copied) -> OwnCopy:
    """The whole copy, in the language in force."""
    member = found.file.everyone[0]
    return OwnCopy(
        title=_("Copy of what is kept about %(name)s") % {"name": words.full_name(member.person)},
        made=_("Made on %(day)s") % {"day": day_words(found.file.today)},
        facts=own_sheet.facts(member),
        kin=[
            parts.Fact(kin_words(kind, is_hers), count)
            for (kind, is_hers), count in sorted(found.kin.items())
        ],
        happened=happened(found.entries),
        plan=plan(found.file),
        words=[_said(one) for one in found.passages if one.id in found.chosen],
        consents=own_sheet.consents_table(member, found.answers),
        withheld=withheld(found),
        rights=rights(),
    )


def happened(entries: Sequence[Entry]) -> parts.Table:
    """What was done and decided, each with its day and the kind of colleague who did it."""
    columns = (parts.Column(_("Day")), parts.Column(_("What happened")), parts.Column(_("By whom")))
    rows = [
        (
            day_words(_day(one.evidence.at)),
            title_of(one),
            _by_whom(one.evidence.discipline),
        )
        for one in entries
    ]
    return parts.Table(_("Newest first"), columns, rows, is_tight=True, stacks=True)


def _by_whom(discipline: str) -> str:
    """What the colleague does, where the pack has a word for it."""
    return words.discipline_name(discipline) if discipline in queries.pack().disciplines else "–"


def plan(file: SupportFile) -> parts.Table:
    """What is owed to her now, and what comes later."""
    columns = (parts.Column(_("Service")), parts.Column(_("Where it stands")), parts.Column(_("Until")))
    known = copied_parts(file.actor)
    rows = [
        (
            words.pack_words(one.action.name),
            parts.Cell(look_of(one.state).label, line=one.why),
            day_words(_day(one.due_at)) if one.due_at else "–",
        )
        for one in services(file, (*OPEN, StepState.AHEAD))
        if one.first.compartment in known
    ]
    return parts.Table(_("What is owed now, and what comes later"), columns, rows, is_tight=True, stacks=True)


def choice_words(one: Passage) -> str:
    """What stands above some words, for who chooses and on the paper."""
    what = words.kind_name(one.kind) if one.kind else _("Note")
    return words.dotted((day_words(_day(one.at)), what, words.compartment_name(one.part)))


def _day(value: datetime) -> date:
    return timezone.localtime(value).date()


def _said(one: Passage) -> parts.Fact:
    return parts.Fact(choice_words(one), one.text)


def kin_words(kind: str, is_hers: bool) -> str:
    """What kin are to her; `is_hers`: it is she who is this to them."""
    theirs = {
        "PARENT": _("mother or father"),
        "SIBLING": _("sister or brother"),
        "SPOUSE": _("wife or husband"),
        "GRANDPARENT": _("grandmother or grandfather"),
        "AUNT_UNCLE": _("aunt or uncle"),
        "GUARDIAN": _("guardian"),
        "CAREGIVER": _("caregiver"),
    }
    turned = {
        "PARENT": _("child"),
        "GRANDPARENT": _("grandchild"),
        "AUNT_UNCLE": _("niece or nephew"),
        "GUARDIAN": _("child under the guardianship"),
        "CAREGIVER": _("child in the care"),
    }
    known = theirs | turned if is_hers else theirs
    return words.sentence(known.get(kind) or _("another relative"))


def withheld(found: Copied) -> list[parts.Fact]:
    """What is not on the copy, each with the ground."""
    open_parts = copied_parts(found.file.actor)
    keepers = [one for one in PARTS if one not in (*open_parts, SEALED, JUSTICE)]
    told = [
        parts.Fact(
            words.apart(words.compartment_name(one) for one in keepers),
            _("Told only by those who can read it, to the person alone: papers are found by others."),
        ),
        parts.Fact(
            words.compartment_name(SEALED),
            _("Former names and papers are sealed: two custodians open them together, on request."),
        ),
        parts.Fact(
            words.compartment_name(JUSTICE), _("What a court or a lawyer keeps, they give themselves.")
        ),
        parts.Fact(
            _("Other people"),
            _("Nothing of other people is told: of kin only how many, of colleagues only what they do."),
        ),
    ]
    if left := sum(one.id not in found.chosen for one in found.passages):
        told.append(parts.Fact(_("Notes and the words of entries"), _left(left)))
    return told


def _left(count: int) -> str:
    return ngettext(
        "%(count)s is left out, because it may tell of other people. It can be read aloud without that.",
        "%(count)s are left out, because they may tell of other people. They can be read aloud without that.",
        count,
    ) % {"count": count}
