"""`python -m tools.messages extract|update|compile|check`: the catalogues from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.messages.catalogues import (
    PLURALS,
    compile_all,
    first,
    merged,
    messages,
    po_path,
    pot_path,
    read,
    source_texts,
    strings,
    template_catalogue,
    to_text,
)
from tools.messages.faults import faults
from tools.messages.texts import Untranslatable

ROOT = Path(__file__).resolve().parent.parent.parent


def extract() -> int:
    """List every text of code and templates in locale/django.pot."""
    catalogue = template_catalogue(source_texts(ROOT))
    _write(pot_path(ROOT), to_text(catalogue, None))
    print(f"locale/django.pot: {len(catalogue)} texts")
    return 0


def update() -> int:
    """Bring the translations in step with the list; what is new or changed is empty, and listed here."""
    template = read(pot_path(ROOT), None)
    for language in PLURALS:
        path = po_path(ROOT, language)
        old = read(path, language)
        new = merged(template, old, language)
        _write(path, to_text(new, language))
        empty = [first(message) for message in messages(new) if not all(strings(message))]
        gone = {(m.context, first(m)) for m in messages(old)} - {(m.context, first(m)) for m in messages(new)}
        print(f"{path.relative_to(ROOT)}: {len(new)} texts, {len(empty)} to translate, {len(gone)} removed")
        for text in empty:
            print(f"  {' '.join(text.split())}")
    return 0


def compile_() -> int:
    """Write the .mo files that the site loads."""
    for path in compile_all(ROOT, PLURALS):
        print(f"{path.relative_to(ROOT)}: compiled")
    return 0


def check() -> int:
    """Say what is not translated or wrong; 1 where there is anything."""
    found = list(faults(ROOT))
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"message catalogues: {len(found)} faults")
    return 1 if found else 0


COMMANDS = {"extract": extract, "update": update, "compile": compile_, "check": check}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run one command; its exit code is ours."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m tools.messages {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]]()
    except Untranslatable as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
