"""A canary: a word that stands in one field of one row and nowhere else. Where it is heard, we know whose it is.

The walk plants one in every field of every table that can hold words about somebody, by the compartment that the
field declares. A field that holds codes only is named in CODES with its reason: so a new field without a canary is
noticed, and with it a table of which the world has no row.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models

from shanyraq.foundation import keyring
from shanyraq.foundation.declared import declaration_of
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper
from shanyraq.people.actions.facts import rebuild_keys
from shanyraq.people.models import Family, FamilyMembership, Person
from shanyraq.people.rules import label_columns
from tests.bars.codes_only import CODES

# A word in each script: what it begins with, sixteen letters as digits, what it ends with.
SCRIPTS = {
    "Latn": ("zqx", "abcdefghijklmnop", "wv"),
    "Cyrl": ("щъы", "абвгдежзиклмнопр", "фю"),
    "Arab": ("ظغذ", "بتجحخدرزسشصضطعفق", "كل"),
}
DIGITS = 4
WORD = re.compile("|".join(f"{a}([{letters}]{{{DIGITS}}}){z}" for a, letters, z in SCRIPTS.values()), re.I)
CODE = re.compile(r"\b[KF]-[A-Z0-9]{4}-[A-Z0-9]{2}\b")
PACKED = re.compile(r"[?&;]after=([\w%-]{8,})|[?&;]before=([\w%-]{8,})")

NOBODYS = {"STAFF", "SYSTEM"}
# What the world itself filled with words when it made the row: what is sealed there cannot be written over.
MADE = {"cases.RosterDraft.content", "vault.Item.sealed"}
FILE = "papers.Paper.file"  # what stands in the file itself
NATURAL = {"people.Person.code", "people.Family.code"}  # a canary by themselves: nobody else has it

Words = Callable[[], str]
SHAPES: dict[str, Callable[[Words], dict[str, Any]]] = {
    "cases.Record.details": lambda word: {
        key: word() for key in ("text", "child_view", "present", "document", "with_whom", "interpreter_name")
    },
    "cases.Evidence.payload": lambda word: {"reason": word()},
    "cases.FactChange.told": lambda word: {"reason": word()},
    "people.Merge.put_away": lambda word: {
        "names": [[str(uuid4()), "Latn", word(), word(), "2021-01-04", "LIST"]],
        "items": [],
        "labels": {},
    },
}
AUTHORS = (
    "recorded_by_id",
    "written_by_id",
    "changed_by_id",
    "asked_by_id",
    "made_by_id",
    "owner_id",
    "added_by_id",
)


@dataclass(frozen=True)
class Canary:
    """Whose word it is: the people it is about, the part of the file, the field, who wrote it, and to whom it is told
    besides (staff ids).
    """

    people: frozenset[UUID]
    compartment: str
    field: str
    author: UUID | None = None
    told: frozenset[UUID] = frozenset()
    topic: str = ""  # of a summary card that stands

    def __str__(self) -> str:
        return f"{self.compartment} {self.field}"


class Cage:
    """All canaries of a world."""

    def __init__(self) -> None:
        self.all: list[Canary] = []
        self.codes: dict[str, Canary] = {}

    def word(self, canary: Canary, script: str = "Latn") -> str:
        """A new word for this."""
        self.all.append(canary)
        return word_of(len(self.all) - 1, script)

    def heard(self, text: str) -> set[Canary]:
        """The canaries in a text, in whichever script, case or coding they stand there."""
        found = {self.codes[code] for code in CODE.findall(text) if code in self.codes}
        for digits in (next(filter(None, one)) for one in WORD.findall(plain(text))):
            number = _number(digits)
            found |= {self.all[number]} if number < len(self.all) else set()
        return found


def word_of(number: int, script: str = "Latn") -> str:
    """The word of a number."""
    begin, letters, end = SCRIPTS[script]
    return begin + "".join(letters[number >> 4 * place & 15] for place in reversed(range(DIGITS))) + end


def _number(digits: str) -> int:
    letters = next(ours for _, ours, _ in SCRIPTS.values() if digits[0].lower() in ours)
    number = 0
    for one in digits.lower():
        number = number * 16 + letters.index(one)
    return number


def plain(text: str) -> str:
    """A text with what is coded in it: percent signs, entities, escapes of scripts, positions of lists."""
    parts = [text, *(_unpacked(a or b) for a, b in PACKED.findall(text))]
    if "%" in text:
        parts.append(unquote(text))
    if "&#" in text:
        parts.append(unescape(text))
    if "\\u" in text:
        parts.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text))
    return "\n".join(parts)


def _unpacked(position: str) -> str:
    try:
        raw = base64.urlsafe_b64decode(unquote(position) + "===").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), raw)


# --- the walk ---------------------------------------------------------------------------------------------------------


def holds_words(field: Any) -> bool:
    """Whether a field can hold words: text without fixed choices, a structure, bytes."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return isinstance(field, kinds) and not field.choices


