"""The answer to a saving: what closed, what opens next and why, and how to put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq import pathway
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.models import Record
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.owed import why_words
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.happenings import Difference

MOST_LINES = 6


@dataclass(frozen=True)
class Answer:
    """What a page says after a saving."""

    title: str
    closed: tuple[str, ...]
    opened: tuple[str, ...]
    nothing: str
    correct_url: str


def answer(file: SupportFile, records: Sequence[Record], made: Sequence[Difference]) -> Answer | None:
    """Made from what was saved and the plans as they are; None where the viewer reads nothing of it."""
    members = [member for record in records if (member := file.member_of(record.case_id))]
    if not members:
        return None
    first = records[0]
    closed = _lines(file, made, "closed")
    opened = _lines(file, made, "opened")
    return Answer(
        title=_title(first, members, file),
        closed=tuple(closed[:MOST_LINES]),
        opened=tuple(opened[:MOST_LINES]),
        nothing="" if closed or opened else _("No step changed: it stands in the history."),
        correct_url=(
            reverse("cases:correct_record", args=[first.pk])
            if permissions.may_correct(file.actor, first)
            and first.kind not in rules.DECISIONS
            and not first.is_retraction
            else ""
        ),
    )


def _title(record: Record, members: Sequence[Member], file: SupportFile) -> str:
    what = words.kind_name(record.kind)
    people = words.whom(members, file) or words.called(members[0].person)
    if record.is_retraction:
        return _("Taken back: %(what)s, %(who)s.") % {"what": what, "who": people}
    if record.corrects_id:
        return _("Corrected: %(what)s, %(who)s.") % {"what": what, "who": people}
    return _("Saved: %(what)s, %(who)s.") % {"what": what, "who": people}


def _lines(file: SupportFile, made: Sequence[Difference], which: str) -> list[str]:
    """One line for each service, with those whom it concerns alike, and the reason of what opens."""
    grouped: dict[tuple[str, str], list[Member]] = {}
    for difference in made:
        member = file.member_of(difference.case.pk)
        steps: tuple[pathway.Step, ...] = getattr(difference, which)
        for step in steps:
            if member is not None and file.actor.sees_service(step.compartment, step.discipline):
                why = why_words(step, file.actor, file.today) if which == "opened" else ""
                grouped.setdefault((step.action_id, why), []).append(member)
    lines = []
    for (action_id, why), members in grouped.items():
        name = words.pack_words(queries.pack().action(action_id).name)
        people = words.whom(list(dict.fromkeys(members)), file)
        text = _("%(what)s (%(who)s)") % {"what": name, "who": people} if people else name
        lines.append(_("%(what)s. %(why)s") % {"what": text, "why": why} if why else text)
    return lines
