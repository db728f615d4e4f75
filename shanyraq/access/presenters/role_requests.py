"""Roles that wait for a second person, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.actions.role_requests import GROUNDS
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import STAFF_WAITING, decide
from shanyraq.access.presenters.doors import when_words
from shanyraq.access.queries.role_requests import staff_of
from shanyraq.access.queries.words import discipline_name, language, place_name, role_name
from shanyraq.access.rules import Actor
from shanyraq.ui.lists import with_semicolons
from shanyraq.ui.parts import Fact, Row


def role_rows(requests: Iterable[Proposal]) -> list[Row]:
    """Whom it is for, which roles, who asked and when."""
    return [
        Row(staff_of(one).full_name, url=_url(one), line=_asked_by(one), end=roles_words(one))
        for one in requests
    ]


def request_rows(requests: Iterable[Proposal], actor: Actor, at: datetime) -> list[Row]:
    """What was asked for about one colleague: what waits leads to its page, what was declined says why."""
    may_open = bool(decide(actor, STAFF_WAITING))
    rows = []
    for one in requests:
        waits = one.outcome == Proposal.WAITING and one.expires_at > at
        rows.append(
            Row(
                roles_words(one),
                url=_url(one) if waits and may_open else "",
                line=_asked_by(one) if waits else one.answer,
                end_line=_until(one) if waits else _how_it_ended(one),
            )
        )
    return rows


def role_facts(one: Proposal) -> list[Fact]:
    """What is asked, for whom, by whom, why, until when."""
    staff, told = staff_of(one), one.details
    place = place_name(told["centre"]) or place_name(told["region"])
    facts = [
        Fact(_("For"), staff.full_name),
        Fact(_("Discipline"), discipline_name(staff.discipline)),
        Fact(_("Roles"), roles_words(one)),
        Fact(_("Where"), place or "–"),
        Fact(_("Ground"), _(GROUNDS[one.ground])),
        Fact(_("Who she is and why she needs it"), one.reason or "–"),
        Fact(_("Asked by"), one.asked_by.full_name),
    ]
    if one.outcome == Proposal.WAITING:
        facts.append(Fact(_("Until"), when_words(one.expires_at)))
    return facts


def roles_words(one: Proposal) -> str:
    """The roles that are asked for."""
    return with_semicolons((role_name(role) for role in one.details["roles"]), language())


def _url(one: Proposal) -> str:
    return reverse("access:recovery", args=[one.pk])


def _asked_by(one: Proposal) -> str:
    told = {"name": one.asked_by.full_name, "when": when_words(one.asked_at)}
    return _("asked by %(name)s, %(when)s") % told


def _until(one: Proposal) -> str:
    return _("waits for a second person until %(moment)s") % {"moment": when_words(one.expires_at)}


def _how_it_ended(one: Proposal) -> str:
    return _("declined") if one.outcome == Proposal.DECLINED else _("nobody agreed in time")
