"""Erasures in words: what is asked, who decided, how far it is, and what stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.models import Proposal
from shanyraq.rights.models import Erasure
from shanyraq.rights.presenters import words
from shanyraq.rights.queries.people import Subject
from shanyraq.rights.rules import erasures as rules
from shanyraq.ui.lists import with_semicolons
from shanyraq.ui.parts import Cell, Column, Fact, Table


def table(erasures: Sequence[Erasure], subjects: Mapping[UUID, Subject], at: datetime) -> Table:
    """What is asked, decided and done; what waits for others first."""
    columns = (
        Column(_("Whom it is about")),
        Column(_("What is to be erased")),
        Column(_("Asked by")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(words.called(subjects.get(one.person_id)), url=reverse("rights:erasure", args=[one.pk])),
            words.parts_words(one.parts),
            Cell(one.proposal.asked_by.full_name, line=words.day(one.proposal.asked_at)),
            state_words(one, at),
        )
        for one in erasures
    ]
    return Table(_("Erasures"), columns, rows, stacks=True)


def own_table(erasures: Sequence[Erasure], at: datetime) -> Table:
    """What was asked to be erased of one person's file, on her own page."""
    columns = (Column(_("What is to be erased")), Column(_("Asked by")), Column(_("Where it stands")))
    rows = [
        (
            Cell(words.parts_words(one.parts), url=reverse("rights:erasure", args=[one.pk])),
            Cell(one.proposal.asked_by.full_name, line=words.day(one.proposal.asked_at)),
            state_words(one, at),
        )
        for one in erasures
    ]
    return Table(_("Newest first"), columns, rows, is_tight=True, stacks=True)


def state_words(erasure: Erasure, at: datetime) -> str:
    """Where it stands, in a sentence without its full stop."""
    proposal = erasure.proposal
    if proposal.outcome == Proposal.AGREED:
        return _(rules.STATES[erasure.state])
    if proposal.outcome == Proposal.DECLINED:
        return _("Declined")
    if proposal.outcome == Proposal.EXPIRED or proposal.expires_at <= at:
        return _("Nobody agreed in time")
    given = len(proposal.agreements.all())
    return _("One has agreed, one more is needed") if given else _("Two others are asked")


def facts(erasure: Erasure, subject: Subject | None, at: datetime) -> list[Fact]:
    """What has to be known before one agrees; and afterwards what was done, by whose decision."""
    proposal = erasure.proposal
    agreed = [one.by.full_name for one in proposal.agreements.all()]
    gone = sum(erasure.rows.values())
    told = [
        (_("Whom it is about"), words.called(subject)),
        (_("What is to be erased"), words.parts_words(erasure.parts)),
        (_("Ground"), _(rules.GROUNDS[proposal.ground])),
        (_("Why, in her words"), proposal.reason),
        (_("Asked by"), proposal.asked_by.full_name),
        (_("Asked on"), words.day(proposal.asked_at)),
        (_("Agreed"), with_semicolons(agreed, words.language())),
        (_("Erased on"), words.day(erasure.erased_at)),
        (
            _("How much went"),
            ngettext("%(count)s row", "%(count)s rows", gone) % {"count": gone} if gone else "",
        ),
        (_("Free pages overwritten on"), words.day(erasure.swept_at)),
        (_("Where it stands"), state_words(erasure, at)),
    ]
    return [Fact(term, value) for term, value in told if value]
