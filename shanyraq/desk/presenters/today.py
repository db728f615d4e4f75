"""A worker's day in sentences: the greeting, the one line that matters, meetings, colleagues, news."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Appointment
from shanyraq.cases.queries.caseloads import Caseload
from shanyraq.cases.queries.meetings import title_of
from shanyraq.cases.rules import Held, clashes
from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.today import Told
from shanyraq.people.models import Person
from shanyraq.ui import parts


@dataclass(frozen=True)
class Load:
    """The people somebody works with, against the most she may have."""

    people: int
    most: int
    sentence: str
    room: str


def greeting(staff: StaffMember | None, at: datetime) -> str:
    """Good morning, by name."""
    name = staff.called if staff else ""
    part = rules.part_of_day(at)
    if not name:
        return {"morning": _("Good morning"), "afternoon": _("Good afternoon"), "evening": _("Good evening")}[
            part
        ]
    if part == "morning":
        return _("Good morning, %(name)s") % {"name": name}
    if part == "afternoon":
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def kicker(staff: StaffMember | None, at: datetime) -> str:
    """Which day it is, and where she works."""
    day = words.date_words(at.date(), words.language_now(), "weekday")
    place = words.place_name(staff.centre, staff.region) if staff else ""
    return words.dotted([day, place])


def meetings_sentence(meetings: int) -> str:
    """How many meetings there are today."""
    if not meetings:
        return _("No meeting today.")
    return ngettext("One meeting today.", "%(count)s meetings today.", meetings) % {"count": meetings}


def late_sentence(counts: Mapping[str, int]) -> str:
    """How many services are late."""
    late = counts["LATE"]
    if late:
        return ngettext("One service is late.", "%(count)s services are late.", late) % {"count": late}
    if counts["DUE"]:
        due = counts["DUE"]
        return ngettext(
            "Nothing is late; one service is due this week.",
            "Nothing is late; %(count)s services are due this week.",
            due,
        ) % {"count": due}
    return _("Nothing is late, and nothing is due this week.")


def load_of(load: Caseload | None, most: int) -> Load | None:
    """The caseload in words."""
    if load is None:
        return None
    sentence = ngettext(
        "%(people)s of at most %(most)s, in one family",
        "%(people)s of at most %(most)s, in %(families)s families",
        load.families,
    ) % {"people": load.people, "most": most, "families": load.families}
    if not load.people:
        sentence = _("Nobody yet, of at most %(most)s.") % {"most": most}
    room = most - load.people
    if room > 0:
        told = ngettext("Room for one more.", "Room for %(count)s more.", room) % {"count": room}
    elif room == 0:
        told = _("No room for more.")
    else:
        told = _("More than the programme means one person to have. Talk to your supervisor.")
    return Load(load.people, most, sentence, told)


def list_note(load: Caseload | None) -> str:
    """What stands beside the heading of the list."""
    if load is None or not load.people:
        return _("Oldest first")
    people = ngettext("one person", "%(count)s people", load.people) % {"count": load.people}
    families = ngettext("one family", "%(count)s families", load.families) % {"count": load.families}
    return _("Oldest first; you lead the support of %(people)s in %(families)s") % {
        "people": people,
        "families": families,
    }


def agenda_of(
    meetings: Sequence[Appointment], files: Collection[UUID], actor: Actor, at: datetime
) -> list[parts.Meeting]:
    """Today's meetings; the next one is marked. `files` are the families whose file she sees."""
    held = [Held(one.pk, one.starts_at, one.minutes) for one in meetings if one.state == "PLANNED"]
    clashing = clashes(held)
    following = next((m.pk for m in meetings if m.starts_at >= at and m.state == "PLANNED"), None)
    return [
        parts.Meeting(
            at=timezone.localtime(meeting.starts_at),
            title=title_of(meeting, words.language_now())
            or _("Meeting with %(family)s") % {"family": words.in_page_script(meeting.family.label)},
            line=_meeting_line(meeting, actor, clashing.get(meeting.pk)),
            url=reverse("cases:family", args=[meeting.family_id]) if meeting.family_id in files else "",
            is_next=meeting.pk == following,
        )
        for meeting in meetings
    ]


def _meeting_line(meeting: Appointment, actor: Actor, clash: datetime | None) -> str:
    """Which other one it clashes with, whose it is, where, with whom, and who interprets."""
    line = []
    if clash is not None:
        told = _("overlaps the meeting at %(time)s") % {"time": f"{timezone.localtime(clash):%H:%M}"}
        line.append(words.sentence(told))
    if meeting.title and actor.reads("C1"):
        line.append(words.family_name(meeting.family.label))
    line += [part for part in (meeting.place, meeting.with_whom) if part]
    if meeting.interpreter is not None and meeting.language:
        who = {
            "name": words.sentence(words.colleague(meeting.interpreter, actor)),
            "language": words.tongue_names([meeting.language]),
        }
        is_hers = meeting.interpreter_id == actor.staff_id
        said = _("You interpret (%(language)s)") if is_hers else _("%(name)s interprets (%(language)s)")
        line.append(said % who)
    if meeting.state == "NOT_KEPT":
        line.append(_("it did not take place"))
    elif meeting.state == "KEPT":
        line.append(_("it took place"))
    return words.dotted(line)


def colleagues_of(colleagues: Sequence[StaffMember]) -> list[parts.Fact]:
    """Who can be asked, by kind of work."""
    facts = []
    for staff in colleagues:
        role = words.discipline_name(staff.discipline)
        if staff.discipline == "interpreter" and staff.languages:
            role = _("%(role)s (%(languages)s)") % {
                "role": role,
                "languages": words.tongue_names(staff.languages),
            }
        facts.append(parts.Fact(role, staff.short_name))
    return facts


def news_of(
    news: Sequence[Told],
    people: Mapping[UUID, Person],
    alike: words.Namesakes,
    at: datetime,
    *,
    reads_files: bool,
) -> list[parts.Help]:
    """What colleagues recorded, each with who and when, and the way to the family for who reads files."""
    return [
        parts.Help(
            title=of_whom(told, people, alike),
            words=words.kind_name(told.kind),
            source=_("%(name)s, %(when)s")
            % {
                "name": words.short_name(told.told_by) if told.told_by else _("the system"),
                "when": when_told(told.told_at, at),
            },
            url=reverse("cases:family", args=[told.family_id]) if told.family_id and reads_files else "",
        )
        for told in news
    ]


@dataclass(frozen=True)
class Line:
    """One thing recorded today, with the way to put it right."""

    when: str
    what: str
    whom: str
    correct_url: str


def recorded_of(told: Sequence[Told], people: Mapping[UUID, Person], alike: words.Namesakes) -> list[Line]:
    """What she recorded today."""
    return [
        Line(
            when=f"{timezone.localtime(one.told_at):%H:%M}",
            what=words.kind_name(one.kind),
            whom=of_whom(one, people, alike),
            correct_url=reverse("cases:correct_record", kwargs={"record_id": one.record_id}),
        )
        for one in told
    ]


def when_told(value: datetime, at: datetime) -> str:
    """The hour, today; the day and the hour before."""
    local = timezone.localtime(value)
    hour = f"{local:%H:%M}"
    return hour if local.date() == at.date() else f"{words.near_day(local, at.date())} {hour}"


def of_whom(told: Told, people: Mapping[UUID, Person], alike: words.Namesakes) -> str:
    """The family and those of it who are meant."""
    known = [people[pk] for pk in told.people if pk in people]
    names = words.whom(known, len(told.people), 0, alike) if known else ""
    return words.dotted([words.family_name(told.family_label), names])
