"""The head of a file: whose it is, what matters today, which parts may be opened; and where everyone is on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases import permissions, queries
from shanyraq.cases.models import Case
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.owed import OPEN, Service, services
from shanyraq.cases.presenters.step_actions import file_url, home_url
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.links import person_links
from shanyraq.foundation.closed import is_closed
from shanyraq.pathway import StepState
from shanyraq.ui import parts


def head_of(file: SupportFile, tab: str) -> dict[str, object]:
    """What every page of a file has above its own content. `open_services` are the rows its sentence counts."""
    rows = services(file, OPEN)
    return {
        "file": file,
        "open_services": rows,
        "kicker": kicker(file),
        "heading": heading(file),
        "lede": lede(file, rows),
        "facts": facts(file),
        "tabs": tabs(file, tab),
        "tabs_label": _("The person's file") if file.alone else _("Family file"),
        "home": home_url(file),
        "head_actions": head_actions(file),
        "job": "families",
    }


def heading(file: SupportFile) -> str:
    """The name of the family, or of the person."""
    if file.alone is not None:
        return words.full_name(file.alone)
    assert file.family is not None
    return words.family_name(file.family.label)


def kicker(file: SupportFile) -> str:
    """The code, to be said on the telephone."""
    if file.alone is not None:
        return _("Person %(code)s") % {"code": file.alone.code}
    return _("Family file %(code)s") % {"code": file.family.code if file.family else ""}


def lede(file: SupportFile, rows: Sequence[Service]) -> SafeString:
    """How many people, where, who has no file, and how many services are late and due."""
    sentences = [_who_and_where(file)]
    if file.without_file:
        text = ngettext(
            "One more person of the family has no support file.",
            "%(count)s more people of the family have no support file.",
            file.without_file,
        )
        sentences.append(text % {"count": file.without_file})
    late = sum(1 for row in rows if row.state is StepState.LATE)
    due = sum(1 for row in rows if row.state is StepState.DUE)
    if late:
        text = ngettext("%(count)s service is late.", "%(count)s services are late.", late)
        sentences.append(format_html("<strong>{}</strong>", text % {"count": late}))
    if due:
        text = ngettext("%(count)s service is due.", "%(count)s services are due.", due)
        sentences.append(text % {"count": due})
    if not late and not due and file.members:
        sentences.append(_("Nothing is late and nothing is due."))
    return format_html("{}" + " {}" * (len(sentences) - 1), *sentences)


def _who_and_where(file: SupportFile) -> str:
    if not file.everyone:
        return _("A relative without a support file of her own.")
    if not file.members:
        return _("The support file is closed.")
    case = file.members[0].case
    place = words.place_name(case.region, case.centre if case.phase in ("P2", "P3", "P4") else "")
    count = len(file.members)
    if file.alone is not None:
        member = file.members[0]
        about = [words.age_words(member), words.tongues(member.person), place]
        return _("%(facts)s.") % {"facts": words.dotted(about) or member.person.code}
    if not place:
        return ngettext("%(count)s person.", "%(count)s people.", count) % {"count": count}
    text = ngettext("%(count)s person, %(place)s.", "%(count)s people, %(place)s.", count)
    return text % {"count": count, "place": place}


def facts(file: SupportFile) -> list[parts.Fact]:
    """Arrival, who works with them, and the family where this is one person's page."""
    found = []
    if file.alone is not None and file.family is not None:
        url = reverse("cases:family", kwargs={"family_id": file.family.pk})
        found.append(parts.Fact(_("Family"), words.family_name(file.family.label), url))
    if file.everyone and _tells_arrival(file):
        found.append(
            parts.Fact(
                _("Arrived"), words.apart(arrived(member.case, file.today) for member in file.everyone)
            )
        )
    if file.members:
        managers = words.apart(_manager(member, file) for member in file.members)
        found.append(parts.Fact(_("Case manager"), managers))
    protected = [member for member in file.everyone if member.case.is_protected]
    if protected:
        whose = words.whom(protected, file)
        told = _("only the named team sees the file of %(names)s") % {"names": whose}
        found.append(parts.Fact(_("Protected"), told if whose else _("only the named team sees this file")))
    for member in file.closed[:1]:
        if member.case.closed_at:
            found.append(parts.Fact(_("Closed"), words.day_words(member.case.closed_at, file.today)))
    return found


def _tells_arrival(file: SupportFile) -> bool:
    """Whether the reader may know with whom and on which day they came: not who knows only the shell in short."""
    return not any(
        one.case.arrival is not None and is_closed(one.case.arrival, "arrived_on") for one in file.everyone
    )


