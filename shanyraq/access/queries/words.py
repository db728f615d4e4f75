"""What roles, disciplines, places and languages are called, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import NOT_FOR_STAFF
from shanyraq.foundation.alphabet import alphabetical

Choices = list[tuple[str, str]]

# Languages that people who return, their relatives or the staff speak.
SPOKEN = ("kk", "ru", "en", "ar", "tr", "ku", "uz", "tg", "ky", "ug", "fa", "ps", "az", "ce", "de", "fr")


@dataclass(frozen=True)
class Words:
    """What the pack in force calls things, and the codes that a colleague can be described with."""

    disciplines: tuple[tuple[str, str], ...] = ()
    regions: tuple[str, ...] = ()
    centres: tuple[str, ...] = ()
    text: Callable[[str, str], str] = lambda msgid, language: msgid
    place: Callable[[str, str], str] = lambda code, language: code


_words: list[Words] = []


def register_words(words: Words) -> None:
    """Give the pages of staff the pack's words. Called once, by the app that loads the pack."""
    _words[:] = [words]


def words() -> Words:
    """The words registered."""
    return _words[0] if _words else Words()


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


def role_name(code: str) -> str:
    """A role as the pack calls it, in the page's language."""
    role = role_catalogue().get(code)
    return words().text(role.name, language()) if role else code


def role_choices() -> Choices:
    """The roles that staff can hold, in the pack's order."""
    return [(code, role_name(code)) for code in role_catalogue() if code not in NOT_FOR_STAFF]


def discipline_name(code: str) -> str:
    """A discipline as the pack calls it."""
    known = dict(words().disciplines)
    if code in known:
        return words().text(known[code], language())
    return role_name(code)  # whoever has no discipline of the pack's works under the name of her role


def discipline_choices() -> Choices:
    """The pack's disciplines."""
    return [(code, words().text(name, language())) for code, name in words().disciplines]


def with_ending(name: str, staff: StaffMember) -> str:
    """A colleague's name where it says who acts next or who leads: with the word that she no longer does."""
    return _("%(name)s, %(role)s") % {"name": name, "role": _("access ended")} if staff.has_left else name


def place_name(code: str) -> str:
    """A region or centre in the page's language; nothing where there is none."""
    return words().place(code, language()) if code else ""


def place_choices(kind: str) -> Choices:
    """Regions or centres by name, after an empty choice."""
    named = [(code, place_name(code)) for code in getattr(words(), kind)]
    return [("", _("None")), *sorted(named, key=lambda one: alphabetical(one[1]))]


def language_choices() -> Choices:
    """Languages by name in the page's language, those of the site first."""
    names = Locale.parse(language()).languages
    return [(code, names.get(code, code)) for code in SPOKEN]
