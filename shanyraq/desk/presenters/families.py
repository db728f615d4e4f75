"""Rows of families: members, ages of the children, where they live, where they are on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.namesakes import age_told
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.families import FamilyView
from shanyraq.desk.rules import ADULT_AGE, SHOWN_AGES
from shanyraq.foundation.closed import is_closed
from shanyraq.people.models import Family, Person
from shanyraq.people.queries import display_name
from shanyraq.ui import parts


def table_of(families: Sequence[Family], views: Mapping[UUID, FamilyView], today: date) -> parts.Table:
    """The list as a table: family, way, place, arrival, late services."""
    columns = (
        parts.Column(_("Family"), sort="name"),
        parts.Column(_("Late services"), is_number=True),
        parts.Column(_("Where they are")),
        parts.Column(_("Arrived"), sort="arrived"),
        parts.Column(_("Case manager")),
    )
    rows = [_row(family, views[family.pk], today) for family in families]
    return parts.Table(_("Families, with the services that are late"), columns, rows, stacks=True)


def _row(family: Family, view: FamilyView, today: date) -> tuple[parts.Cell, ...]:
    codes = dict.fromkeys(case.region for case in view.cases if case.region)
    regions = [name for code in codes if (name := words.place_name(code))]
    managers = {case.case_manager.pk: case.case_manager for case in view.cases if case.case_manager}
    leaders = dict.fromkeys(map(words.leader, managers.values()))
    return (
        parts.Cell(
            words.family_name(family.label),
            reverse("cases:family", args=[family.pk]),
            line=members_line(view.cases, today),
        ),
        parts.Cell(view.late),
        parts.Cell(phases_line(view.cases), line=words.listed(regions) if regions else ""),
        parts.Cell(_arrived(view)),
        parts.Cell(words.listed(leaders) if leaders else _("nobody yet")),
    )


def members_line(cases: Sequence[Case], today: date) -> str:
    """Who they are in numbers: "1 adult, 3 children (9, 6 and 3 years)"."""
    with computing("age.band"):  # how many adults and children they are, the shell of their files tells
        ages = [case.person.age_on(today) for case in cases]
    tells_ages = not any(is_closed(case.person, "birth_date") for case in cases)
    children = [age for age in ages if age is None or age < ADULT_AGE]
    adults = len(ages) - len(children)
    told = []
    if adults:
        told.append(ngettext("%(count)s adult", "%(count)s adults", adults) % {"count": adults})
    if children:
        count = {"count": len(children)}
        told.append(ngettext("%(count)s child", "%(count)s children", len(children)) % count)
    line = words.listed(told)
    known = sorted((age for age in children if age is not None), reverse=True)
    if tells_ages and known and len(known) <= SHOWN_AGES:
        line = _("%(people)s (%(ages)s)") % {
            "people": line,
            "ages": words.side_by_side(str(age) for age in known),
        }
    return line


def phases_line(cases: Sequence[Case]) -> str:
    """The phase most of them are in; how many are elsewhere on the way."""
    phases = Counter(case.phase for case in cases if case.phase)
    if not phases:
        return ""
    code, most = sorted(phases.items(), key=lambda item: (-item[1], item[0]))[0]
    elsewhere = len(cases) - most
    if not elsewhere:
        return words.phase_name(code)
    others = ngettext("%(count)s elsewhere", "%(count)s elsewhere", elsewhere) % {"count": elsewhere}
    return words.dotted([words.phase_name(code), others])


def _arrived(view: FamilyView) -> str:
    arrived = words.local_day(view.arrived_at)
    return words.long_day(arrived) if arrived else _("not home yet")


def region_filters(url: str, wanted: Mapping[str, str]) -> list[parts.Filter]:
    """A region each, where the reader reaches more than one. `wanted` is what the address asks for."""
    regions = {place.code: place.name(words.language_now()) for place in pack().places_of("region")}
    return _filters(url, wanted, "region", {"": _("All regions"), **regions})


def phase_filters(url: str, wanted: Mapping[str, str]) -> list[parts.Filter]:
    """A phase each."""
    phases = {phase.id: words.phase_name(phase.id) for phase in pack().phases}
    return _filters(url, wanted, "phase", {"": _("All phases"), **phases})


def nationality_filters(url: str, wanted: Mapping[str, str]) -> list[parts.Filter]:
    """Everybody, or those whose nationality is open."""
    is_open = words.sentence(_("nationality to be verified"))
    return _filters(url, wanted, "nationality", {"": _("All"), "open": is_open})


def _filters(
    url: str, wanted: Mapping[str, str], name: str, choices: Mapping[str, str]
) -> list[parts.Filter]:
    """The choices of one kind; whatever else is chosen stays."""
    kept = [(other, value) for other, value in wanted.items() if value and other != name]
    return [
        parts.Filter(
            label,
            _address(url, [*kept, (name, choice)] if choice else kept),
            is_current=wanted[name] == choice,
        )
        for choice, label in choices.items()
    ]


def without_family_word(text: str) -> str:
    """What is sought, without the word that pages in this language set beside a family's name."""
    before, after = (_("%(name)s family") % {"name": "|"}).lower().split("|")
    sought = " ".join(text.split())
    if after and sought.lower().endswith(after):
        sought = sought[: -len(after)]
    if before and sought.lower().startswith(before):
        sought = sought[len(before) :]
    return sought


def people_rows(people: Sequence[Person], today: date) -> list[parts.Row]:
    """People found: the name in use, age or year, code."""
    language = words.language_now()
    rows = []
    for person in people:
        line = [_years(person, today)]
        rows.append(
            parts.Row(
                name=display_name(person, language),
                url=reverse("cases:person", args=[person.pk]),
                line=words.dotted([*line, person.code]),
            )
        )
    return rows


def _years(person: Person, today: date) -> str:
    """Her age in years, as well as it is known; empty where nothing is known of it."""
    if is_closed(person, "birth_date"):
        return age_told(person, today)
    age = person.age_on(today)
    if age is None:
        return ""
    years = ngettext("%(count)s year", "%(count)s years", age) % {"count": age}
    return _("about %(age)s") % {"age": years} if person.birth_precision in ("estimated", "year") else years


def family_rows(families: Sequence[Family], views: Mapping[UUID, FamilyView], today: date) -> list[parts.Row]:
    """Families found."""
    return [
        parts.Row(
            name=words.family_name(family.label),
            url=reverse("cases:family", args=[family.pk]),
            line=words.dotted(
                [members_line(views[family.pk].cases, today), phases_line(views[family.pk].cases)]
            ),
            end=family.code,
        )
        for family in families
    ]


def _address(url: str, query: Sequence[tuple[str, str]]) -> str:
    return url + ("?" + urlencode(query) if query else "")
