"""Meetings as a page shows them; whom one can ask to come."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.cases import permissions
from shanyraq.cases.models import Appointment
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.history import moment
from shanyraq.cases.presenters.recording import spoken_in
from shanyraq.cases.presenters.step_actions import file_url
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.queries.meetings import title_of
from shanyraq.ui import parts

STATES = {"PLANNED": "DUE", "KEPT": "DONE", "NOT_KEPT": "NOT_APPLICABLE", "CANCELLED": "NOT_APPLICABLE"}


@dataclass(frozen=True)
class Shown:
    """One meeting in words."""

    when: str
    title: str
    who: str
    lines: tuple[parts.Fact, ...]
    end: str
    actions: tuple[parts.Action, ...]


def meetings(
    file: SupportFile, found: Sequence[Appointment], clashes: Mapping[Hashable, datetime]
) -> tuple[list[Shown], list[Shown]]:
    """Those agreed, the next one first, each with what it clashes with; and those settled, the last one first."""
    agreed = [
        replace(shown(one, file), end=clash_words(clashes.get(one.pk)))
        for one in found
        if one.state == "PLANNED"
    ]
    settled = [shown(one, file) for one in reversed(found) if one.state != "PLANNED"]
    return agreed, settled


def clash_words(other: datetime | None) -> str:
    """That another meeting of hers, which begins then, shares time with one; empty where none does."""
    return _("overlaps the meeting at %(time)s") % {"time": words.time_words(other)} if other else ""


def shown(one: Appointment, file: SupportFile) -> Shown:
    """A meeting with everything that was agreed."""
    there = getattr(one, "cases_there", [])
    members = [member for case_id in there if (member := file.member_of(case_id))]
    lines: list[tuple[str, str]] = [
        (_("Place"), one.place),
        (_("Colleague"), words.sentence(words.worker_name(one.staff, file.actor))),
        (_("With"), one.with_whom),
        (_("Language"), words.language_name(one.language) if one.language else ""),
        (_("Interpreter"), words.staff_name(one.interpreter, file.actor) if one.interpreter else ""),
        (_("To bring or know"), one.remarks),
    ]
    return Shown(
        when=moment(one.starts_at, file),
        title=title_of(one, words.language_now()),
        who=words.whom(members, file),
        lines=tuple(parts.Fact(term, value) for term, value in lines if value),
        end=_end(one, file),
        actions=_actions(one, file),
    )


def _end(one: Appointment, file: SupportFile) -> str:
    if one.state == "PLANNED":
        return ""
    closings = {member.case.closed_at for member in file.closed}
    if one.state == "CANCELLED" and one.settled_at in closings:  # one instant: the closing called it off
        return _("called off: the support file was closed")
    return str(one.get_state_display())


def _actions(one: Appointment, file: SupportFile) -> tuple[parts.Action, ...]:
    if permissions.APPOINTMENT_MAKE not in file.actor.may:
        return ()
    about = title_of(one, words.language_now())
    if one.state == "PLANNED":
        label = _("Say how it went") if one.starts_at <= file.at else _("Call it off")
        return (parts.Action(label, reverse("cases:settle_appointment", args=[one.pk]), about=about),)
    if one.state == "KEPT" and permissions.STEP_RECORD in file.actor.may and file.members:
        url = f"{file_url('record_step', file)}?meeting={one.pk}"
        return (parts.Action(_("Record what happened"), url, about=about),)
    return ()


def interpreter_choices(
    file: SupportFile, staff: Sequence[StaffMember]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Interpreters under each language of the file; a woman is marked."""
    groups = []
    for code in spoken_in(file):
        names = [(str(one.pk), interpreter_words(one)) for one in staff if code in one.languages]
        if names:
            groups.append((words.language_name(code), names))
    return groups


def interpreter_words(staff: StaffMember) -> str:
    """A name with the region, and whether she is a woman."""
    place = words.place_name(staff.region, "")
    name = words.short_name(staff)
    if staff.sex == "F":
        name = _("%(name)s (a woman)") % {"name": name}
    return _("%(name)s, %(place)s") % {"name": name, "place": place} if place else name


def colleague_choices(file: SupportFile) -> list[tuple[str, str]]:
    """Herself, then those who work with the family still."""
    found: dict[str, str] = {}
    if file.actor.staff_id is not None:
        found[str(file.actor.staff_id)] = _("%(name)s (you)") % {"name": file.actor.name}
    for one in file.colleagues:
        if one.staff.has_left:
            continue
        found.setdefault(
            str(one.staff_id),
            _("%(name)s, %(role)s")
            % {"name": words.short_name(one.staff), "role": words.discipline_name(one.discipline)},
        )
    return list(found.items())
