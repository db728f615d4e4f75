"""Legal holds in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.rights.models import LegalHold
from shanyraq.rights.presenters import words
from shanyraq.rights.queries.people import Subject
from shanyraq.ui.lists import with_semicolons
from shanyraq.ui.parts import Cell, Column, Fact, Table


def table(
    holds: Sequence[LegalHold], renewed: frozenset[UUID], subjects: Mapping[UUID, Subject], today: date
) -> Table:
    """Which files are held, which parts, until when."""
    columns = (
        Column(_("Whose file")),
        Column(_("The act")),
        Column(_("What it keeps")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(words.called(subjects.get(one.person_id)), url=reverse("rights:hold", args=[one.pk])),
            str(one.act),
            words.parts_words(one.parts),
            state_words(one, one.pk in renewed, today),
        )
        for one in holds
    ]
    return Table(_("Legal holds"), columns, rows, stacks=True, repeats_heading=True)


def own_table(holds: Sequence[LegalHold], renewed: frozenset[UUID], today: date) -> Table:
    """What is held of one person's file, on her own page."""
    columns = (Column(_("The act")), Column(_("What it keeps")), Column(_("Where it stands")))
    rows = [
        (
            Cell(str(one.act), url=reverse("rights:hold", args=[one.pk])),
            words.parts_words(one.parts),
            state_words(one, one.pk in renewed, today),
        )
        for one in holds
    ]
    return Table(_("Newest first"), columns, rows, is_tight=True, stacks=True)


def state_words(hold: LegalHold, is_renewed: bool, today: date) -> str:
    """Until when it holds, or why it does not any more."""
    if hold.lifted_at is not None:
        return _("Lifted on %(day)s") % {"day": words.day(hold.lifted_at)}
    if is_renewed:
        return _("Renewed by a later one")
    if hold.ends_on < today:
        return _("Over since %(day)s") % {"day": words.day(hold.ends_on)}
    return _("In force until %(day)s") % {"day": words.day(hold.ends_on)}


def facts(
    hold: LegalHold, is_renewed: bool, subject: Subject | None, today: date, agreed: Sequence[str] = ()
) -> list[Fact]:
    """Everything about one hold; once it is lifted, who asked for that and the names of those who agreed."""
    asked_by = hold.lifted_by.full_name if hold.lifted_by and agreed else ""
    told = [
        (_("Whose file"), words.called(subject)),
        (_("The act"), str(hold.act)),
        (_("What it keeps"), words.parts_words(hold.parts)),
        (_("Begins on"), words.day(hold.starts_on)),
        (_("Ends on"), words.day(hold.ends_on)),
        (_("Set by"), hold.set_by.full_name),
        (_("Where it stands"), state_words(hold, is_renewed, today)),
        (_("Asked by"), asked_by),
        (_("Agreed"), with_semicolons(agreed, words.language()) if asked_by else ""),
    ]
    return [Fact(term, value) for term, value in told if value]
