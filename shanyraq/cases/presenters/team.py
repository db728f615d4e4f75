"""Choices for those who give people a case manager or decide on a request: by name, with what helps to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.cases import queries
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.caseloads import Caseload, caseloads
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.ratios import children_of_psychologists, in_centre, most_of
from shanyraq.cases.rules import ratios

Choice = tuple[str, object]


def people_choices(members: Iterable[Member]) -> list[Choice]:
    """The members of a family with an open file."""
    return [(member.id, _person(member)) for member in members]


def _person(member: Member) -> str:
    age = words.age_words(member)
    name = words.called(member.person)
    return _("%(name)s, %(age)s") % {"name": name, "age": age} if age else name


def leader_choices(leaders: Sequence[StaffMember], file: SupportFile) -> list[Choice]:
    """Who can lead, by name: the people each works with now against the ceiling, region, languages."""
    most = queries.pack().params.caseload_max
    ids = [staff.pk for staff in leaders]
    loads, homes = caseloads(ids), in_centre(ids)
    return [
        (str(staff.pk), _leader(staff, loads[staff.pk], most, file, homes.get(staff.pk, 0)))
        for staff in leaders
    ]


def _leader(staff: StaffMember, load: Caseload, most: int, file: SupportFile, in_centre: int) -> object:
    line = [
        _("%(people)s of %(most)s people") % {"people": load.people, "most": most},
        words.place_name(staff.region, staff.centre),
    ]
    if staff.languages:
        line.append(words.listed(words.language_name(code) for code in staff.languages))
    coming = sum(1 for member in file.members if member.case.case_manager_id != staff.pk)
    if load.people + coming > most:
        line.append(_("above the ceiling with this family"))
    line.extend(_centre_words(staff, file, in_centre))
    if staff.pk in {member.case.case_manager_id for member in file.members}:
        line.append(_("leads now"))
    name = staff.full_name
    return format_html(
        '<span><bdi>{}</bdi><br><span class="quiet small">{}</span></span>',
        name,
        words.dotted(line),
    )


def _centre_words(staff: StaffMember, file: SupportFile, now: int) -> list[str]:
    """A word where a case manager would lead more people in the centre than the pack says, with this family."""
    coming = sum(
        1
        for member in file.members
        if member.case.centre
        and member.case.phase in ratios.CENTRE_PHASES
        and member.case.case_manager_id != staff.pk
    )
    most = most_of(ratios.CENTRE)
    if not coming or most is None or now + coming <= most:
        return []
    told = _("%(people)s of at most %(most)s people in the centre with this family")
    return [told % {"people": now + coming, "most": most}]


def deputy_choices(leaders: Sequence[StaffMember]) -> list[Choice]:
    """Who can stand in, by name."""
    return [(str(staff.pk), staff.full_name) for staff in leaders]


def colleague_choices(colleagues: Sequence[StaffMember], today: date) -> list[Choice]:
    """Colleagues by name, with what they do; and a psychologist who has as many children as the pack says."""
    most = most_of(ratios.CHILDREN)
    seen = [staff.pk for staff in colleagues if staff.discipline == ratios.PSYCHOLOGIST]
    children = children_of_psychologists(today, seen) if seen and most is not None else {}
    found: list[Choice] = []
    for staff in colleagues:
        told = {"name": staff.full_name, "role": words.discipline_name(staff.discipline)}
        line = _("%(name)s, %(role)s") % told
        if most is not None and children.get(staff.pk, 0) >= most:
            counts = {"children": children[staff.pk], "most": most}
            line = words.dotted([line, _("%(children)s of at most %(most)s children") % counts])
        found.append((str(staff.pk), line))
    return found
