"""The store for what may never be opened by one person: former names, kunyas, old papers."""

from __future__ import annotations

from django.db import models

from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key


class Item(models.Model):
    """One sealed thing about one person. The running server can put it here and cannot open it.

    Sealed to a public key; the private key is in a file that is taken off the server.
    """

    subject = "person"

    id = opaque_key("C2", "identity")
    person = declared(models.UUIDField(db_index=True), "C2", "seal", "identity")
    kind = declared(models.CharField(max_length=30), "C2", "seal", "identity")
    sealed = declared(models.BinaryField(), "C2", "seal", "identity")
    put_at = declared(models.DateTimeField(), "C2", "seal", "identity")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"item {self.pk}"
