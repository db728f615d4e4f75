"""That a part of somebody's file was opened in an emergency: by whom, why, and what a second person said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person

JUSTIFIED, NOT_JUSTIFIED = "YES", "NO"
VERDICTS = [(JUSTIFIED, _("justified")), (NOT_JUSTIFIED, _("not justified"))]


class EmergencyOpening(models.Model):
    """One colleague reads one compartment of one person for one hour. The row stays; the hour ends by itself.

    `lead` and `supervisor` are those who were told at that instant: whoever led the person's file, and whoever
    supervised her who opened it; where nobody did, the supervisor of that lead, or who coordinated the region.
    Data-protection officers are told of all. Only the review is ever added.
    """

    subject = "person_id"
    scope_tells = True  # who opened it and who has to look at it, whatever else she reads

    id = opaque_key("C0")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="emergencies"), "C0", "hide", "case"
    )
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    ground = declared(models.CharField(max_length=20), "C0", "show", "case")
    reason = declared(EncryptedText(sealed_in=".compartment"), "ROW", "hide", "case")
    opened_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C0", "show", "case"
    )
    role = declared(models.CharField(max_length=40), "C0", "show", "case")
    opened_at = declared(models.DateTimeField(), "C0", "show", "case")
    lead = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    supervisor = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    is_one_too_many = declared(models.BooleanField(default=False), "C0", "show", "case")
    overdue_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    reviewed_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    reviewed_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    verdict = declared(models.CharField(max_length=3, choices=VERDICTS, blank=True), "C0", "show", "case")
    review = declared(EncryptedText(sealed_in=".compartment"), "ROW", "hide", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["opened_by", "opened_at"], name="emergency_by_actor"),
            models.Index(fields=["opened_at"], condition=Q(reviewed_at=None), name="emergency_to_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(compartment__in=["C2", "C9", "C4n"]), name="never_sealed_never_justice"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("opened_by")),
                name="somebody_else_reviews_an_emergency",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None, verdict="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(verdict="")),
                name="a_review_says_who_when_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"emergency {self.pk}"
