"""What a person agreed to, purpose by purpose."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models.case import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class Consent(models.Model):
    """One answer to one purpose on one day. The last one holds; the earlier ones stay readable.

    A correction is a new row that names the one it replaces.
    """

    subject = "person_id"
    ANSWERS = [(a, a) for a in ("YES", "NO", "WITHDRAWN")]
    GIVERS = [(g, g) for g in ("SELF", "CAREGIVER", "GUARDIAN")]

    id = opaque_key("C12", "consent")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents"), "C12", "hide", "consent"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents"), "C12", "hide", "consent"
    )
    purpose = declared(models.CharField(max_length=30), "C12", "show", "consent")
    answer = declared(models.CharField(max_length=9, choices=ANSWERS), "C12", "hide", "consent")
    given_by = declared(models.CharField(max_length=9, choices=GIVERS), "C12", "show", "consent")
    has_assent = declared(models.BooleanField(null=True), "C12", "show", "consent")
    language = declared(models.CharField(max_length=3, blank=True), "C12", "show", "consent")
    on = declared(models.DateField(), "C12", "show", "consent")
    recorded_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C12",
        "show",
        "consent",
    )
    recorded_at = declared(models.DateTimeField(), "C12", "show", "consent")
    corrects = declared(
        models.OneToOneField(
            "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
        ),
        "C12",
        "hide",
        "consent",
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "recorded_at"], name="consent_by_purpose")]

    def __str__(self) -> str:
        return f"consent {self.pk}"
