"""Reading with a veil: every row that is read comes with the mask that its fields declare instead of what they hold.

For somebody who looks at the pages of others without what stands on them. It covers whatever is read within, for whom
ever: rows, the rows they hold, columns by themselves, and what is sealed, before anybody opens it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from shanyraq.access.rules import Actor
from shanyraq.foundation.declared import Declaration, declaration_of
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.spellings import spellings_of, spelt

COVER = "••"
MACHINERY = (
    "SYSTEM"  # what the program keeps for itself: no page shows it, and doors would not open without it
)
WORDS = (models.CharField, models.TextField)
_veil: ContextVar[Actor | None] = ContextVar("veil", default=None)


@contextmanager
def veiled(reader: Actor) -> Iterator[None]:
    """Whatever is read within shows what `reader` herself may read, and masks of everything else.

    What is sealed, and words that somebody wrote, are masked for her too: she looks at pages, not into files.
    """
    token = _veil.set(reader)
    try:
        yield
    finally:
        _veil.reset(token)


def is_veiled() -> bool:
    """Whether what is read now comes masked."""
    return _veil.get() is not None


def cover(rows: models.QuerySet[Any], found: list[Any]) -> None:
    """Mask what was just read, in place. Nothing happens without a veil.

    Columns by themselves that tell of a part of a file which only their row could name are left out.
    """
    reader = _veil.get()
    if reader is None:
        return
    names = _columns(rows)
    if (
        found
        and not isinstance(found[0], models.Model)
        and any(_is_of_a_row(rows.model, name) for name in names)
    ):
        found.clear()  # which part of a file these columns tell of nobody can say
    done: set[int] = set()
    for place, row in enumerate(found):
        if isinstance(row, models.Model):
            _cover_row(row, reader, done)
        elif isinstance(row, dict):
            found[place] = {
                name: _cover_column(rows.model, name, value, reader) for name, value in row.items()
            }
        elif isinstance(row, tuple):
            told = zip(names, row, strict=False)
            found[place] = tuple(_cover_column(rows.model, name, value, reader) for name, value in told)
        else:
            found[place] = _cover_column(rows.model, names[0], row, reader)


def masked(field: Any, value: Any, mask: str) -> Any:
    """A value as its field's mask leaves it: initials, a year, a cover; a key or a switch stays what it is."""
    if value in (None, "") or field.is_relation or field.primary_key:
        return value
    if isinstance(field, EncryptedText):
        return field.empty if field.empty != "" else COVER
    if mask == "show":
        return value
    if isinstance(value, str):
        if field.choices:
            return ""
        return _initials(value) if mask == "initials" else COVER
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return value.replace(month=1, day=1)
    if isinstance(value, (list, dict)):
        return type(value)()
    return b"" if isinstance(value, (bytes, memoryview)) else value


def _initials(text: str) -> str:
    """The first letters, of each spelling for itself."""
    told = (
        " ".join(f"{word[0]}." for word in one.split() if word[0].isalpha()) for one in spellings_of(text)
    )
    return spelt(told) or COVER


def _is_of_a_row(model: type[models.Model], name: str) -> bool:
    """Whether a column is of the part of a file that its own row says."""
    told = declaration_of(_field(model, name))
    return told is not None and told.compartment == "ROW"


def _stays(field: Any, told: Declaration, compartment: str, reader: Actor) -> bool:
    """Whether she reads it as it is: never what is sealed, nor words about somebody, whatever she reads elsewhere."""
    if isinstance(field, EncryptedText):
        return False
    # A structure among what colleagues do is the program's own (ids, exact requests); in a file it may hold names.
    kinds = WORDS if compartment == "STAFF" else (*WORDS, models.JSONField)
    is_words = told.mask != "show" and not field.choices and isinstance(field, kinds)
    return reader.reads(compartment) and not (is_words and compartment != MACHINERY)


def _cover_row(row: models.Model, reader: Actor, done: set[int]) -> None:
    """Mask a row and the rows that it holds, each once: two of them may hold each other."""
    if id(row) in done:
        return
    done.add(id(row))
    for field in row._meta.concrete_fields:
        told = declaration_of(field)
        if field.attname not in row.__dict__ or told is None:
            continue
        compartment = getattr(row, "compartment", "") if told.compartment == "ROW" else told.compartment
        if not _stays(field, told, compartment, reader):
            setattr(row, field.attname, masked(field, _held(row, field), told.mask))
    for held in row._state.fields_cache.values():
        if isinstance(held, models.Model):
            _cover_row(held, reader, done)


def _held(row: models.Model, field: Any) -> Any:
    """What a row holds of a field; of what is sealed only that there is something: it is never opened."""
    held = row.__dict__[field.attname]
    return held if not isinstance(field, EncryptedText) else held or None


def _cover_column(model: type[models.Model], name: str, value: Any, reader: Actor) -> Any:
    field = _field(model, name)
    told = declaration_of(field)
    if told is None or _stays(field, told, told.compartment, reader):
        return value
    return masked(field, value, told.mask)


def _field(model: type[models.Model], path: str) -> Any:
    here: Any = model
    field = None
    for part in path.split("__"):
        try:
            field = here._meta.get_field(here._meta.pk.name if part == "pk" else part)
        except (AttributeError, FieldDoesNotExist):
            return None
        if not field.is_relation:
            break  # what follows is made of its value
        here = field.related_model
    return field


def _columns(rows: models.QuerySet[Any]) -> list[str]:
    """The names of the columns of rows that are no models, in their order."""
    query = rows.query
    if query.selected:
        return list(query.selected)
    return [*query.extra_select, *query.values_select, *query.annotation_select]
