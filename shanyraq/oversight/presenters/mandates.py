"""Files that are opened to a monitor, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries.words import language
from shanyraq.access.rules import Actor
from shanyraq.foundation.clock import programme_time
from shanyraq.oversight.actions.mandates import GROUNDS
from shanyraq.oversight.presenters import moment
from shanyraq.rights.queries.people import Subject, subjects_of
from shanyraq.ui.dates import date_words
from shanyraq.ui.parts import Cell, Column, Fact, Table


def grounds() -> list[tuple[str, str]]:
    """The grounds, as answers to choose from."""
    return [(code, _(text)) for code, text in GROUNDS.items()]


def table(found: Iterable[Proposal], actor: Actor, today: date) -> Table:
    """Whose file, who reads it, until when, and where the request stands."""
    rows = list(found)
    people = subjects_of(actor, {one.subject for one in rows if one.subject}, language())
    names = _monitors(rows)
    columns = (
        Column(_("Person")),
        Column(_("Who reads it")),
        Column(_("Last day")),
        Column(_("Where it stands")),
    )
    lines = [
        (
            Cell(_called(one, people), url=reverse("oversight:mandate", args=[one.pk])),
            names.get(one.details["monitor"], ""),
            date_words(_until(one), language(), "whole"),
            state_words(one, today),
        )
        for one in rows
    ]
    return Table(_("Files opened to monitors"), columns, lines, stacks=True, repeats_heading=True)


def facts(one: Proposal, actor: Actor, at: datetime) -> list[Fact]:
    """Everything that is asked, for who agrees to it."""
    people = subjects_of(actor, {one.subject} if one.subject else (), language())
    return [
        Fact(_("Person"), _called(one, people)),
        Fact(_("Who reads it"), _monitors([one]).get(one.details["monitor"], "")),
        Fact(_("On which ground"), _(GROUNDS[one.ground])),
        Fact(_("Paper or law"), one.details["act"]),
        Fact(_("Last day"), date_words(_until(one), language(), "whole")),
        Fact(_("Asked by"), one.asked_by.full_name),
        Fact(_("Why, in her words"), one.reason),
        Fact(_("Asked"), moment(programme_time(one.asked_at), programme_time(at))),
    ]


def state_words(one: Proposal, today: date) -> str:
    """Where a request stands."""
    if one.outcome == Proposal.AGREED:
        return _("over") if _until(one) < today else _("may be read")
    return {
        Proposal.WAITING: _("waits for a second colleague"),
        Proposal.DECLINED: _("declined"),
    }.get(one.outcome, _("nobody agreed in time"))


def _until(one: Proposal) -> date:
    return date.fromisoformat(one.details["until"])


def _called(one: Proposal, people: Mapping[UUID, Subject]) -> str:
    known = people.get(one.subject) if one.subject else None
    return (known.name or known.code) if known else ""


def _monitors(rows: Iterable[Proposal]) -> dict[str, str]:
    wanted = {one.details["monitor"] for one in rows}
    return {str(one.pk): one.full_name for one in StaffMember.objects.filter(pk__in=wanted)}
