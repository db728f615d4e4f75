"""Requests to open a seal, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shanyraq.access.models import Proposal
from shanyraq.access.rules import Actor
from shanyraq.foundation.text import N_
from shanyraq.ui.dates import date_words
from shanyraq.ui.parts import Cell, Column, Fact, Table
from shanyraq.vault.actions.openings import GROUNDS
from shanyraq.vault.models import Custodian, Opening
from shanyraq.vault.queries import may_still_keep, subject_of

KINDS = {
    "name": N_("Former name"),
    "kunya": N_("Kunya"),
    "document": N_("Old paper"),
}


def state_words(opening: Opening, at: datetime) -> str:
    """Where a request stands, in a sentence."""
    proposal = opening.proposal
    if proposal.outcome == Proposal.DECLINED:
        return _("Declined")
    if proposal.outcome == Proposal.EXPIRED or (
        proposal.outcome == Proposal.WAITING and proposal.expires_at <= at
    ):
        return _("Nobody agreed in time")
    if opening.readable_until is not None:
        if opening.readable_until > at:
            return _("Open for the one who asked")
        return _("Was opened for an hour")
    given = len(proposal.agreements.all())
    if given:
        return _("One custodian has agreed, one more is needed")
    return _("Two custodians are needed")


def requests_table(openings: list[Opening], actor: Actor, at: datetime) -> Table:
    """Requests, the waiting ones first."""
    columns = (
        Column(_("Whom it is about")),
        Column(_("Ground")),
        Column(_("Asked by")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(_code(opening, actor), url=reverse("vault:request", args=[opening.pk])),
            _(GROUNDS[opening.proposal.ground]),
            Cell(opening.proposal.asked_by.full_name, line=_day(opening.proposal.asked_at)),
            state_words(opening, at),
        )
        for opening in openings
    ]
    return Table(_("Requests"), columns, rows, stacks=True)


def facts(opening: Opening, actor: Actor, at: datetime) -> list[Fact]:
    """What a custodian has to know of a request before she answers."""
    proposal = opening.proposal
    agreed = [one.by.full_name for one in proposal.agreements.all()]
    told = [
        (_("Whom it is about"), _code(opening, actor)),
        (_("Asked by"), proposal.asked_by.full_name),
        (_("Asked on"), _day(proposal.asked_at)),
        (_("Ground"), _(GROUNDS[proposal.ground])),
        (_("Why, in her words"), proposal.reason),
        (_("What is sealed"), _things_words(len(proposal.details["things"]))),
        (_("Agreed"), "; ".join(agreed)),
        (_("Where it stands"), state_words(opening, at)),
    ]
    return [Fact(term, value) for term, value in told if value]


def contents(told: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What was sealed, kind by kind."""
    return [
        {
            "kind": _(KINDS.get(one["kind"], one["kind"])),
            "text": one.get("text", ""),
            "is_closed": one.get("closed") == "yes",
        }
        for one in told
    ]


@dataclass(frozen=True)
class CustodianRow:
    """One custodian on the page of those who keep the seal; `end_url` where the reader may end her key."""

    key: UUID
    name: str
    line: str
    is_own: bool
    end_url: str


def custodian_rows(custodians: Iterable[Custodian], actor: Actor, at: datetime) -> list[CustodianRow]:
    """Who they are, since when, and whether one's own key or one whose holder may keep it no longer."""
    rows = []
    for one in custodians:
        is_own, may_still = one.staff_id == actor.staff_id, may_still_keep(one, at)
        since = _("Made her key on %(day)s.") % {"day": _day(one.let_in_at or one.since)}
        line = since if may_still else _("Her role or her access has ended: her key can be taken out.")
        url = reverse("vault:end_custodian", args=[one.pk]) if is_own or not may_still else ""
        rows.append(CustodianRow(one.pk, one.staff.full_name, line, is_own, url))
    return rows


def key_made_words(made: Custodian) -> str:
    """What a new key is good for."""
    if made.let_in_at:
        return _("Your key is made. What is sealed from now on is locked for you too.")
    return _("Your key is made. It counts once two custodians have let you in.")


def locked_words(many: int) -> str:
    """How much was locked for the circle of now."""
    return ngettext(
        "One thing is locked for everybody who keeps the seal.",
        "%(many)s things are locked for everybody who keeps the seal.",
        many,
    ) % {"many": many}


def waiting_words(count: int) -> str:
    """How many requests wait for a custodian."""
    if not count:
        return _("Nothing waits for you.")
    return ngettext("%(count)s request waits for you.", "%(count)s requests wait for you.", count) % {
        "count": count
    }


def _things_words(count: int) -> str:
    return ngettext("One thing", "%(count)s things", count) % {"count": count}


def _code(opening: Opening, actor: Actor) -> str:
    subject = subject_of(actor, opening.person)
    return subject.code if subject else "–"


def _day(at: datetime) -> str:
    return date_words(at.date(), get_language() or "en")
