"""The fields that say who somebody is, the same on every page that asks: birth date, languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.cases.forms.steps import Choices
from shanyraq.people import actions as people
from shanyraq.people import rules
from shanyraq.people.names import ascii_digits

# The languages that people who come home and those who help them speak; a page adds what a person speaks besides.
LANGUAGES = (
    "kk", "ru", "ar", "uz", "ky", "tg", "tr", "ug", "az", "tt", "ckb", "ku", "ce", "fa", "ps", "ur", "en", "de", "fr",
)  # fmt: skip


def relation_choices() -> Choices:
    """What somebody is in her family."""
    return [
        ("head", _("head of the family")),
        ("spouse", _("wife or husband of the head")),
        ("child", _("child of the head")),
        ("sibling", _("sister or brother of the head")),
        ("grandchild", _("grandchild of the head")),
        ("grandparent", _("grandparent")),
        ("relative", _("another relative")),
        ("other", _("lives with them, not a relative")),
    ]


def level_choices() -> Choices:
    """How well a language is spoken."""
    return [
        ("MOTHER", _("mother tongue")),
        ("FLUENT", _("fluent")),
        ("SOME", _("some")),
        ("FEW_WORDS", _("a few words")),
    ]


def language_choices(besides: tuple[str, ...] = ()) -> Choices:
    """Languages by their names in the language of the page, those of the programme first."""
    names = _locale().languages
    codes = dict.fromkeys((*LANGUAGES, *besides))
    return [("", _("not noted")), *((code, names.get(code) or code) for code in codes)]


def _locale() -> Locale:
    return Locale.parse((get_language() or "en").split("-")[0])


class BirthMixin(forms.Form):
    """A birth date as well as it is known: year alone, month and year, the day, or "about"."""

    def add_birth(self) -> None:
        """Make the fields."""
        number = {"inputmode": "numeric", "autocomplete": "off", "size": 4}
        months = Locale.parse((get_language() or "en").split("-")[0]).months["stand-alone"]["wide"]
        self.fields["birth_day"] = forms.CharField(
            label=_("Day of birth"), required=False, max_length=20, widget=forms.TextInput(attrs=number)
        )
        self.fields["birth_month"] = forms.ChoiceField(
            label=_("Month of birth"),
            required=False,
            choices=[("", _("not known")), *((str(n), months[n]) for n in range(1, 13))],
        )
        self.fields["birth_year"] = forms.CharField(
            label=_("Year of birth"), required=False, max_length=20, widget=forms.TextInput(attrs=number)
        )
        self.fields["birth_about"] = forms.BooleanField(label=_("This is an estimate"), required=False)

    def clean_birth(self, today: date) -> None:
        """Put the date and how well it is known into `cleaned_data`. Nobody is born after today."""
        self.cleaned_data["birth_date"], self.cleaned_data["birth_precision"] = None, "unknown"
        day, year = (self._number(f"birth_{part}") for part in ("day", "year"))
        month = int(self.cleaned_data.get("birth_month") or 0) or None
        if any(f"birth_{part}" in self.errors for part in ("day", "month", "year")):
            return
        if year is not None and 1000 <= year < today.year - 120:
            self.add_error("birth_year", _("This day cannot be right. Check the year."))
            return
        if year is not None and not today.year - 120 <= year <= today.year:
            self.add_error("birth_year", _("Check the year: four digits, not in the future."))
            return
        try:
            born, precision = rules.birth_of(
                year, month, day, is_about=bool(self.cleaned_data.get("birth_about"))
            )
        except ValueError:
            field = "birth_year" if year is None else "birth_month" if month is None else "birth_day"
            self.add_error(field, _("There is no such day. Fill in what is known, at least the year."))
            return
        if born is not None and (rules.earliest_birth(born, precision) or born) > today:
            self.add_error(
                "birth_day" if day else "birth_month",
                _("This date is in the future. Enter the day it took place."),
            )
            return
        # the middle of a month or year that is not over is not the middle of what is over
        self.cleaned_data.update(birth_date=min(born, today) if born else None, birth_precision=precision)

    def _number(self, field: str) -> int | None:
        typed = ascii_digits(self.cleaned_data.get(field) or "").strip()
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,4}", typed) or int(typed) == 0:
            self.add_error(field, _("Write this in figures, or leave it empty."))
            return None
        return int(typed)

    @property
    def birth_fields(self) -> list[forms.BoundField]:
        return [self[f"birth_{part}"] for part in ("day", "month", "year")]


class LanguagesMixin(forms.Form):
    """A few languages, how well each, and in which dialect."""

    tongue_rows = 2

    def add_languages(self, besides: tuple[str, ...] = ()) -> None:
        """Make the fields, `tongue_rows` times."""
        for row in range(self.tongue_rows):
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=_("Speaks") if row == 0 else _("Also speaks"),
                choices=language_choices(besides),
                required=False,
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=_("How well"),
                choices=level_choices(),
                required=False,
                initial="MOTHER" if row == 0 else "SOME",
            )
            self.fields[f"dialect_{row}"] = forms.CharField(
                label=_("Dialect"),
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def tongues(self) -> tuple[people.Tongue, ...]:
        """The languages that were chosen."""
        rows = [
            tuple(self.cleaned_data.get(f"{part}_{row}") or "" for part in ("language", "level", "dialect"))
            for row in range(self.tongue_rows)
        ]
        return tuple(people.Tongue(code, level or "SOME", dialect) for code, level, dialect in rows if code)

    @property
    def language_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{part}_{row}"] for part in ("language", "level", "dialect")]
            for row in range(self.tongue_rows)
        ]


def sex_field() -> forms.ChoiceField:
    """Woman, man, or not recorded."""
    return forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("not recorded")), ("F", _("female")), ("M", _("male"))],
    )


def initial_birth(person: Any) -> dict[str, Any]:
    """What the birth fields show at first for a person."""
    born, precision = person.birth_date, person.birth_precision
    if born is None:
        return {}
    # As text, which is what the fields hold: the same number in another type would count as changed.
    shown: dict[str, Any] = {"birth_year": str(born.year), "birth_about": precision == "estimated"}
    if precision in ("day", "month"):
        shown["birth_month"] = str(born.month)
    if precision == "day":
        shown["birth_day"] = str(born.day)
    return shown
