"""Controls to be lifted, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.models import Proposal
from shanyraq.cases.actions import protecting
from shanyraq.rights.actions import holds
from shanyraq.rights.presenters import words
from shanyraq.rights.queries.people import Subject
from shanyraq.ui.parts import Cell, Column, Fact, Table


def what_words(proposal: Proposal) -> str:
    """What would be lifted."""
    if proposal.kind == holds.LIFT:
        return _("A legal hold on: %(parts)s") % {"parts": words.parts_words(proposal.details["parts"])}
    return _("The protection of the file: others would see it again")


def table(found: Iterable[tuple[Proposal, Subject]]) -> Table | None:
    """What waits; None where nothing does."""
    columns = (Column(_("Whose file")), Column(_("What is to be lifted")), Column(_("Asked by")))
    rows = [
        (
            Cell(words.called(subject), url=reverse("rights:control", args=[proposal.pk])),
            what_words(proposal),
            proposal.asked_by.full_name,
        )
        for proposal, subject in found
    ]
    return (
        Table(_("Controls to be lifted"), columns, rows, stacks=True, repeats_heading=True) if rows else None
    )


def facts(proposal: Proposal, subject: Subject) -> list[Fact]:
    """Exactly what is asked, by whom and why."""
    grounds = {**holds.GROUNDS, **protecting.GROUNDS}
    return [
        Fact(_("Whose file"), words.called(subject)),
        Fact(_("What is to be lifted"), what_words(proposal)),
        Fact(_("Ground"), _(grounds[proposal.ground])),
        Fact(_("Why"), proposal.reason),
        Fact(_("Asked by"), proposal.asked_by.full_name),
        Fact(_("To be answered by"), moment_words(proposal.expires_at)),
    ]


def moment_words(value: datetime) -> str:
    """A day and a time."""
    time = timezone.localtime(value).strftime("%H:%M")
    return _("%(day)s, %(time)s") % {"day": words.day(value), "time": time}
