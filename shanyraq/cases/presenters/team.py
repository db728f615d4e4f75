"""Choices for those who give people a case manager or decide on a request: by name, with what helps to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.cases import queries
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.caseloads import Caseload, caseloads
from shanyraq.cases.queries.files import Member, SupportFile

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
    loads = caseloads([staff.pk for staff in leaders])
    return [(str(staff.pk), _leader(staff, loads[staff.pk], most, file)) for staff in leaders]


def _leader(staff: StaffMember, load: Caseload, most: int, file: SupportFile) -> object:
    line = [
        _("%(people)s of %(most)s people") % {"people": load.people, "most": most},
        words.place_name(staff.region, staff.centre),
    ]
    if staff.languages:
        line.append(words.listed(words.language_name(code) for code in staff.languages))
    coming = sum(1 for member in file.members if member.case.case_manager_id != staff.pk)
    if load.people + coming > most:
        line.append(_("above the ceiling with this family"))
    if staff.pk in {member.case.case_manager_id for member in file.members}:
        line.append(_("leads now"))
    name = staff.full_name
    return format_html(
        '<span><bdi>{}</bdi><br><span class="quiet small">{}</span></span>',
        name,
        words.dotted(line),
    )


def deputy_choices(leaders: Sequence[StaffMember]) -> list[Choice]:
    """Who can stand in, by name."""
    return [(str(staff.pk), staff.full_name) for staff in leaders]


def colleague_choices(colleagues: Sequence[StaffMember]) -> list[Choice]:
    """Colleagues by name, with what they do."""
    return [
        (
            str(staff.pk),
            _("%(name)s, %(role)s")
            % {
                "name": staff.full_name,
                "role": words.discipline_name(staff.discipline),
            },
        )
        for staff in colleagues
    ]
