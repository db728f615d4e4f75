"""Model fields whose column holds sealed bytes. Reading opens them, saving seals them, filtering is impossible."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from shanyraq.foundation import keyring


class _Opened:
    """A value in clear that waits to be sealed at the next save."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class SealedAttribute(DeferredAttribute):
    """Opens the column when it is first read, with the row's own place as the seal's context."""

    field: EncryptedText

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, _Opened):
            return held.value
        value = self.field.open(instance, held)
        instance.__dict__[self.field.attname] = _Opened(value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        is_column = value is None or isinstance(value, (bytes, memoryview))
        instance.__dict__[self.field.attname] = value if is_column else _Opened(value)


class EncryptedText(models.BinaryField):
    """Text sealed for one person and compartment.

    `subject` names the attribute with the person's id, `compartment` a code or, with a leading `.`, the attribute
    that holds it (`.compartment`).
    """

    descriptor_class = SealedAttribute
    empty: Any = ""
    if TYPE_CHECKING:  # the column holds bytes, the attribute what was sealed
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def __init__(self, *args: Any, subject: str = "person_id", sealed_in: str, **kwargs: Any) -> None:
        self.subject, self.sealed_in = subject, sealed_in
        kwargs.setdefault("null", True)
        kwargs.setdefault("default", None)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "subject": self.subject, "sealed_in": self.sealed_in}

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        held = model_instance.__dict__.get(self.attname)
        if not isinstance(held, _Opened):
            return held
        if held.value is None or held.value == self.empty:
            return None
        return keyring.seal(
            self.to_bytes(held.value),
            subject=getattr(model_instance, self.subject),
            compartment=self.compartment_of(model_instance),
            context=self.context(model_instance),
        )

    def open(self, instance: Any, held: Any) -> Any:
        """The value in clear of a column's bytes."""
        if held is None:
            return self.from_bytes(None)
        return self.from_bytes(keyring.unseal(bytes(held), context=self.context(instance)))

    def compartment_of(self, instance: Any) -> str:
        dotted = self.sealed_in.startswith(".")
        return str(getattr(instance, self.sealed_in[1:])) if dotted else self.sealed_in

    def context(self, instance: Any) -> str:
        return f"{self.model._meta.label}|{instance.pk}|{self.name}"

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, plain: bytes | None) -> Any:
        return "" if plain is None else plain.decode()

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: it can be read, never searched")


def open_together(rows: Iterable[models.Model], *names: str) -> None:
    """Open these fields of rows that a page is about to show, all of them, with their keys asked for at once.

    Fields that were not read for whoever asks stay closed. Raises KeysOutOfReach.
    """
    columns = (row.__dict__.get(name) for row in rows for name in names)
    keyring.have(bytes(held) for held in columns if isinstance(held, (bytes, memoryview)))


class EncryptedJSON(EncryptedText):
    """A small structure sealed for one person and compartment. Empty is `{}`."""

    empty: Any = {}

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def from_bytes(self, plain: bytes | None) -> Any:
        return {} if plain is None else json.loads(plain)
