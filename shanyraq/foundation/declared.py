"""Every field of every table says which compartment it is in, how it is masked, and how long it is kept.

The words are checked by `access`; here stands only the marking, so that the lowest apps can use it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

FieldT = TypeVar("FieldT", bound="models.Field[Any, Any]")


@dataclass(frozen=True)
class Declaration:
    """What may become of a field's value: who it is for, how it looks when hidden, when it goes."""

    compartment: str
    mask: str
    keep: str


def declared(field: FieldT, compartment: str, mask: str, keep: str) -> FieldT:
    """Declare a model field. Example: `declared(models.DateField(), "C1", "year", "case")`."""
    field.declaration = Declaration(compartment, mask, keep)  # type: ignore[attr-defined]
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