def fields_to_plant() -> Iterator[tuple[type[models.Model], str, Any]]:
    """Every field about somebody that holds words: its table, its name, itself."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "audit":
            continue  # keys and codes, of which B24 proves that they are nothing else
        for field in model._meta.local_fields:
            declared = declaration_of(field)
            if declared and declared.compartment not in NOBODYS and holds_words(field):
                yield model, f"{model._meta.label}.{field.name}", field


def plant(cage: Cage, told: Callable[[models.Model], frozenset[UUID]]) -> None:
    """A word of its own in every field of every row. `told` says to whom a row is told besides."""
    for model, name, field in fields_to_plant():
        if name in CODES or name in MADE:
            continue
        for row in model._base_manager.all():
            canary = canary_of(row, name, field, told(row))
            if name in NATURAL:
                cage.codes[getattr(row, field.name)] = canary
            else:
                _fill(row, name, field, cage, canary)
    for person in Person._base_manager.filter(names__isnull=False).distinct():
        rebuild_keys(person=person)
    for paper in Paper._base_manager.all():
        _write_into(paper, cage.word(canary_of(paper, FILE, Paper._meta.get_field("title"), told(paper))))


def _write_into(paper: Paper, word: str) -> None:
    """The same file with a word in it, sealed for whom it was."""
    sealed = keyring.seal(
        word.encode(), subject=paper.person_id, compartment=paper.compartment, context=paper.place
    )
    shelf.remove(paper.file)
    shelf.put(paper.file, sealed)


def canary_of(row: Any, name: str, field: Any, told: frozenset[UUID]) -> Canary:
    """What a word in this field of this row would be."""
    declared = declaration_of(field)
    assert declared is not None
    compartment = row.compartment if declared.compartment == "ROW" else declared.compartment
    author = next((getattr(row, one) for one in AUTHORS if getattr(row, one, None)), None)
    stands = not type(row)._base_manager.filter(corrects=row.pk).exists() if hasattr(row, "topic") else False
    return Canary(frozenset(people_of(row)), compartment, name, author, told, row.topic if stands else "")


def _fill(row: Any, name: str, field: Any, cage: Cage, canary: Canary) -> None:
    script = getattr(row, "script", "Latn")

    def word() -> str:
        return cage.word(canary, script)

    held: Any = word() if name not in SHAPES else {**getattr(row, field.name), **SHAPES[name](word)}
    if isinstance(field, EncryptedText):
        setattr(row, field.name, held)
        row.save(update_fields=[field.name])
        return
    columns = label_columns(held) if name == "people.Family.label" else {field.name: held}
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


def people_of(row: Any) -> set[UUID]:
    """Whom a row is about."""
    if isinstance(row, Person):
        return {row.pk}
    if isinstance(row, Family):
        return set(FamilyMembership._base_manager.filter(family=row).values_list("person", flat=True))
    if isinstance(row, apps.get_model("cases.Arrival")):
        return set(row.cases(manager="_base_manager").values_list("person", flat=True))
    if hasattr(row, "kept_id"):
        return {row.kept_id}
    if hasattr(row, "person_id"):
        return {row.person_id}
    if isinstance(getattr(row, "person", None), UUID):
        return {row.person}
    if hasattr(row, "request_id"):
        return people_of(row.request)
    if hasattr(row, "case_id"):
        return set(
            apps.get_model("cases.Case")._base_manager.filter(pk=row.case_id).values_list("person", flat=True)
        )
    return set()


def without_canary(cage: Cage) -> list[str]:
    """Fields that hold words about somebody and in which no canary sits. The bar fails where there is any."""
    sung = {canary.field for canary in (*cage.all, *cage.codes.values())}
    wanted = {FILE, *(name for _, name, _ in fields_to_plant())}
    return sorted(name for name in wanted if name not in CODES and name not in sung)
