"""What the pages of registration offer to choose from, and how two records stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.cases import queries
from shanyraq.cases.actions.handing_on import ARRIVAL
from shanyraq.cases.models import Case
from shanyraq.cases.presenters import kin, words
from shanyraq.cases.presenters.family import arrived
from shanyraq.foundation.alphabet import alphabetical
from shanyraq.foundation.spellings import in_script_of
from shanyraq.people.models import CareSituation, FamilyMembership, Kinship, Merge, Person
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import day_known

Choices = list[tuple[str, str]]


def apart(text: str) -> str:
    """A name or code in a line of words, kept in its own direction where no element can say so."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def called_together(people: Iterable[Person]) -> str:
    """First names side by side; empty for nobody."""
    return words.listed(apart(words.called(one)) for one in people)


def places(kind: str) -> Choices:
    """Regions or centres, by their names in the language of the page."""
    found = [(one.code, one.name(words.language_now())) for one in queries.pack().places_of(kind)]
    return sorted(found, key=lambda place: alphabetical(place[1]))


def phases() -> Choices:
    """The phases of the way, in their order."""
    return [(one.id, f"{one.id} {words.pack_words(one.name)}") for one in queries.pack().phases]


def family_choices(found: list[Any], own: Any = None) -> Choices:
    """Families to choose from: label, code and who lives there. `found` are (family, its visible places).

    Her own stands last: who is its head, say, may have been written down wrongly.
    """
    same = [(str(own), _("The same family: only what she or he is there changes"))] if own else []
    return [
        (
            str(family.pk),
            _("%(name)s family (%(code)s): %(people)s")
            % {
                "name": apart(in_script_of(words.language_now(), family.label)),
                "code": apart(family.code),
                "people": words.listed(apart(words.called(one.person)) for one in places) or _("nobody now"),
            },
        )
        for family, places in found
    ] + same


def person_line(person: Person) -> str:
    """A person in a list to choose from: name, birth, code."""
    born = day_known(person.birth_date, person.birth_precision) if person.birth_date else ""
    return " · ".join(apart(one) for one in (words.full_name(person), born, person.code) if one)


def country_name(code: str) -> str:
    """A country in the language of the page."""
    return Locale.parse(words.language_now()).territories.get(code) or code


def side_by_side(
    one: Person, other: Person, cases: Mapping[Any, Case], places: Mapping[Any, FamilyMembership], today: date
) -> parts.Table:
    """What two records say, line by line, and where they differ."""
    pairs = zip(
        _lines(one, cases.get(one.pk), places.get(one.pk), today),
        _lines(other, cases.get(other.pk), places.get(other.pk), today),
        strict=True,
    )
    return parts.Table(
        caption=_("Two records side by side"),
        columns=(
            parts.Column(_("What is known")),
            parts.Column(_("First record, %(code)s: it stays") % {"code": apart(one.code)}),
            parts.Column(_("Second record, %(code)s") % {"code": apart(other.code)}),
        ),
        rows=[
            (term, left or "–", parts.Cell(right or "–", line="" if left == right else _("differs")))
            for (term, left), (_term, right) in pairs
            if left or right
        ],
    )


def _lines(
    person: Person, case: Case | None, place: FamilyMembership | None, today: date
) -> list[tuple[str, str]]:
    by_script = {name.script: name.text for name in person.names.all()}
    phase = queries.pack().phase(case.phase) if case and case.phase else None
    return [
        (_("Name in Latin letters"), by_script.get("Latn", "")),
        (_("Name in Cyrillic letters"), by_script.get("Cyrl", "")),
        (_("Name in Arabic letters"), by_script.get("Arab", "")),
        (_("Sex"), {"F": _("female"), "M": _("male")}.get(person.sex, "")),
        (_("Born"), day_known(person.birth_date, person.birth_precision)),
        (_("Citizenship"), country_name(person.nationality)),
        (_("Speaks"), words.tongues(person)),
        (_("Family"), words.family_name(place.family.label) if place else ""),
        (_("Arrived"), arrived(case, today) if case else ""),
        (_("Where on the way"), words.pack_words(phase.name) if phase else ""),
        (_("Case manager"), words.staff_name(case.case_manager) if case and case.case_manager else ""),
        (_("Who works with them"), _helpers(case) if case else ""),
    ]


def _helpers(case: Case) -> str:
    """The colleagues beside the case manager, by name."""
    found = {part.staff for part in case.assignments.all() if part.staff_id != case.case_manager_id}
    return words.listed(words.staff_name(one) for one in sorted(found, key=lambda staff: staff.by_name))


@dataclass(frozen=True)
class Tie:
    """A kinship as a sentence, and where it is ended."""

    sentence: str
    url: str


def ties(rows: Iterable[Kinship]) -> list[Tie]:
    """Kinships as sentences, each with its own way to end it."""
    return [Tie(tie_words(row), reverse("cases:end_kin", kwargs={"kinship_id": row.pk})) for row in rows]


def tie_words(row: Kinship) -> str:
    """One kinship as a sentence."""
    return kin.sentences_of([row], {row.person_id: row.person, row.relative_id: row.relative})[0]


def care_words(situation: CareSituation, today: date) -> str:
    """In which way a child is without her family, since when."""
    since = {"day": words.day_words(situation.starts_on, today)}
    if str(situation.kind) == "UNACCOMPANIED":
        return _("Unaccompanied since %(day)s: no adult relative with her or him.") % since
    return _("Separated since %(day)s: with kin, but not with whoever cared before.") % since


def merge_row(person: Person) -> parts.Row:
    """A record that may be the same person's: leads to both side by side."""
    return parts.Row(name=words.full_name(person), url=f"?other={person.pk}", line=person_line(person))


def facts_to_take(kept: Person, other: Person, cases: Mapping[Any, Case], today: date) -> Choices:
    """Facts in which two records differ, worded as the second has them."""
    found = []
    if kept.sex and other.sex and kept.sex != other.sex:
        found.append(("sex", _("female") if other.sex == "F" else _("male")))
    if kept.birth_date and other.birth_date and kept.birth_date != other.birth_date:
        born = day_known(other.birth_date, other.birth_precision)
        found.append(("birth", _("born %(day)s") % {"day": born}))
    if kept.nationality and other.nationality and kept.nationality != other.nationality:
        found.append(("nationality", country_name(other.nationality)))
    both = [cases[one.pk] for one in (kept, other) if one.pk in cases and cases[one.pk].is_open]
    if len(both) == 2 and all(case.arrived_at for case in both):
        here, there = (arrived(case, today) for case in both)
        if here != there:
            found.append((ARRIVAL, there))
    return found


def facts_ticked(kept: Person, other: Person, cases: Mapping[Any, Case]) -> list[str]:
    """Which of them are taken unless somebody says otherwise: the earlier arrival."""
    here, there = (case.arrived_at if (case := cases.get(one.pk)) else None for one in (kept, other))
    return [ARRIVAL] if here and there and there < here else []


@dataclass(frozen=True)
class Joined:
    """A joining of two records: when, by what reason, where it is undone."""

    when: str
    code: str
    reason: str
    url: str


def merge(row: Merge, today: date) -> Joined:
    """One joining."""
    url = reverse("cases:undo_merge", kwargs={"merge_id": row.pk})
    return Joined(words.day_words(row.merged_at, today), row.absorbed.code, row.reason, url)
