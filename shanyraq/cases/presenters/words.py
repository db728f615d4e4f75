"""Words that every page of a file needs: how a person is called here, how old she is, what she speaks, who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache

from babel import Locale
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries.words import discipline_name as discipline_name
from shanyraq.access.queries.words import with_ending
from shanyraq.access.rules import Actor
from shanyraq.cases import queries
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.namesakes import about_age as about_age
from shanyraq.cases.queries.namesakes import age_told, with_age
from shanyraq.cases.rules import OWN_KINDS
from shanyraq.foundation.spellings import in_script_of
from shanyraq.foundation.text import N_
from shanyraq.pathway import Phase
from shanyraq.people.models import Person
from shanyraq.people.queries import display_name, given_name
from shanyraq.ui import lists
from shanyraq.ui.dates import date_words

LEVELS = ("MOTHER", "FLUENT", "SOME", "FEW_WORDS")


def language_now() -> str:
    """The code of the page's language."""
    return (get_language() or "en").split("-")[0]


def family_name(label: str) -> str:
    """A family as a page names it, in the script of the page."""
    return _("%(name)s family") % {"name": in_script_of(language_now(), label)}


def called(person: Person) -> str:
    """The name in use, as short as her family says it, in the script of the page where she has it."""
    return given_name(person, language_now())


def told_apart(person: Person, others: Iterable[Person], today: date) -> str:
    """The name in use, with the age where another of these people is called the same."""
    name = called(person)
    if not any(other.pk != person.pk and called(other) == name for other in others):
        return name
    return with_age(name, person, today)


def called_in(member: Member, file: SupportFile) -> str:
    """A member as her file names her: her age beside it where another there has the same first name."""
    return told_apart(member.person, [one.person for one in file.everyone], file.today)


def full_name(person: Person) -> str:
    """The whole name in use, in the script of the page where she has it."""
    return display_name(person, language_now())


def age_words(member: Member) -> str:
    """Whole years; marked where the date of birth is not known well."""
    return age_told(member.person, member.today)


def relative_words(sex: str) -> str:
    """A relative who is nothing nearer, as a language calls her or him."""
    return pgettext("a woman or girl", "relative") if sex == "F" else _("relative")


def relation_words(relation: str, sex: str, *, has_children: bool = False) -> str:
    """What somebody is in the family; `has_children`: a child of the head lives in it."""
    female = sex == "F"
    if relation == "head":
        return (_("mother") if female else _("father")) if has_children and sex else ""
    words = {
        "spouse": _("wife") if female else _("husband"),
        "child": _("daughter") if female else _("son") if sex == "M" else _("child"),
        "sibling": _("sister") if female else _("brother") if sex == "M" else _("sister or brother"),
        "grandchild": _("granddaughter") if female else _("grandson") if sex == "M" else _("grandchild"),
        "grandparent": _("grandmother") if female else _("grandfather"),
        "relative": relative_words(sex),
    }
    return words.get(relation, "")


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def listed(words: Iterable[str]) -> str:
    """Words side by side, as the language of the page lists them: "Yusuf, Maryam and Amina"."""
    return lists.listed(words, language_now())


def language_name(code: str) -> str:
    """A language's name in the language of the page."""
    return _locale(language_now()).languages.get(code) or code


def tongues(person: Person) -> str:
    """The languages a person speaks, best first, and how well where it is little."""
    return tongues_of((row.language, row.level, row.dialect) for row in person.languages.all())


def tongues_of(rows: Iterable[Sequence[str]]) -> str:
    """Languages with level and dialect, best first, and how well where it is little."""
    words = []
    for language, level, dialect in sorted(rows, key=lambda row: (LEVELS.index(row[1]), row[0])):
        name = language_name(language)
        if dialect:
            name = _("%(language)s (%(dialect)s)") % {"language": name, "dialect": dialect_name(dialect)}
        if level == "SOME":
            name = _("some %(language)s") % {"language": name}
        elif level == "FEW_WORDS":
            name = _("a few words of %(language)s") % {"language": name}
        words.append(name)
    return listed(words) if words else ""


def whom(members: Sequence[Member], file: SupportFile) -> str:
    """Which members are meant: names, or "all six" where it is the whole family. Empty on a person's own page."""
    if file.alone is not None:
        return ""
    meant = [member for member in file.everyone if member in members]
    if len(meant) > 1 and all(member in meant for member in file.members) and len(meant) == len(file.members):
        return all_of_them(len(meant))
    return listed(called_in(member, file) for member in meant)


def all_of_them(count: int) -> str:
    """Everybody of a family of that size."""
    words = {
        2: _("both"),
        3: _("all three"),
        4: _("all four"),
        5: _("all five"),
        6: _("all six"),
        7: _("all seven"),
        8: _("all eight"),
        9: _("all nine"),
    }
    return words.get(count) or ngettext("all %(count)s", "all %(count)s", count) % {"count": count}


def place_name(case_region: str, case_centre: str) -> str:
    """Where somebody lives: her centre, else her region."""
    places = queries.pack().places
    found = places.get(case_centre) or places.get(case_region)
    return found.name(language_now()) if found else ""


def pack_words(text: str) -> str:
    """The pack's wording in the language of the page."""
    return queries.pack().text(text, language_now())


def compartment_name(code: str) -> str:
    """A part of a file."""
    if code == "C4n":
        return _("Process notes")
    known = queries.pack().compartments.get(code)
    return pack_words(known.name) if known else code


def phase_words(phase: Phase) -> str:
    """A phase with its code: "P6 Community"."""
    return _("%(code)s %(name)s") % {
        "code": lists.kept_apart(phase.id, language_now()),
        "name": pack_words(phase.name),
    }


def kind_name(code: str) -> str:
    """What happened, by the code of its kind."""
    known = queries.pack().kinds.get(code)
    return pack_words(known.name) if known else _(OWN_KINDS.get(code, code))


def apart(told: Iterable[str]) -> str:
    """Phrases side by side that may have commas of their own, each told once."""
    return lists.with_semicolons(dict.fromkeys(told), language_now())


def dotted(facts: Iterable[str]) -> str:
    """Facts in one quiet line."""
    return lists.with_dots(facts, language_now())


def short_name(staff: StaffMember) -> str:
    """A colleague as a text names her, in her name's own direction."""
    return lists.kept_apart(staff.short_name, language_now())


def staff_name(staff: StaffMember | None, actor: Actor | None = None) -> str:
    """A colleague; "you" where it is the reader."""
    if staff is None:
        return _("the system")
    return _("you") if actor is not None and staff.pk == actor.staff_id else short_name(staff)


def worker_name(staff: StaffMember, actor: Actor | None = None) -> str:
    """A colleague where it is said who leads or does something, and that she no longer does where she has left."""
    return with_ending(staff_name(staff, actor), staff)


def day_words(value: date | datetime, today: date) -> str:
    """A date as words, without the year where it is this year's."""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return date_words(day, language_now(), "short" if day.year == today.year else "whole")


def time_words(value: datetime) -> str:
    """The time of day, 24 hours."""
    return timezone.localtime(value).strftime("%H:%M")


def sentence(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


# Dialects as colleagues note them; what is not listed is shown as it was written.
DIALECTS = {
    "levantine": N_("Levantine"),
    "iraqi": N_("Iraqi"),
    "egyptian": N_("Egyptian"),
    "gulf": N_("Gulf"),
    "maghrebi": N_("Maghrebi"),
}


def dialect_name(noted: str) -> str:
    """A dialect in the language of the page where it is a known one."""
    known = DIALECTS.get(noted.strip().lower())
    return _(known) if known else noted
