"""Words that every page of the desk needs: places, kinds of worker, dates, who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from babel import Locale
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries.words import discipline_name as discipline_name
from shanyraq.access.queries.words import with_ending
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.namesakes import with_age
from shanyraq.cases.rules import OWN_KINDS
from shanyraq.foundation.spellings import in_script_of
from shanyraq.people.models import Person
from shanyraq.people.queries import given_name
from shanyraq.ui import lists
from shanyraq.ui.dates import date_words
from shanyraq.ui.templatetags.ui import near

NAMED = 3


def language_now() -> str:
    """The code of the page's language."""
    return (get_language() or "en").split("-")[0]


def pack_words(text: str) -> str:
    """The pack's wording in the language of the page."""
    return pack().text(text, language_now())


def action_name(code: str) -> str:
    """A service; its code where the pack no longer has it."""
    known = pack().actions.get(code)
    return pack_words(known.name) if known else code


def kind_name(code: str) -> str:
    """What happened, by the code of its kind."""
    known = pack().kinds.get(code)
    return pack_words(known.name) if known else _(OWN_KINDS.get(code, code))


def phase_name(code: str) -> str:
    """A phase with its code: "P6 Community"."""
    known = next((phase for phase in pack().phases if phase.id == code), None)
    if known is None:
        return code
    return _("%(code)s %(name)s") % {
        "code": lists.kept_apart(code, language_now()),
        "name": pack_words(known.name),
    }


def place_name(*codes: str) -> str:
    """The first of these places that the pack knows; empty where none is."""
    places = pack().places
    found = next((places[code] for code in codes if code in places), None)
    return found.name(language_now()) if found else ""


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def listed(words: Iterable[str]) -> str:
    """Words side by side, as the language of the page lists them: "Yusuf, Maryam and Amina"."""
    return lists.listed(words, language_now())


def tongue_names(codes: Iterable[str]) -> str:
    """Languages by name, in the language of the page."""
    names = _locale(language_now()).languages
    return listed(names.get(code) or code for code in codes)


@dataclass(frozen=True)
class Namesakes:
    """Those who are told apart on a page by how old they are today."""

    people: frozenset[UUID]
    today: date


def whom(people: Sequence[Person], count: int, members: int, namesakes: Namesakes) -> str:
    """Which members of a family are meant: names, "all six" where it is everybody, a number where no name is open."""
    if count == members > 1:
        return all_of_them(count)
    if len(people) < count or not people:
        return ngettext("one person", "%(count)s people", count) % {"count": count}
    eldest_first = sorted(people, key=lambda person: (person.birth_date or date.max, str(person.pk)))
    names = [_called(person, namesakes) for person in eldest_first]
    if count > NAMED + 1:
        others = ngettext("%(count)s other", "%(count)s others", count - NAMED) % {"count": count - NAMED}
        return listed([*names[:NAMED], others])
    return listed(names)


def _called(person: Person, namesakes: Namesakes) -> str:
    name = given_name(person, language_now())
    return with_age(name, person, namesakes.today) if person.pk in namesakes.people else name


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


def colleague(staff: StaffMember, actor: Actor) -> str:
    """A colleague's short name; "you" where it is the reader."""
    return _("you") if staff.pk == actor.staff_id else short_name(staff)


def worker(staff: StaffMember, actor: Actor) -> str:
    """Who does something next, and that she no longer does where her access has ended."""
    return with_ending(colleague(staff, actor), staff)


def leader(staff: StaffMember) -> str:
    """Who leads a case, and that she no longer does where her access has ended."""
    return with_ending(staff.short_name, staff)


def dotted(facts: Iterable[str]) -> str:
    """Facts in one quiet line."""
    return lists.with_dots(facts, language_now())


def short_name(staff: StaffMember) -> str:
    """A colleague as a text names her, in her name's own direction."""
    return lists.kept_apart(staff.short_name, language_now())


def side_by_side(words: Iterable[str]) -> str:
    """Words between the commas of the page's language: "9, 6, 3"."""
    return lists.with_commas(words, language_now())


def family_name(label: str) -> str:
    """A family as a page names it."""
    return _("%(name)s family") % {"name": in_page_script(label)} if label else ""


def in_page_script(name: str) -> str:
    """A name that may be written in several scripts, in that of the page."""
    return in_script_of(language_now(), name)


def near_day(value: datetime | date | None, today: date) -> str:
    """A day as a colleague would say it: today, tomorrow, Friday 21 May, 5 March."""
    return near(value, today) if value else ""


def long_day(value: date) -> str:
    """A date as words, with the year."""
    return date_words(value, language_now())


def month(value: date) -> str:
    """A month as a short word, with the year."""
    return date_words(value, language_now(), "month_short")


def local_day(value: datetime | None) -> date | None:
    """The day of an instant in the site's time zone."""
    return timezone.localtime(value).date() if value else None


def sentence(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
