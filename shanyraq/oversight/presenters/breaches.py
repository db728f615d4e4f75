"""Breaches in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.queries.words import language
from shanyraq.oversight.models import Breach, BreachStep
from shanyraq.oversight.presenters import moment
from shanyraq.oversight.rules import breaches as rules
from shanyraq.ui.lists import kept_apart
from shanyraq.ui.parts import Cell, Column, Fact, Happening, Table

LONGEST = 90  # characters of what happened, in the list


def table(found: Iterable[Breach], done: Mapping[UUID, Collection[str]], at: datetime) -> Table:
    """Breaches, the open ones first."""
    columns = (
        Column(_("What happened")),
        Column(_("Noticed")),
        Column(_("Whom it concerns")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(_short(what(one)), url=reverse("oversight:breach", args=[one.pk])),
            moment(one.noticed_at, at),
            how_many(one.people),
            standing(one, done[one.pk], at),
        )
        for one in found
    ]
    return Table(_("Breaches"), columns, rows, stacks=True, repeats_heading=True)


def what(one: Breach) -> str:
    """What happened: in the reader's language where the program wrote it down, as it was typed where a person did."""
    return _(one.what) if one.what in rules.BY_REVIEW else one.what


def how_many(people: int) -> str:
    """How many people it concerns."""
    return ngettext("%(count)s person", "%(count)s people", people) % {"count": people}


def standing(one: Breach, done: Collection[str], at: datetime) -> str:
    """Where a breach stands, with its clock while it runs."""
    if one.closed_at is not None:
        return _("Closed on %(moment)s") % {"moment": moment(one.closed_at, at)}
    if not rules.clock_runs(done):
        return _("Open; the authority knows, or need not")
    until = rules.tell_until(one.noticed_at)
    words = (
        _("The authority is to be told by %(moment)s")
        if until > at
        else _("The authority was to be told by %(moment)s")
    )
    return words % {"moment": moment(until, at)}


def facts(one: Breach, done: Collection[str], at: datetime) -> list[Fact]:
    """What is known of it."""
    told = [
        Fact(_("What happened"), what(one)),
        Fact(_("Noticed"), moment(one.noticed_at, at)),
        Fact(_("How many"), how_many(one.people)),
        Fact(_("Whom it concerns"), one.whom),
        Fact(_("Risk to them"), _(rules.RISK_WORDS[one.risk])),
        Fact(_("Why it is thought so"), one.risk_words),
        Fact(_("Where it stands"), standing(one, done, at)),
    ]
    if one.finding_id is not None:
        url = reverse("oversight:finding", args=[one.finding_id])
        told.append(Fact(_("Came from"), _("A question about reading"), url=url))
    if one.opening_id is not None:
        url = reverse("cases:review_emergency", args=[one.opening_id])
        told.append(Fact(_("Came from"), _("Emergency opening"), url=url))
    return [fact for fact in told if fact.value]


def happenings(one: Breach, steps: Iterable[BreachStep], at: datetime) -> list[Happening]:
    """What was done, the newest first."""
    told = [
        Happening(
            moment(step.at, at),
            _("%(what)s: “%(words)s” (%(name)s)")
            % {
                "what": _(rules.STEP_WORDS[step.kind]),
                "words": kept_apart(step.words, language()),
                "name": kept_apart(step.by.full_name, language()),
            },
        )
        for step in steps
    ]
    entered = _("Entered by %(name)s.") % {"name": one.entered_by.full_name}
    return [*reversed(told), Happening(moment(one.entered_at, at), entered)]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
