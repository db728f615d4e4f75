"""Every field of every table says which compartment it is in, how it is masked, and how long it is kept.

The words are checked by `access`; here stands only the marking, so that the lowest apps can use it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

from shanyraq.foundation.closed import NOTHING_STANDS_IN, closing, leading

LEADS = "forward_related_accessor_class"
FieldT = TypeVar("FieldT", bound="models.Field[Any, Any]")


@dataclass(frozen=True)
class Declaration:
    """What may become of a field's value: who it is for, how it looks when hidden, when it goes."""

    compartment: str
    mask: str
    keep: str


def declared(
    field: FieldT, compartment: str, mask: str, keep: str, stands_in: Any = NOTHING_STANDS_IN
) -> FieldT:
    """Declare a model field. Example: `declared(models.DateField(), "C1", "year", "case")`.

    `stands_in` is what a page gets that asks for it on behalf of somebody who does not read it: a value, or with a
    leading `.` another attribute of the row. Without one such a page fails.
    """
    field.declaration = Declaration(compartment, mask, keep)  # type: ignore[attr-defined]
    field.stands_in = stands_in  # type: ignore[attr-defined]
    field.descriptor_class = closing(field.descriptor_class)
    if isinstance(field, models.ForeignKey):
        setattr(field, LEADS, leading(getattr(field, LEADS)))
    return field


def declaration_of(field: Any) -> Declaration | None:
    """The declaration of a field, or None where somebody forgot it."""
    return getattr(field, "declaration", None)


def undeclared_fields() -> list[str]:
    """Every field of our own tables without a declaration, as `app.Model.field`."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("shanyraq.")
        for field in model._meta.local_fields
        if declaration_of(field) is None
    ]
