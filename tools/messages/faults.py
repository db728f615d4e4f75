"""What is wrong with a catalogue, in sentences that name the file and the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from gettext import c2py  # how Python itself reads the rule
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from tools.messages.catalogues import (
    PLURALS,
    english,
    first,
    messages,
    po_path,
    pot_path,
    read,
    source_texts,
    strings,
    template_catalogue,
)

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!\{)\{\w*\}(?!\})")


def faults(root: Path) -> Iterator[str]:
    """Every fault of the catalogues, none where all is translated. Raises Untranslatable."""
    template = template_catalogue(source_texts(root))
    yield from _stale(template, root)
    for language in PLURALS:
        path = po_path(root, language)
        name = path.relative_to(root).as_posix()
        if not path.exists():
            yield f"{name}: missing; run `make messages`"
            continue
        try:
            catalogue = read(path, language)
        except PoFileError as broken:
            yield f"{name}: cannot be read: {broken}"
            continue
        yield from (f"{name}: {fault}" for fault in _catalogue_faults(template, catalogue, language, path))


def _stale(template: Catalog, root: Path) -> Iterator[str]:
    name = pot_path(root).relative_to(root).as_posix()
    now = {(m.context, english(m)) for m in messages(template)}
    then = {(m.context, english(m)) for m in messages(read(pot_path(root), None))}
    for _context, texts in sorted(now - then, key=str):
        yield f"{name}: not current, lacks {_short(texts[0])}; run `make messages`"
    for _context, texts in sorted(then - now, key=str):
        yield f"{name}: not current, still has {_short(texts[0])}; run `make messages`"


def _catalogue_faults(template: Catalog, catalogue: Catalog, language: str, path: Path) -> Iterator[str]:
    if f"Plural-Forms: {PLURALS[language]}".replace(" ", "") not in _header(path):
        yield f"the header must say Plural-Forms: {PLURALS[language]}"
    for wanted in messages(template):
        found = catalogue.get(first(wanted), context=wanted.context)
        if found is None or english(found) != english(wanted):
            yield f"lacks {_short(first(wanted))}; run `make messages`"
        else:
            yield from (f"{fault}: {_short(first(wanted))}" for fault in message_faults(found, language))


def _header(path: Path) -> str:
    head = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    return re.sub(r'"\s*"|\s', "", head.replace("\\n", " "))


def message_faults(message: Message, language: str) -> Iterator[str]:
    """What is wrong with one entry: untranslated, fuzzy, plural forms, placeholders, spaces at the ends."""
    if message.fuzzy:
        yield "fuzzy"
    texts = strings(message)
    if len(english(message)) == 2 and len(texts) != forms(language):
        yield f"has {len(texts)} plural forms, {language} needs {forms(language)}"
    if not all(texts):
        yield "untranslated"
        return
    wanted = _placeholders(english(message)[-1])
    for index, text in enumerate(texts):
        found = _placeholders(text)
        may_omit = len(texts) > 1 and stands_for_one_number(language, index)
        if found - wanted or (wanted - found and not may_omit):
            yield f"placeholders are {_list(found)} and must be {_list(wanted)}"
        if _ends(text) != _ends(english(message)[0]):
            yield "must begin and end with the same line breaks and spaces as the English text"


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text.replace("%%", "")))


def _list(placeholders: frozenset[str]) -> str:
    return " ".join(sorted(placeholders)) or "none"


def _ends(text: str) -> tuple[bool, bool]:
    return (text[:1].isspace(), text[-1:].isspace())


def forms(language: str) -> int:
    """How many plural forms a language has."""
    return int(PLURALS[language].split("nplurals=")[1].split(";")[0])


@cache
def stands_for_one_number(language: str, form: int) -> bool:
    """Whether a plural form serves a single number, as Arabic's dual does: it may then leave the number out."""
    choose = plural_form(language)
    return sum(choose(n) == form for n in range(1000)) == 1


@cache
def plural_form(language: str) -> Callable[[int], int]:
    """The language's own choice of plural form for a number."""
    rule = PLURALS[language].split("plural=", 1)[1].rstrip(";")
    return c2py(rule)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return repr(text if len(text) <= 90 else text[:87] + "…")
