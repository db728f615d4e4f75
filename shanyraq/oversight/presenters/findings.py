"""Findings in words: a question each, told plainly and about one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.models import StaffMember
from shanyraq.access.queries.words import language, role_name
from shanyraq.oversight.models import Breach, Finding, FindingAnswer
from shanyraq.oversight.presenters import moment
from shanyraq.oversight.rules import findings as rules
from shanyraq.ui.lists import kept_apart, listed
from shanyraq.ui.parts import Cell, Column, Fact, Happening, Tab, Table


def table(found: Iterable[Finding], at: datetime) -> Table:
    """Findings by time: what was unusual, who, how many, where it stands."""
    columns = (
        Column(_("What is unusual")),
        Column(_("Who")),
        Column(_("When")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(why(one), url=reverse("oversight:finding", args=[one.pk]), line=how_many(one)),
            Cell(name_of(one.colleague), line=role_name(one.role) if one.role else ""),
            span(one, at),
            state_words(one.state),
        )
        for one in found
    ]
    return Table(_("Questions about reading"), columns, rows, stacks=True, repeats_heading=True)


def tabs(is_waiting: bool) -> list[Tab]:
    """What waits, and what is settled."""
    url = reverse("oversight:findings")
    return [
        Tab(_("Waiting"), url, is_waiting),
        Tab(_("Settled"), f"{url}?settled=yes", not is_waiting),
    ]


def why(one: Finding) -> str:
    """Why it is unusual."""
    return _(rules.WHY[one.kind])


def how_many(one: Finding) -> str:
    """How many people it is about, and what would be usual."""
    if not one.people:
        return ""
    told = ngettext("%(count)s person", "%(count)s people", one.people) % {"count": one.people}
    if one.kind == rules.NORM:
        return _("%(people)s; usual in this role are %(usual)s a day") % {"people": told, "usual": one.usual}
    if one.kind == rules.PACE:
        return _("%(people)s within an hour; the brake is pulled at %(usual)s") % {
            "people": told,
            "usual": one.usual,
        }
    return told


def facts(one: Finding, codes: list[str], at: datetime, breach: Breach | None = None) -> list[Fact]:
    """Who, when, how many."""
    told = [
        (_("Who"), name_of(one.colleague)),
        (_("As"), role_name(one.role) if one.role else ""),
        (_("When"), span(one, at)),
        (_("How many"), how_many(one)),
        (
            _("Whose file"),
            listed([kept_apart(code, language()) for code in codes], language()) if codes else "",
        ),
        (_("Rows of the record"), f"{one.first_seq}–{one.last_seq}"),
        (_("Where it stands"), state_words(one.state)),
    ]
    entry = (
        [Fact(_("Register of breaches"), _("A breach"), url=reverse("oversight:breach", args=[breach.pk]))]
        if breach
        else []
    )
    return [*(Fact(term, value) for term, value in told if value), *entry]


def steps(answers: Iterable[FindingAnswer], one: Finding, at: datetime) -> list[Happening]:
    """What was made of it, the newest first."""
    told = [
        Happening(
            moment(answer.at, at),
            _("%(state)s: “%(words)s” (%(name)s)")
            % {
                "state": state_words(answer.state),
                "words": answer.words,
                "name": name_of(answer.by),
            },
        )
        for answer in answers
    ]
    return [*reversed(told), Happening(moment(one.found_at, at), _("It was found."))]


def state_words(state: str) -> str:
    """Where a finding stands."""
    words = {
        rules.OPEN: _("Nobody was asked yet"),
        rules.ASKED: _("She was asked"),
        rules.EXPLAINED: _("Explained"),
        rules.SAFE: _("She is safe; access restored"),
        rules.BREACH: _("A breach"),
    }
    return words[state]


def span(one: Finding, at: datetime) -> str:
    """From when until when."""
    if one.first_at == one.last_at:
        return moment(one.first_at, at)
    last = timezone.localtime(one.last_at)
    is_same_day = timezone.localtime(one.first_at).date() == last.date()
    end = f"{last:%H:%M}" if is_same_day else moment(last, at)
    return _("%(begin)s – %(end)s") % {"begin": moment(one.first_at, at), "end": end}


def name_of(staff: StaffMember) -> str:
    """A colleague, in the direction of her name."""
    return kept_apart(staff.full_name, language())
