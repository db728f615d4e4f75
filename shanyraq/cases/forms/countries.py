"""A country, as whoever fills in the form writes it: by its name in any language of the product, or by its code."""

from __future__ import annotations

import re
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shanyraq.cases.rosters.nationalities import country_codes

# Those that most people who come home are citizens of; the field offers them, and takes every other one.
OFFERED = ("KZ", "UZ", "KG", "TJ", "TM", "RU", "AZ", "TR", "SY", "IQ", "LB", "JO", "EG", "CN", "AF", "PK")
# Two letters that CLDR names without meaning a country: unions, parts of countries, codes for tests.
NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
LONGEST = 80


class CountryInput(forms.TextInput):
    """A field to write in, with the usual countries to choose from, named in the language of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field and its list."""
        offered = f"{(attrs or {}).get('id') or name}_offered"
        attrs = {"autocomplete": "off", "dir": "auto", **(attrs or {}), "list": offered}
        options = format_html_join("", '<option value="{}"></option>', ((country_name(c),) for c in OFFERED))
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, offered, options)


class CountryField(forms.CharField):
    """The two letters of a country; empty where nothing is written. Shown by its name."""

    widget = CountryInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return country_name(value) if value else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return country_code(data or "") != (initial or "")

    def clean(self, value: Any) -> str:
        code = country_code(super().clean(value))
        if code and not re.fullmatch(r"[A-Z]{2}", code):
            raise ValidationError(
                _("Write the country by its name, or two letters such as KZ, or leave it empty.")
            )
        if code in NO_COUNTRIES or (code and code not in Locale("en").territories):
            raise ValidationError(
                _("%(code)s stands for no country. Correct it, or leave it empty."), params={"code": code}
            )
        return code


def country_name(code: str) -> str:
    """A country in the language of the page; what is no code as it is."""
    return str(_names().get(code, code))


def country_code(text: str) -> str:
    """The two letters of the one country that a text names, in whichever language; else the text in capitals."""
    typed = text.strip()
    here = next((code for code, name in _names().items() if name.casefold() == typed.casefold()), "")
    if here or re.fullmatch(r"[A-Za-z]{2}", typed):
        return here or typed.upper()
    meant = country_codes(typed)
    return meant.pop() if len(meant) == 1 else typed.upper()


def _names() -> Any:
    return Locale.parse((get_language() or "en").split("-")[0]).territories
