"""Lists that somebody takes along: who, what for, how many people; and the rows, sealed, for a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.rules.exports import WHATS
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedJSON, EncryptedText
from shanyraq.foundation.ids import opaque_key


class Export(models.Model):
    """One list of people that a colleague asked to take along as a file.

    `content` holds its rows as they were asked for, sealed, until `expires_at`; that it was made stays. `proposal` is
    the question to a second person, where there were many people; `ready_at` says since when the file can be fetched.
    """

    subject = None

    id = opaque_key("C0", "draft")
    code = declared(models.CharField(max_length=12, unique=True), "STAFF", "show", "staff")
    made_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "staff"
    )
    what = declared(
        models.CharField(max_length=4, choices=[(one, one) for one in WHATS]), "STAFF", "show", "staff"
    )
    purpose = declared(models.CharField(max_length=20), "STAFF", "show", "staff")
    recipient = declared(EncryptedText(subject="made_by_id", sealed_in="C0"), "STAFF", "show", "staff")
    reason = declared(EncryptedText(subject="made_by_id", sealed_in="C0"), "STAFF", "show", "staff")
    people = declared(models.PositiveIntegerField(), "STAFF", "show", "staff")
    asked_at = declared(models.DateTimeField(), "STAFF", "show", "staff")
    ready_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")
    expires_at = declared(models.DateTimeField(db_index=True), "STAFF", "show", "staff")
    proposal = declared(
        models.OneToOneField(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "STAFF",
        "show",
        "staff",
    )
    content = declared(EncryptedJSON(subject="made_by_id", sealed_in="C1"), "C1", "hide", "draft")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_by", "asked_at"], name="export_by_whom")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at=None) | Q(expires_at__gt=models.F("ready_at")),
                name="exports_end_after_they_begin",
            )
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
