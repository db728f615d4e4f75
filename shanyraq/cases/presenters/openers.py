"""What is decided about colleagues who opened more than two in a month, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.rules import Actor
from shanyraq.access.rules.emergencies import REVIEW_WITHIN, SUSPENDED, is_overdue
from shanyraq.cases.models import OpenerReview
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.emergencies import when_words
from shanyraq.foundation.clock import programme_day
from shanyraq.ui import parts


def table(found: Iterable[OpenerReview], actor: Actor, at: datetime) -> parts.Table | None:
    """What waits, then who opens nothing now; None where there is neither."""
    columns = (parts.Column(_("Colleague")), parts.Column(_("Where it stands")))
    rows = [
        (
            parts.Cell(
                words.staff_name(one.colleague, actor), url=reverse("cases:decide_opener", args=[one.pk])
            ),
            standing(one, at),
        )
        for one in found
    ]
    caption = _("Who opened more than two in a month")
    return parts.Table(caption, columns, rows, stacks=True, repeats_heading=True) if rows else None


def standing(one: OpenerReview, at: datetime) -> str:
    """What was decided, or until when it is to be."""
    if one.decided_at is None:
        until = one.asked_at + REVIEW_WITHIN
        told = (
            _("Not decided since %(moment)s: she opens nothing meanwhile")
            if is_overdue(one.asked_at, at)
            else _("To be decided by %(moment)s")
        )
        return told % {"moment": when_words(until, at)}
    if one.verdict == SUSPENDED and one.until is not None:
        return _("She opens nothing until %(day)s") % {"day": words.day_words(one.until, programme_day(at))}
    return _("She goes on")


def facts(one: OpenerReview, actor: Actor, at: datetime) -> list[parts.Fact]:
    """What whoever decides has to know."""
    url = reverse("cases:review_emergency", args=[one.opening_id])
    told = [
        parts.Fact(_("Colleague"), words.staff_name(one.colleague, actor)),
        parts.Fact(_("The opening that was one too many"), when_words(one.asked_at, at), url=url),
        parts.Fact(_("Where it stands"), standing(one, at)),
    ]
    if one.decided_at is not None:
        told.append(parts.Fact(_("Decided by"), words.staff_name(one.decided_by, actor)))
        told.append(parts.Fact(_("Why"), one.reason))
    return told
