"""People who do not exist, and whose files nobody needs to read."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models import Proposal
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key


class InventedPerson(models.Model):
    """Somebody invented by two colleagues together, who stands among the people until `ended_at`.

    Her file is closed as a second file of the same person: no plan, list, count or export of the programme holds such a
    file, and only whoever looks for people comes upon it. The name stands in the proposal's details.
    """

    id = opaque_key("STAFF", "audit")
    person = declared(models.UUIDField(unique=True), "STAFF", "hide", "audit")  # an opaque id
    proposal = declared(
        models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    made_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    ended_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "audit")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"invented {self.pk}"
