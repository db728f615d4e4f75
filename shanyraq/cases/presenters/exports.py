"""Lists that were taken along, in words: on their pages, and what stands in the file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.rules import Actor
from shanyraq.cases import queries
from shanyraq.cases.models.exports import Export
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.export_file import Sheet
from shanyraq.cases.queries import exports as read
from shanyraq.cases.rules import exports as rules
from shanyraq.foundation.spellings import in_script_of
from shanyraq.ui import parts


def what_words(what: str) -> str:
    """Whose people a list holds."""
    return _(rules.WHATS[what])


def people_words(count: int) -> str:
    """How many people."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


def standing(export: Export, at: datetime) -> str:
    """Where a list stands, in words."""
    state = read.state_of(export, at)
    if state == rules.READY:
        return _("Can be fetched until %(moment)s") % {"moment": when_words(export.expires_at, at)}
    if state == rules.WAITING:
        return _("Waits for a second person")
    if state == rules.DECLINED:
        return _("Declined by a second person")
    return _("Its file is destroyed") if export.ready_at else _("Nobody agreed in time")


def when_words(value: datetime, at: datetime) -> str:
    """A day and a time."""
    told = {"day": words.day_words(value, at.date()), "time": words.time_words(value)}
    return _("%(day)s, %(time)s") % told


def table(exports: Sequence[Export], actor: Actor, at: datetime) -> parts.Table:
    """Lists, newest first."""
    columns = (
        parts.Column(_("List")),
        parts.Column(_("Purpose")),
        parts.Column(_("Taken by")),
        parts.Column(_("Where it stands")),
    )
    rows = [
        (
            parts.Cell(
                one.code,
                url=reverse("cases:export", kwargs={"export_id": one.pk}),
                line=words.dotted([what_words(one.what), people_words(one.people)]),
            ),
            parts.Cell(_(rules.PURPOSES[one.purpose])),
            parts.Cell(words.staff_name(one.made_by, actor), line=when_words(one.asked_at, at)),
            parts.Cell(standing(one, at)),
        )
        for one in exports
    ]
    return parts.Table(_("Lists taken along"), columns, rows, stacks=True, repeats_heading=True)


def facts(export: Export, actor: Actor, at: datetime) -> list[parts.Fact]:
    """What whoever took it, answers for it or looks at it afterwards has to know; nobody's name."""
    told = [
        (_("Where it stands"), standing(export, at)),
        (_("List"), what_words(export.what)),
        (_("People in it"), people_words(export.people)),
        (_("Purpose"), _(rules.PURPOSES[export.purpose])),
        (_("Who will see it"), export.recipient),
        (_("Why, in her words"), export.reason),
        (_("Taken by"), words.staff_name(export.made_by, actor)),
        (_("Asked for"), when_words(export.asked_at, at)),
    ]
    return [parts.Fact(term, value) for term, value in told if value]


def sheet_of(export: Export, rows: Sequence[Mapping[str, Any]], at: datetime) -> Sheet:
    """The sheet of a list: its marks first, then a person a row."""
    columns, values = (
        _columns(export.what == rules.TEAM),
        [_row(row, export.what == rules.TEAM) for row in rows],
    )
    return Sheet(
        name=export.code,
        title=_("%(list)s: %(people)s")
        % {"list": what_words(export.what), "people": people_words(len(rows))},
        marks=_marks(export, at),
        columns=columns,
        rows=values,
        is_from_right=words.language_now() == "ar",
    )


def _marks(export: Export, at: datetime) -> list[str]:
    destroy = at.date() + timedelta(days=read.number("export_destroy_days"))
    return [
        _("%(code)s, taken by %(name)s on %(day)s at %(time)s")
        % {
            "code": export.code,
            "name": in_script_of(words.language_now(), export.made_by.short_name),
            "day": _whole_day(at.date()),
            "time": words.time_words(at),
        },
        _("For: %(purpose)s. Seen by: %(people)s")
        % {"purpose": _(rules.PURPOSES[export.purpose]), "people": export.recipient},
        _("Confidential. Destroy by %(day)s.") % {"day": _whole_day(destroy)},
    ]


def _whole_day(day: date) -> str:
    """With its year: the file is read in other years too."""
    return words.day_words(day, date.min)


def _columns(is_team: bool) -> list[str]:
    labels = [_("Family"), _("Name"), _("Code"), _("Age"), _("Phase"), _("Late services")]
    return [*labels, _("Case manager")] if is_team else labels


def _row(row: Mapping[str, Any], is_team: bool) -> list[str | int]:
    phase = queries.pack().phase(row["phase"]) if row["phase"] else None
    told = [
        words.family_name(row["family"]) if row["family"] else "",
        row["name"],
        row["code"],
        row["age"] if row["age"] is not None else _("not known"),
        words.pack_words(phase.name) if phase else "",
        row["late"],
    ]
    return [*told, in_script_of(words.language_now(), row["leader"])] if is_team else told
