"""Papers as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries.words import language
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import pack
from shanyraq.papers import permissions, queries
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import MOVED, TAKEN_WHY, destroyed_at
from shanyraq.people.models import Person
from shanyraq.people.queries import display_name
from shanyraq.ui import parts
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import kept_apart
from shanyraq.ui.parts import Action


@dataclass(frozen=True)
class Row:
    """One paper of a list: what it is, who added it when; no address where it is held back.

    `came` says of one that was moved here that it was, `misplaced` leads to where it is put right.
    """

    title: str
    line: str
    added: str
    came: str
    url: str
    is_held: bool
    misplaced: Action | None


@dataclass(frozen=True)
class Line:
    """That something was taken away which did not belong here: what kind, who, when, why; and until when it waits."""

    what: str
    taken: str
    until: str
    bring_back: Action | None


def rows(papers: Sequence[Paper], actor: Actor, at: datetime) -> list[Row]:
    """The rows of a person's papers."""
    return [row(paper, actor, at) for paper in papers]


def row(paper: Paper, actor: Actor, at: datetime) -> Row:
    """One of them."""
    title, today = paper.title or kind_name(paper.kind), localtime(at).date()
    misplaced = reverse("papers:misplaced", args=[paper.pk])
    return Row(
        title,
        _("%(part)s: %(kind)s, %(form)s, %(size)s")
        % {
            "part": part_name(paper.compartment),
            "kind": kind_name(paper.kind),
            "form": paper.form,
            "size": filesizeformat(paper.size),
        },
        _("%(name)s, %(day)s")
        % {"name": _by_whom(paper.added_by, actor), "day": _day(paper.added_at, today)},
        _("Moved here from a file in which it did not belong.") if paper.is_moved_in else "",
        "" if paper.harmful_since else reverse("papers:open_paper", args=[paper.pk]),
        paper.harmful_since is not None,
        Action(_("Does not belong here"), misplaced, kind="text", about=title)
        if permissions.may_put_right(actor, paper, at)
        else None,
    )


def lines(taken: Sequence[Paper], actor: Actor, at: datetime) -> list[Line]:
    """What did not belong with this person and was taken away; nobody else is named, and no title told."""
    return [_line(paper, actor, at) for paper in taken]


def _line(paper: Paper, actor: Actor, at: datetime) -> Line:
    today, taken_at = localtime(at).date(), paper.taken_at or at
    why = TAKEN_WHY["OTHER"] if paper.taken_why == MOVED else TAKEN_WHY[paper.taken_why]
    waits = paper.stored is not None and paper.taken_why != MOVED
    ends = _day(destroyed_at(paper.taken_why, taken_at), today)
    what = _("%(part)s: %(kind)s") % {
        "part": part_name(paper.compartment),
        "kind": kind_name(paper.kind),
    }
    told = {"why": _(why), "name": _by_whom(paper.taken_by, actor), "day": _day(taken_at, today)}
    back = reverse("papers:bring_back", args=[paper.pk])
    return Line(
        what,
        _("%(why)s. Taken away by %(name)s, %(day)s.") % told,
        _("Its file is destroyed after %(day)s.") % {"day": ends} if waits else "",
        Action(_("Bring it back"), back, about=what)
        if waits and permissions.may_put_right(actor, paper, at)
        else None,
    )


def people_rows(people: Sequence[Person], paper: Paper) -> list[parts.Row]:
    """To whom it can be moved, each the way to a page that asks once more."""
    return [
        parts.Row(called(person), reverse("papers:move_paper", args=[paper.pk, person.pk]), line=person.code)
        for person in people
    ]


def kind_name(code: str) -> str:
    """What a kind is called; one of an earlier pack by its code."""
    kind = queries.kinds().get(code)
    return pack().text(kind.name, language()) if kind else code


def choices(actor: Actor) -> list[tuple[str, str]]:
    """The kinds that she may add, each with the part of the file whose readers will open it."""
    return [
        (
            kind.code,
            _("%(kind)s (opened by who reads: %(part)s)")
            % {"kind": pack().text(kind.name, language()), "part": part_name(kind.compartment)},
        )
        for kind in queries.kinds().values()
        if permissions.may_add(actor, kind)
    ]


def part_name(code: str) -> str:
    """A part of a file."""
    known = pack().compartments.get(code)
    return pack().text(known.name, language()) if known else code


def called(person: Person) -> str:
    """The name in use, in the script of the page where she has it."""
    return display_name(person, language())


def _by_whom(staff: StaffMember | None, actor: Actor) -> str:
    if staff is None:
        return _("the system")
    return _("you") if staff.pk == actor.staff_id else kept_apart(staff.short_name, language())


def _day(value: datetime, today: date) -> str:
    day = localtime(value).date()
    return date_words(day, language(), "short" if day.year == today.year else "whole")
