"""Erasures in words: what is asked, who decided, how far it is, and what stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.models import Proposal
from shanyraq.rights.models import Erasure
from shanyraq.rights.presenters import words
from shanyraq.rights.queries.people import Subject
from shanyraq.rights.rules import GROUNDS
from shanyraq.rights.rules import erasures as rules
from shanyraq.ui.lists import with_semicolons
from shanyraq.ui.parts import Cell, Column, Fact, Table


def table(
    erasures: Sequence[Erasure],
    subjects: Mapping[UUID, Subject],
    at: datetime,
    held: Collection[UUID] = (),
) -> Table:
    """What is asked, decided and done; what waits for others first. `held`: those that a legal hold keeps back."""
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
            _asked(one),
            _standing(one, at, held),
        )
        for one in erasures
    ]
    return Table(_("Erasures"), columns, rows, stacks=True, repeats_heading=True)


def own_table(erasures: Sequence[Erasure], at: datetime, held: Collection[UUID] = ()) -> Table:
    """What was asked to be erased of one person's file, on her own page."""
    columns = (Column(_("What is to be erased")), Column(_("Asked by")), Column(_("Where it stands")))
    rows = [
        (
            Cell(words.parts_words(one.parts), url=reverse("rights:erasure", args=[one.pk])),
            _asked(one),
            _standing(one, at, held),
        )
        for one in erasures
    ]
    return Table(_("Newest first"), columns, rows, is_tight=True, stacks=True)


def _standing(erasure: Erasure, at: datetime, held: Collection[UUID]) -> Cell:
    """Where it stands; where it was declined, the reasons under it."""
    return Cell(state_words(erasure, at, held), line=str(erasure.declined_reasons))


def _asked(erasure: Erasure) -> Cell:
    """By whom and when; a restored state may not know."""
    proposal = erasure.proposal
    return Cell(proposal.asked_by.full_name, line=words.day(proposal.asked_at)) if proposal else Cell("–")


def state_words(erasure: Erasure, at: datetime, held: Collection[UUID] = ()) -> str:
    """Where it stands, in a sentence without its full stop. `held`: erasures that a legal hold keeps back."""
    proposal = erasure.proposal
    if proposal is None or erasure.state != Erasure.ASKED:
        return _(rules.STATES["HELD" if erasure.pk in held else erasure.state])
    if proposal.outcome == Proposal.DECLINED:
        ground = declined_ground(erasure)
        return _("Declined: %(ground)s") % {"ground": ground} if ground else _("Declined")
    if proposal.outcome == Proposal.EXPIRED or proposal.expires_at <= at:
        return _("Nobody agreed in time")
    given = len(proposal.agreements.all())
    return _("One has agreed, one more is needed") if given else _("Two others are asked")


def declined_ground(erasure: Erasure) -> str:
    """Why the law lets it be declined; nothing where it was not."""
    return _(GROUNDS[erasure.declined_ground]) if erasure.declined_ground else ""


def facts(erasure: Erasure, subject: Subject | None, at: datetime, held: Collection[UUID] = ()) -> list[Fact]:
    """What has to be known before one agrees; and afterwards what was done, by whose decision."""
    gone = sum(erasure.rows.values())
    told = [
        (_("Whom it is about"), words.called(subject)),
        (_("What is to be erased"), words.parts_words(erasure.parts)),
        *_decision(erasure),
        (_("Declined by"), erasure.declined_by.full_name if erasure.declined_by else ""),
        (_("Reasons, as the person is told them"), str(erasure.declined_reasons)),
        (_("Repeated after a backup was restored, on"), words.day(erasure.repeated_at)),
        (_("Erased on"), words.day(erasure.erased_at)),
        (
            _("How much went"),
            ngettext("%(count)s row", "%(count)s rows", gone) % {"count": gone} if gone else "",
        ),
        (_("Free pages overwritten on"), words.day(erasure.swept_at)),
        (_("Where it stands"), state_words(erasure, at, held)),
    ]
    return [Fact(term, value) for term, value in told if value]


def _decision(erasure: Erasure) -> list[tuple[str, str]]:
    """Who asked, why, and who agreed; of a repeated one only when it was decided, if no more is known."""
    proposal = erasure.proposal
    if proposal is None:
        return [(_("Decided on"), words.day(erasure.decided_at))]
    agreed = [one.by.full_name for one in proposal.agreements.all()]
    return [
        (_("Ground"), _(rules.GROUNDS[proposal.ground])),
        (_("Why, in her words"), proposal.reason),
        (_("Asked by"), proposal.asked_by.full_name),
        (_("Asked on"), words.day(proposal.asked_at)),
        (_("Agreed"), with_semicolons(agreed, words.language())),
    ]
