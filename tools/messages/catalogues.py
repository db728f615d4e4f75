"""Reading and writing catalogues: the list of all texts (.pot), the translations (.po), what the site loads (.mo).

Written without dates and line numbers: a catalogue changes only where a text does.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.messages.python_texts import python_texts
from tools.messages.template_texts import template_texts
from tools.messages.texts import Text

PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5);",
}
SOURCES = ("shanyraq", "config")


def source_texts(root: Path) -> Iterator[Text]:
    """Every text of the project, in the order of files and lines. Raises Untranslatable."""
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.*")):
            inside = path.relative_to(root)
            if {"tests", "migrations", "static"} & set(inside.parts) or not path.is_file():
                continue
            if path.suffix == ".py":
                texts = python_texts(path.read_text(encoding="utf-8"), inside.as_posix())
                yield from sorted(texts, key=lambda text: (text.line, text.singular))
            elif "templates" in inside.parts and path.suffix in {".html", ".txt", ".svg", ".xml"}:
                yield from template_texts(path.read_text(encoding="utf-8"), inside.as_posix())


def template_catalogue(texts: Iterable[Text]) -> Catalog:
    """The list of all texts, each once."""
    catalogue = Catalog(charset="utf-8")
    for text in texts:
        _add(catalogue, text)
    return catalogue


def _add(catalogue: Catalog, text: Text) -> None:
    flags = ["python-format"] if "%(" in text.singular or "%%" in text.singular else []
    if "{" in text.singular and not flags:
        flags = ["python-brace-format"]
    known = catalogue.get(text.singular, context=text.context)
    plural = text.plural
    if plural is None and known is not None and isinstance(known.id, tuple):
        plural = known.id[1]  # said once alone and once with a number: one entry serves both
    catalogue.add(
        (text.singular, plural) if plural is not None else text.singular,
        locations=[(text.file, None)],  # type: ignore[list-item]
        flags=flags,
        context=text.context,
    )


def po_path(root: Path, language: str) -> Path:
    """Where the translations into a language stand."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def pot_path(root: Path) -> Path:
    """Where the list of all texts stands."""
    return root / "locale" / "django.pot"


def read(path: Path, language: str | None) -> Catalog:
    """A catalogue from its file; an empty one where there is none. Raises PoFileError for a broken file."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def to_text(catalogue: Catalog, language: str | None) -> str:
    """The catalogue as its file holds it."""
    head = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"']
    head.append('"Content-Transfer-Encoding: 8bit\\n"')
    if language:
        head += [f'"Language: {language}\\n"', f'"Plural-Forms: {PLURALS[language]}\\n"']
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return "\n".join(head) + "\n\n" + body.getvalue().decode().strip("\n") + "\n"


def merged(template: Catalog, old: Catalog, language: str) -> Catalog:
    """The texts of the template with the translations that exist for exactly them."""
    new = Catalog(locale=language, charset="utf-8")
    for message in messages(template):
        known = old.get(first(message), context=message.context)
        same = known is not None and known.id == message.id and not known.fuzzy
        new.add(
            message.id,
            known.string if known is not None and same else "",
            locations=message.locations,
            flags=message.flags - {"fuzzy"},
            user_comments=known.user_comments if known is not None else (),
            context=message.context,
        )
    return new


def compile_all(root: Path, languages: Iterable[str]) -> list[Path]:
    """Write what the site loads, beside each file of translations. Untranslated texts appear in English."""
    written = []
    for language in languages:
        path = po_path(root, language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(path, language))
            written.append(path.with_suffix(".mo"))
    return written


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The entries without the header."""
    return (message for message in catalogue if message.id)


def first(message: Message) -> str:
    """The English text, singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> tuple[str, ...]:
    """The translations of an entry, one for each plural form."""
    value = message.string
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def english(message: Message) -> tuple[str, ...]:
    """The English texts of an entry: one, or singular and plural."""
    return tuple(chain(message.id)) if isinstance(message.id, tuple | list) else (message.id,)
