"""What stands around the plan: which language with whom, the next meeting, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.cases import permissions
from shanyraq.cases.models import Appointment, Evidence
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.step_actions import file_url
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import near

SHOWN_HAPPENINGS = 8


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
        "title": one.title,
        "language": words.language_name(one.language),
    }
    if one.interpreter is None:
        return _("Next meeting: %(day)s at %(time)s, %(title)s.") % values
    values["name"] = words.staff_name(one.interpreter, file.actor)
    return _("Next meeting: %(day)s at %(time)s, %(title)s; %(name)s interprets from %(language)s.") % values


def timeline(
    file: SupportFile, rows: Sequence[Evidence], coming: Sequence[Appointment]
) -> list[parts.Happening]:
    """What happened, the newest first, above it what is agreed: the same event for several people told once."""
    found = [
        parts.Happening(_moment(one.starts_at, file), one.title, is_to_come=True)
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
