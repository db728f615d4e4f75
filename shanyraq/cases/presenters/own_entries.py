"""Entries of one's own as pages show them: about whom, when, in which part; and about whom one can be written."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.access.rules import COMPARTMENTS, NAMES, Actor
from shanyraq.cases import permissions
from shanyraq.cases.models import Appointment, Note
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.notes import Shown, readers
from shanyraq.people.models import Person
from shanyraq.ui import parts


def shown(found: Iterable[Note], known: Container[UUID], actor: Actor, today: date) -> list[Shown]:
    """What she wrote, with the way to put it right. `known` are the people whom she knows by more than a meeting."""
    return [
        Shown(
            id=str(note.pk),
            who=_called(note.person, actor) if note.person_id in known else _("Somebody at a meeting"),
            text=note.text,
            part=words.compartment_name(note.compartment),
            written=_("%(day)s, %(time)s")
            % {"day": words.day_words(note.written_at, today), "time": words.time_words(note.written_at)},
            was=(),
            actions=(_correct(note),) if permissions.ENTRY_OWN in actor.may else (),
        )
        for note in found
    ]


def _correct(note: Note) -> parts.Action:
    day = words.time_words(note.written_at)
    return parts.Action(
        _("Correct"), reverse("cases:correct_own_entry", args=[note.pk]), "edit", kind="text", about=day
    )


def people_rows(found: Iterable[Person], actor: Actor) -> list[parts.Row]:
    """Whom she can write about, each the way to the form."""
    return [
        parts.Row(
            _called(person, actor),
            reverse("cases:add_own_entry", args=[person.pk]),
            person.code if actor.names_people else "",
        )
        for person in found
    ]


def meeting_rows(found: Iterable[Appointment], today: date) -> list[parts.Row]:
    """The meetings at which she interprets, by day and time: she knows nobody by name."""
    return [
        parts.Row(
            _("%(day)s, %(time)s")
            % {"day": words.day_words(one.starts_at, today), "time": words.time_words(one.starts_at)},
            reverse("cases:add_entry_of_meeting", args=[one.pk]),
        )
        for one in found
    ]


def places(actor: Actor) -> list[tuple[str, SafeString]]:
    """The parts in which she adds entries of her own, each with who will read them besides her."""
    return [
        (
            code,
            format_html(
                '<span><strong>{}</strong><br><span class="quiet small">{}</span></span>',
                words.compartment_name(code),
                readers(code, actor),
            ),
        )
        for code in COMPARTMENTS
        if code in actor.owns_only
    ]


def _called(person: Person, actor: Actor) -> str:
    return words.full_name(person) if actor.names_people or actor.reads(NAMES) else person.code
