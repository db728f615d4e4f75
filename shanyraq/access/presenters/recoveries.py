"""Requests to restore access, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.actions.recoveries import GROUNDS, account_of
from shanyraq.access.models import Proposal
from shanyraq.access.presenters.doors import when_words
from shanyraq.ui.parts import Fact, Row


def recovery_rows(waiting: Iterable[Proposal]) -> list[Row]:
    """Whom it is for, who asked and when."""
    return [
        Row(
            account_of(one).staff.full_name,
            url=reverse("access:recovery", args=[one.pk]),
            line=_("asked by %(name)s, %(when)s")
            % {"name": one.asked_by.full_name, "when": when_words(one.asked_at)},
        )
        for one in waiting
    ]


def recovery_facts(one: Proposal) -> list[Fact]:
    """What is asked, by whom, why, until when."""
    return [
        Fact(_("For"), account_of(one).staff.full_name),
        Fact(_("Asked by"), one.asked_by.full_name),
        Fact(_("What happened"), _(GROUNDS[one.ground])),
        Fact(_("How it is known that it is she"), one.reason),
        Fact(_("Until"), when_words(one.expires_at)),
    ]
