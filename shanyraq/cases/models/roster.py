"""Lists from camps: the draft somebody works on, and the import it became."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedJSON, EncryptedText
from shanyraq.foundation.ids import opaque_key

# How a list's own codes read on a page.
SEXES = [("", _("not known")), ("F", _("female")), ("M", _("male"))]
RELATIONS = [
    ("", _("not known")),
    ("head", _("head of the family")),
    ("spouse", _("wife or husband")),
    ("child", _("child")),
    ("sibling", _("brother or sister")),
    ("grandchild", _("grandchild")),
    ("other", _("other")),
]


class RosterDraft(models.Model):
    """A list that was read and is being looked through: its owner's alone, sealed, gone after a day.

    Nobody in it is a person of the programme yet. The file itself is not kept.
    """

    subject = None
    LIVES = timedelta(hours=24)

    id = opaque_key("C2", "draft")
    owner = declared(
        models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+"), "STAFF", "show", "draft"
    )
    file_name = declared(EncryptedText(subject="owner_id", sealed_in="C2"), "C2", "seal", "draft")
    content = declared(EncryptedJSON(subject="owner_id", sealed_in="C2"), "C2", "seal", "draft")
    made_at = declared(models.DateTimeField(db_index=True), "STAFF", "show", "draft")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"draft {self.pk}"


class RosterImport(models.Model):
    """One list that was confirmed: how many people and families it brought. Undone as one piece or not at all."""

    subject = None

    id = opaque_key("C0", "case")
    made_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "case"
    )
    made_at = declared(models.DateTimeField(), "C0", "show", "case")
    people = declared(models.PositiveIntegerField(default=0), "C0", "show", "case")
    families = declared(models.PositiveIntegerField(default=0), "C0", "show", "case")
    left_out = declared(models.PositiveIntegerField(default=0), "C0", "show", "case")
    undone_by = declared(
        models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "STAFF",
        "show",
        "case",
    )
    undone_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_import_says_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"
