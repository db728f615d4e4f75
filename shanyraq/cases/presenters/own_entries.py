"""Entries of one's own as pages show them: about whom, when, in which part; and about whom one can be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.access.rules import COMPARTMENTS, NAMES, Actor
from shanyraq.cases import permissions
from shanyraq.cases.models import Appointment, Case, Note
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.notes import Shown, readers
from shanyraq.cases.queries.namesakes import BANDS
from shanyraq.cases.queries.own_entries import bands_of
from shanyraq.people.models import Person
from shanyraq.ui import parts


def shown(found: Iterable[Note], known: Container[UUID], actor: Actor, today: date) -> list[Shown]:
    """What she wrote, the same about several people told once, with the way to put it right.

    `known` are the people whom she knows by more than a meeting.
    """
    grouped: dict[tuple[object, ...], list[Note]] = {}
    for note in found:
        grouped.setdefault((note.written_at, note.compartment, note.text), []).append(note)
    bands = bands_of([note.person_id for same in grouped.values() for note in same], today)
    return [_shown(same, known, bands, actor, today) for same in grouped.values()]


def _shown(
    same: Sequence[Note], known: Container[UUID], bands: Mapping[UUID, str], actor: Actor, today: date
) -> Shown:
    note = same[0]
    about = [
        _with_band(_called(one.person, actor), bands[one.person_id], actor)
        if one.person_id in known
        else _with_band(_("Somebody at a meeting"), bands[one.person_id], actor)
        for one in same
    ]
    return Shown(
        id=str(note.pk),
        who=words.listed(about),
        text=note.text,
        part=words.compartment_name(note.compartment),
        written=_("%(day)s, %(time)s")
        % {"day": words.day_words(note.written_at, today), "time": words.time_words(note.written_at)},
        was=(),
        actions=(_correct(note),) if permissions.ENTRY_OWN in actor.may else (),
    )


def _with_band(name: str, band: str, actor: Actor) -> str:
    """To who reads no names, whether it is a small child, a child, a young person or an adult: the shell says it."""
    if not band or actor.names_people or actor.reads(NAMES):
        return name
    return _("%(what)s (%(who)s)") % {"what": name, "who": _(BANDS[band])}


def met(found: Sequence[tuple[Case, Person]], today: date) -> list[tuple[str, str]]:
    """For whom a meeting is, to be ticked by who interprets: the part of life, and the code where two are alike."""
    bands = bands_of([person.pk for _case, person in found], today)
    alike = Counter(bands.values())
    return [(str(case.pk), _met(bands[person.pk], person, alike)) for case, person in found]


def _met(band: str, person: Person, alike: Mapping[str, int]) -> str:
    if not band:
        return person.code
    told = words.sentence(_(BANDS[band]))
    return told if alike[band] == 1 else _("%(what)s (%(who)s)") % {"what": told, "who": person.code}


def sees_words(actor: Actor) -> str:
    """What somebody who reads no names sees of people, and why; empty for everybody else."""
    if actor.names_people or actor.reads(NAMES):
        return ""
    if all(grant.reach == "none" for grant in actor.grants):
        return _(
            "You know people by your meetings: when, where, with whom, and who is a child. Names are not part of "
            "interpreting; if you are not sure whom you mean, ask the colleague whose meeting it is."
        )
    return _(
        "You see codes, who is a child, and nobody’s name: your work needs no more. If you are not sure whom you "
        "mean, ask the case manager."
    )


def _correct(note: Note) -> parts.Action:
    day = words.time_words(note.written_at)
    return parts.Action(
        _("Correct"), reverse("cases:correct_own_entry", args=[note.pk]), "edit", kind="text", about=day
    )


def people_rows(found: Iterable[Person], actor: Actor, today: date) -> list[parts.Row]:
    """Whom she can write about, each the way to the form."""
    people = list(found)
    bands = bands_of([person.pk for person in people], today)
    return [
        parts.Row(
            _with_band(_called(person, actor), bands[person.pk], actor),
            reverse("cases:add_own_entry", args=[person.pk]),
            person.code if actor.names_people else "",
        )
        for person in people
    ]


def meeting_rows(found: Iterable[Appointment], today: date) -> list[parts.Row]:
    """The meetings at which she interprets, by day, time, place and colleague: she knows nobody by name."""
    return [
        parts.Row(
            _("%(day)s, %(time)s")
            % {"day": words.day_words(one.starts_at, today), "time": words.time_words(one.starts_at)},
            reverse("cases:add_entry_of_meeting", args=[one.pk]),
            words.dotted([part for part in (one.place, one.with_whom) if part]),
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
