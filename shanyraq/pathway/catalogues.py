"""Reading the translations of a pack: locale/kk.po and its like.

The library that reads catalogues passes over much that is broken, so each line is looked at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import PoFileError, read_po

from shanyraq.pathway.source import Reading

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+({_TEXT})\s*|({_TEXT})\s*")
# What may stand before a key of a message; nothing is the beginning of the file or of the next message.
_AFTER = {
    "msgctxt": {"", "msgstr"},
    "msgid": {"", "msgctxt", "msgstr"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid", "msgid_plural", "msgstr"},
}
_REMEDY = 'Write `msgid "…"` and below it `msgstr "…"`, with both quotes, and \\" for a quote inside.'


def read_catalogues(reading: Reading) -> dict[str, dict[str, str]]:
    """The translations by language and English text; a fault for each catalogue that is broken."""
    catalogues: dict[str, dict[str, str]] = {}
    for path in sorted((reading.folder / "locale").glob("*.po")):
        name = f"locale/{path.name}"
        text = reading.text(name, "translations of the pack's texts")
        if text is None:
            continue
        broken = list(_broken_lines(text))
        for line, problem in broken:
            reading.fault(name, line, "syntax", problem, _REMEDY)
        if not broken:
            found = _translations(reading, name, path.stem, text)
            if found is not None:
                catalogues[path.stem] = found
    return catalogues


def _translations(reading: Reading, name: str, language: str, text: str) -> dict[str, str] | None:
    try:
        catalogue = read_po(StringIO(text), locale=Locale.parse(language), abort_invalid=True)
    except PoFileError as problem:
        reading.fault(name, problem.lineno + 1, "syntax", f"This cannot be read: {problem}.", _REMEDY)
        return None
    except (UnknownLocaleError, ValueError, LookupError) as problem:
        reading.fault(
            name,
            0,
            "file",
            f"It cannot be used: {problem}.",
            "Call it after a language, such as kk.po; look at its head.",
        )
        return None
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy and isinstance(message.id, str)
    }


def _broken_lines(text: str) -> Iterator[tuple[int, str]]:
    """The first line that is no line of a catalogue or stands where it cannot, and every text that comes twice."""
    before, since = "", 0
    said: dict[str, str] = {}
    first: dict[tuple[str, str], int] = {}
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            yield number, "This is no line of a catalogue."
            return
        key, quoted = (found[1] or "").partition("[")[0], str(found[2] or found[3])[1:-1]
        if not key and not before:
            yield number, "This text belongs to no `msgid` or `msgstr`."
            return
        if key and before not in _AFTER[key]:
            yield (
                number,
                f"`{key}` cannot stand after `{before}`." if before else f"`{key}` cannot come first.",
            )
            return
        if key == "msgstr" and before != "msgstr":
            known = first.setdefault((said.get("msgctxt", ""), said["msgid"]), number)
            if known != number:
                yield number, f"This text was translated already, in line {known}."
        if key and before == "msgstr" and key != "msgstr":
            said = {}
        said[key or before] = said.get(key or before, "") + quoted
        if key:
            before, since = key, number
    if before not in ("", "msgstr"):
        yield since, f"This `{before}` has no `msgstr`."
