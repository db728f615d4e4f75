"""What was put right about a person herself: facts that leave no other trace."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedJSON
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class FactChange(models.Model):
    """One change of who somebody is or with whom she lives: by whom, when, from what to what. Only ever grows.

    `told` holds what stood there before and what stands there now, by fact. Never a name and never a family's label,
    which is made of names: only that a name changed, and families by id.
    """

    subject = "person_id"
    KINDS = [(kind, kind) for kind in ("CORRECTED", "MOVED", "CARE", "KIN", "JOINED", "PARTED")]

    id = opaque_key("ROW")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes"), "C0", "hide", "case"
    )
    kind = declared(models.CharField(max_length=9, choices=KINDS), "C0", "show", "case")
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    told = declared(EncryptedJSON(sealed_in=".compartment"), "ROW", "hide", "case")
    changed_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    changed_at = declared(models.DateTimeField(), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "changed_at"], name="change_by_person")]

    def __str__(self) -> str:
        return f"change {self.pk}"