def arrived(case: Case, today: date) -> str:
    """On which day somebody came home, and how."""
    arrival = case.arrival
    if arrival is None:
        if case.arrived_at is None:
            return _("not yet")
        return _("%(day)s, by themselves") % {"day": words.day_words(case.arrived_at, today)}
    day = words.day_words(arrival.arrived_on, today)
    if arrival.entry == "SELF" or not arrival.operation:
        return _("%(day)s, by themselves") % {"day": day}
    return _("%(day)s, with operation %(name)s") % {"day": day, "name": arrival.operation}


def _manager(member: Member, file: SupportFile) -> str:
    case = member.case
    if case.case_manager is None:
        return _("nobody yet")
    name = words.sentence(words.worker_name(case.case_manager, file.actor))
    if case.deputy is None:
        return name
    return _("%(name)s; deputy %(deputy)s") % {
        "name": name,
        "deputy": words.worker_name(case.deputy, file.actor),
    }


def tabs(file: SupportFile, current: str) -> list[parts.Tab]:
    """The parts of the file that the viewer may open; what is closed to her leaves no trace."""
    reads, page = file.actor.reads, "person" if file.alone is not None else "family"
    offered = [
        (page, _("Plan"), bool(file.everyone)),
        ("people", _("People"), file.alone is None and reads("C1")),
        ("meetings", _("Meetings"), bool(file.everyone) and reads("C7")),
        ("consents", _("Consents"), bool(file.everyone) and reads("C12")),
        ("notes", _("Notes"), bool(file.everyone)),
        ("history", _("History"), bool(file.everyone)),
    ]
    return [
        parts.Tab(label, file_url(name, file), name == current or (name == page and current == "plan"))
        for name, label, is_open in offered
        if is_open
    ]


def head_actions(file: SupportFile) -> list[parts.Action]:
    """What the viewer can do with the whole file."""
    may = file.actor.may
    found = _sheet(file)
    if not file.members:
        return [*_reopening(file), *found]
    if permissions.STEP_RECORD in may:
        label = _("Record for the family") if file.alone is None else _("Record")
        found.insert(0, parts.Action(label, file_url("record_step", file), "add", "primary"))
    if permissions.NOTE_WRITE in may and any(file.actor.writes(c) for c in queries.pack().compartments):
        found.append(parts.Action(_("Add a note"), file_url("add_note", file), "note"))
    return found


def _sheet(file: SupportFile) -> list[parts.Action]:
    """The sheet that somebody is given about her own file, and what rooms above add to her page."""
    if file.alone is None or not file.everyone:
        return []
    links = person_links(file.actor, file.alone.pk)
    if permissions.SHEET_GIVE not in file.actor.may:
        return links
    return [parts.Action(_("Her or his own sheet"), file_url("give_sheet", file), "print"), *links]


def _reopening(file: SupportFile) -> list[parts.Action]:
    """The way back into a file in which nothing is open, for those who decide about closing."""
    if permissions.CASE_CLOSE not in file.actor.may or file.family is None or not file.reopenable:
        return []
    url = reverse("cases:reopen_case", kwargs={"family_id": file.family.pk})
    return [parts.Action(_("Open the file again"), url)]


def members(file: SupportFile) -> list[parts.Member]:
    """Where everyone is on the way: nine stops each."""
    has_children = any(one.relation == "child" for one in file.everyone)
    found = []
    for member in file.members:
        relation = words.relation_words(member.relation, member.person.sex, has_children=has_children)
        lines = [] if file.alone is not None else [relation, words.tongues(member.person)]
        found.append(
            parts.Member(
                name=words.called(member.person),
                age=words.age_words(member),
                url=""
                if file.alone
                else reverse("cases:person", kwargs={"person_id": member.case.person_id}),
                lines=tuple(line for line in lines if line),
                stops=stops(member),
                now=_now(member),
                note=_since(member, file),
            )
        )
    return found


def stops(member: Member) -> tuple[parts.Stop, ...]:
    """The phases of one person's way."""
    phases = member.plan.phases if member.plan else ()
    pack = queries.pack()
    return tuple(parts.Stop(one.id, words.pack_words(pack.phase(one.id).name), one.state) for one in phases)


def _now(member: Member) -> str:
    if member.plan is None:
        return ""
    return words.phase_words(queries.pack().phase(member.plan.phase))


def _since(member: Member, file: SupportFile) -> str:
    phases = member.plan.phases if member.plan else ()
    since = next((one.since for one in phases if one.state == "now"), None)
    return _("since %(day)s") % {"day": words.day_words(since, file.today)} if since else ""
