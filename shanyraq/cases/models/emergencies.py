"""That a part of somebody's file was opened in an emergency: by whom, why, and what a second person said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.access.rules.emergencies import GOES_ON, SUSPENDED
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


class Telling(models.Model):
    """That the person whose file was opened in an emergency was told of it, or is not for now, as it would harm.

    It only ever grows; the newest row holds. `on` is the day of telling or of that decision; `again_on` the day on
    which it is looked at again. Whoever was given the sheet, which lists what was opened, was told.
    """

    subject = "person_id"
    TOLD, WITHHELD = "TOLD", "WITHHELD"
    OUTCOMES = [(TOLD, TOLD), (WITHHELD, WITHHELD)]

    id = opaque_key("C12")
    opening = declared(
        models.ForeignKey(EmergencyOpening, on_delete=models.PROTECT, related_name="tellings"),
        "C12",
        "show",
        "case",
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tellings"), "C12", "hide", "case"
    )
    outcome = declared(models.CharField(max_length=8, choices=OUTCOMES), "C12", "show", "case")
    on = declared(models.DateField(), "C12", "show", "case")
    language = declared(models.CharField(max_length=3, blank=True), "C12", "show", "case")
    reason = declared(EncryptedText(sealed_in="C12"), "C12", "hide", "case")
    again_on = declared(models.DateField(null=True), "C12", "show", "case")
    by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C12", "show", "case"
    )
    at = declared(models.DateTimeField(), "C12", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome="TOLD", again_on=None) & ~Q(language=""))
                | Q(outcome="WITHHELD", again_on__isnull=False, language=""),
                name="told_in_a_language_or_looked_at_again",
            ),
            models.UniqueConstraint(
                fields=["opening"], condition=Q(outcome="TOLD"), name="told_once_of_an_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"


class OpenerReview(models.Model):
    """That a colleague opened more than two in a month, and what somebody else decided: she goes on, or not for now.

    `opening` is the one too many. While it waits for more than 72 hours, or says suspended, she opens no other.
    """

    VERDICTS = [(one, one) for one in (GOES_ON, SUSPENDED)]

    id = opaque_key("STAFF", "audit")
    colleague = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    opening = declared(
        models.OneToOneField(EmergencyOpening, on_delete=models.PROTECT, related_name="+"),
        "STAFF",
        "show",
        "audit",
    )
    asked_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    verdict = declared(models.CharField(max_length=9, choices=VERDICTS, blank=True), "STAFF", "show", "audit")
    until = declared(models.DateField(null=True), "STAFF", "show", "audit")
    reason = declared(models.TextField(blank=True), "STAFF", "hide", "audit")
    decided_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "STAFF",
        "show",
        "audit",
    )
    decided_at = declared(models.DateTimeField(null=True), "STAFF", "show", "audit")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["colleague"], condition=Q(decided_at=None), name="one_review_of_an_opener_waits"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("colleague")),
                name="somebody_else_decides_about_an_opener",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, verdict="")
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(verdict="")),
                name="a_decision_about_an_opener_says_who_and_what",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="SUSPENDED") | Q(until__isnull=False), name="suspended_until_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"review of access {self.pk}"
