"""What a second person looks at: a plan's review, the closing of a file."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models.case import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.foundation.text import N_

# What a supervisor is asked, for whoever opens the file meanwhile.
ASKED = {
    "PLAN": N_("A supervisor is asked to look at the plan"),
    "CLOSURE": N_("A supervisor is asked to close"),
}
# What came of a request, for who asked: (kind, outcome).
ANSWERED = {
    ("PLAN", "AGREED"): N_("The plan is agreed"),
    ("PLAN", "RETURNED"): N_("The plan came back with an answer"),
    ("CLOSURE", "AGREED"): N_("The support file is closed"),
    ("CLOSURE", "RETURNED"): N_("The support file stays open"),
}


class Review(models.Model):
    """Somebody asked a supervisor to look; the supervisor answered, with a reason. Never one and the same person."""

    subject = None
    KINDS = [("PLAN", "PLAN"), ("CLOSURE", "CLOSURE")]
    OUTCOMES = [("AGREED", "AGREED"), ("RETURNED", "RETURNED")]

    id = opaque_key("C0")
    case = declared(
        models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews"), "C0", "hide", "case"
    )
    kind = declared(models.CharField(max_length=7, choices=KINDS), "C0", "show", "case")
    asked_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C0", "show", "case"
    )
    asked_at = declared(models.DateTimeField(), "C0", "show", "case")
    proposal = declared(models.CharField(max_length=18, blank=True), "C0", "show", "case")
    request = declared(models.TextField(blank=True), "C0", "hide", "case")
    decided_by = declared(
        models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    decided_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    outcome = declared(models.CharField(max_length=8, choices=OUTCOMES, blank=True), "C0", "show", "case")
    answer = declared(models.TextField(blank=True), "C0", "hide", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decided_at=None), name="one_open_review_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome=""),
                name="decided_review_says_who_and_what",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_reviews_her_own_request",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"
