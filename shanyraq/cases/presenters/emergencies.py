"""What was opened in an emergency, in words: on the person's page, in the list, on the page of its hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries.words import role_name
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.cases import permissions, queries
from shanyraq.cases.models import EmergencyOpening, PlanStep
from shanyraq.cases.presenters import changes, history, words
from shanyraq.cases.presenters import notes as note_words
from shanyraq.cases.presenters.cards import facts as card_facts
from shanyraq.cases.queries import emergencies as read
from shanyraq.cases.queries.changes import Changes
from shanyraq.cases.queries.files import SupportFile
from shanyraq.foundation.clock import programme_day
from shanyraq.ui import parts
from shanyraq.ui.states import look_of


@dataclass(frozen=True)
class Emergency:
    """What a person's own page says: that it happened, and the way to open something."""

    opened: tuple[parts.Fact, ...]
    ask_url: str


def emergency(file: SupportFile) -> Emergency | None:
    """The openings of one person's file, newest first, for who sees her file; and the way to ask."""
    if file.alone is None:
        return None
    opened = tuple(
        parts.Fact(
            words.day_words(programme_day(one.opened_at), file.today),
            _("%(ground)s. As: %(role)s.") % {"ground": ground_words(one), "role": role_name(one.role)},
        )
        for one in read.happened_to(file.alone.pk)
    )
    url = reverse("cases:open_in_emergency", kwargs={"person_id": file.alone.pk})
    ask_url = url if compartments_for(file.actor) else ""
    return Emergency(opened, ask_url) if opened or ask_url else None


def compartments_for(actor: Actor) -> list[tuple[str, str]]:
    """The closed parts of a file that she may open in an emergency, with their names."""
    if permissions.EMERGENCY_OPEN not in actor.may:
        return []
    return [(code, words.compartment_name(code)) for code in sorted(rules.openable(actor))]


def ground_words(opening: EmergencyOpening) -> str:
    """On which ground."""
    return _(rules.GROUNDS[opening.ground])


def until_words(opening: EmergencyOpening) -> str:
    """When its hour ends."""
    return words.time_words(opening.opened_at + rules.LASTS)


def held(file: SupportFile, found: read.Held) -> dict[str, Any]:
    """What one part of her file holds, to be read only: no way to change anything."""
    told = [
        *history.entries(file, found.entries),
        *changes.entries(file, Changes(rows=found.changes)),
    ]
    told.sort(key=lambda one: one.at, reverse=True)
    return {
        "entries": [replace(one, actions=()) for one in told],
        "notes": [replace(one, actions=()) for one in note_words.notes(file, found.notes)],
        "cards": card_facts(found.cards, file.actor, file.today),
        "services": [_service(step, file) for step in found.steps],
    }


def _service(step: PlanStep, file: SupportFile) -> parts.Fact:
    action = queries.pack().actions.get(step.action)
    name = words.pack_words(action.name) if action else step.action
    day = words.day_words(step.due_at, file.today) if step.due_at else ""
    return parts.Fact(name, words.dotted([str(look_of(step.state).label), day]))


# --- the list ---------------------------------------------------------------------------------------------------------


def table(
    openings: Sequence[EmergencyOpening], codes: Mapping[UUID, str], actor: Actor, at: datetime
) -> parts.Table:
    """Openings, what waits first."""
    columns = (
        parts.Column(_("Whom it is about")),
        parts.Column(_("Ground")),
        parts.Column(_("Opened by")),
        parts.Column(_("Where it stands")),
    )
    rows = [
        (
            parts.Cell(
                codes.get(one.person_id, ""),
                url=reverse("cases:review_emergency", kwargs={"emergency_id": one.pk}),
                line=words.compartment_name(one.compartment),
            ),
            ground_words(one),
            parts.Cell(words.staff_name(one.opened_by, actor), line=when_words(one.opened_at, at)),
            parts.Cell(standing(one, at), line=habit_words(one)),
        )
        for one in openings
    ]
    return parts.Table(_("Emergency openings"), columns, rows, stacks=True, repeats_heading=True)


def standing(opening: EmergencyOpening, at: datetime) -> str:
    """Whether somebody has looked at it, in words."""
    if opening.reviewed_at is not None:
        return _("Reviewed: justified") if opening.verdict == "YES" else _("Reviewed: not justified")
    if rules.is_overdue(opening.opened_at, at):
        return _("Not reviewed within three days")
    return _("To be reviewed by %(moment)s") % {
        "moment": when_words(opening.opened_at + rules.REVIEW_WITHIN, at)
    }


def habit_words(opening: EmergencyOpening) -> str:
    """That it is the third of hers within a month or a later one; empty where it is not."""
    return _("More than two within a month") if opening.is_one_too_many else ""


def when_words(value: datetime, at: datetime) -> str:
    """A day of the programme and a time, of a real instant."""
    return _("%(day)s, %(time)s") % {
        "day": words.day_words(programme_day(value), programme_day(at)),
        "time": words.time_words(value),
    }


def facts(opening: EmergencyOpening, code: str, actor: Actor, at: datetime) -> list[parts.Fact]:
    """What whoever reviews an opening has to know of it."""
    told: list[tuple[str, str]] = [
        (_("Whom it is about"), code),
        (_("Which part of the file"), words.compartment_name(opening.compartment)),
        (_("Opened by"), words.staff_name(opening.opened_by, actor)),
        (_("As"), role_name(opening.role)),
        (_("Opened on"), when_words(opening.opened_at, at)),
        (_("Ground"), ground_words(opening)),
        (_("Where it stands"), standing(opening, at)),
        (_("How often"), habit_words(opening)),
    ]
    others = read.Told(opening.lead, opening.supervisor).others
    told.append((_("Told at once"), told_words(others, actor)))
    if read_by(opening, actor):
        told.append((_("Why, in her words"), opening.reason))
    if opening.reviewed_at is not None:
        told.append((_("Reviewed by"), words.staff_name(opening.reviewed_by, actor)))
        if read_by(opening, actor):
            told.append((_("What was said of it"), opening.review))
    return [parts.Fact(term, value) for term, value in told if value]


def told_words(others: Iterable[StaffMember], actor: Actor) -> str:
    """Who is told of an opening at once: data protection always, others by name where there is anybody."""
    names = [words.staff_name(one, actor) for one in others]
    return words.listed([_("the data-protection officer"), *names])


def read_by(opening: EmergencyOpening, actor: Actor) -> bool:
    """Whether she reads the reason: who wrote it and who reviews it. It may tell of a part that is closed to others."""
    return opening.opened_by_id == actor.staff_id or permissions.EMERGENCY_REVIEW in actor.may
