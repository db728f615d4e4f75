"""What this room's codes and days are called in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.queries.words import language_choices
from shanyraq.cases.queries import pack
from shanyraq.cases.rules import SHEET_LANGUAGES
from shanyraq.rights.queries.people import Subject
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import with_semicolons

Choices = list[tuple[str, str]]


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


def day(value: date | datetime | None) -> str:
    """A day, always with its year; nothing where there is none."""
    if value is None:
        return ""
    return date_words(localtime(value).date() if isinstance(value, datetime) else value, language())


def asker(code: str) -> str:
    """Who asked."""
    return {
        "SELF": _("The person herself or himself"),
        "CAREGIVER": _("The mother, father or caregiver"),
        "GUARDIAN": _("The guardian"),
    }.get(code, code)


def called(subject: Subject | None) -> str:
    """Whom something is about: by name for who sees her file, else by her code; nothing of who is gone."""
    if subject is None:
        return _("A file that was erased")
    return subject.name or subject.code


def parts_of() -> Choices:
    """The parts of a file, as the pack calls them."""
    known = pack()
    return [(one.code, known.text(one.name, language())) for one in known.compartments.values()]


def parts_words(codes: Iterable[str]) -> str:
    """Some parts; the whole file where none is named."""
    names = dict(parts_of())
    told = [names.get(code, code) for code in codes]
    return with_semicolons(told, language()) if told else _("The whole file")


def purposes() -> Choices:
    """The uses that a person can object to."""
    known = pack()
    return [(one.code, known.text(one.name, language())) for one in known.consents.values()]


def languages() -> Choices:
    """The languages in which there is an answer."""
    names = dict(language_choices())
    return [(code, names.get(code, code)) for code in SHEET_LANGUAGES]
