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
from shanyraq.people.models import Person
from shanyraq.people.queries import display_name
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import kept_apart


@dataclass(frozen=True)
class Row:
    """One paper of a list: what it is, who added it when; no address where it is held back."""

    title: str
    line: str
    added: str
    url: str
    is_held: bool


def rows(papers: Sequence[Paper], actor: Actor, today: date) -> list[Row]:
    """The rows of a person's papers."""
    return [
        Row(
            paper.title or kind_name(paper.kind),
            _("%(part)s: %(kind)s, %(form)s, %(size)s")
            % {
                "part": part_name(paper.compartment),
                "kind": kind_name(paper.kind),
                "form": paper.form,
                "size": filesizeformat(paper.size),
            },
            _("%(name)s, %(day)s")
            % {
                "name": _by_whom(paper.added_by, actor),
                "day": _day(paper.added_at, today),
            },
            "" if paper.harmful_since else reverse("papers:open_paper", args=[paper.pk]),
            paper.harmful_since is not None,
        )
        for paper in papers
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
