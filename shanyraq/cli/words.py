"""The site's own words in another language, for commands that open no settings."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def words_in(language: str) -> NullTranslations:
    """The catalogue of a language, read from its source: it need not have been compiled. English has none."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)  # leaves out what is marked as uncertain, as the site does
    compiled.seek(0)
    return GNUTranslations(compiled)
