"""What stands around the plan: which language with whom, the next meeting, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.cases import permissions
from shanyraq.cases.models import Appointment, Assignment, Evidence, Review
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.step_actions import file_url
from shanyraq.cases.queries.files import Member, SupportFile, leads
from shanyraq.cases.queries.meetings import title_of
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import near

SHOWN_HAPPENINGS = 8
ASKS = {"ask_review": "PLAN", "ask_closure": "CLOSURE"}


def speak(file: SupportFile, coming: Sequence[Appointment]) -> dict[str, object] | None:
    """Which language with whom, and when an interpreter comes next."""
    best: dict[str, list[Member]] = {}
    for member in file.members:
        rows = sorted(
            member.person.languages.all(), key=lambda row: (words.LEVELS.index(row.level), row.language)
        )
        if rows:
            best.setdefault(rows[0].language, []).append(member)
    if not best and not coming:
        return None
    title = " ".join(
        _("%(language)s with %(names)s.")
        % {
            "language": words.sentence(words.language_name(code)),
            "names": words.whom(who, file) or words.called(who[0].person),
        }
        for code, who in best.items()
    )
    action = None
    if permissions.APPOINTMENT_MAKE in file.actor.may and file.family is not None and file.members:
        action = parts.Action(_("Make an appointment"), file_url("make_appointment", file))
    # who does not read the meetings of a family is not told that there are none
    body = next_meeting(coming, file) if coming or file.actor.reads("C7") else ""
    return {"title": title, "body": body, "action": action}


def next_meeting(coming: Sequence[Appointment], file: SupportFile) -> str:
    """The next meeting and who interprets."""
    if not coming:
        return _("No meeting is agreed.")
    one = coming[0]
    values = {
        "day": near(one.starts_at, file.today),
        "time": words.time_words(one.starts_at),
        "title": title_of(one, words.language_now()),
        "language": words.language_name(one.language),
    }
    if one.interpreter is None:
        return _("Next meeting: %(day)s at %(time)s, %(title)s.") % values
    values["name"] = words.staff_name(one.interpreter, file.actor)
    return _("Next meeting: %(day)s at %(time)s, %(title)s; %(name)s interprets from %(language)s.") % values


@dataclass(frozen=True)
class Colleague:
    """Somebody who works with the family: the name, as what and with whom of them, and how her part is ended."""

    name: str
    line: str
    action: parts.Action | None = None


def team(file: SupportFile) -> list[Colleague]:
    """Who works with these people, in which role, with whom of them."""
    found: dict[tuple[str, str], list[tuple[Assignment, Member]]] = {}
    for one in file.colleagues:
        member = file.member_of(one.case_id)
        if member is not None:
            key = (words.worker_name(one.staff, file.actor), words.discipline_name(one.discipline))
            found.setdefault(key, []).append((one, member))
    return [
        Colleague(
            words.sentence(name),
            _for_whom(role, words.whom([member for _one, member in pairs], file)),
            _ending([one for one, _member in pairs], name, file),
        )
        for (name, role), pairs in found.items()
    ]


def _ending(own: Sequence[Assignment], name: str, file: SupportFile) -> parts.Action | None:
    """The way to end a colleague's part, for those who may; none for whoever leads."""
    ends = [one for one in own if not leads(one)]
    if not ends or file.alone is not None or permissions.CASE_ASSIGN not in file.actor.may:
        return None
    return parts.Action(
        _("End the part"), reverse("cases:end_assignment", args=[ends[0].pk]), kind="text", about=name
    )


def _for_whom(role: str, who: str) -> str:
    return _("%(role)s: %(who)s") % {"role": role, "who": who} if who else role


def team_actions(file: SupportFile, waiting: Sequence[Review]) -> list[parts.Action]:
    """What the viewer can do about who works with the family, and ask of a supervisor who is not yet asked for all."""
    if file.alone is not None or not file.members:
        return []
    asked = {(one.case_id, one.kind) for one in waiting}
    cases = [member.case.pk for member in file.members]
    asked_for_all = {kind for kind in ("PLAN", "CLOSURE") if all((case, kind) in asked for case in cases)}
    offered = (
        ("assign", permissions.CASE_ASSIGN, _("Assign")),
        ("add_colleague", permissions.CASE_ASSIGN, _("Add a colleague")),
        ("protect_case", permissions.CASE_PROTECT, _("Protect the file")),
        ("ask_review", permissions.CLOSURE_ASK, _("Ask for a review")),
        ("ask_closure", permissions.CLOSURE_ASK, _("Ask to close")),
    )
    return [
        parts.Action(label, file_url(name, file), kind="text")
        for name, right, label in offered
        if right in file.actor.may and ASKS.get(name) not in asked_for_all
    ]


def timeline(
    file: SupportFile, rows: Sequence[Evidence], coming: Sequence[Appointment]
) -> list[parts.Happening]:
    """What happened, the newest first, above it what is agreed: the same event for several people told once."""
    found = [
        parts.Happening(_moment(one.starts_at, file), title_of(one, words.language_now()), is_to_come=True)
        for one in reversed(coming[:3])
    ]
    grouped: dict[tuple[str, str], list[Member]] = {}
    for row in rows:
        member = file.member_of(row.case_id)
        if member is not None and not row.is_retraction:
            grouped.setdefault((words.day_words(row.at, file.today), row.kind), []).append(member)
    for (day, kind), who in list(grouped.items())[:SHOWN_HAPPENINGS]:
        people = words.whom(list(dict.fromkeys(who)), file)
        name = words.kind_name(kind)
        what = _("%(what)s: %(who)s") % {"what": name, "who": people} if people else name
        found.append(parts.Happening(day, what))
    return found


def _moment(value: datetime, file: SupportFile) -> str:
    return _("%(day)s, %(time)s") % {
        "day": words.day_words(value, file.today),
        "time": words.time_words(value),
    }
