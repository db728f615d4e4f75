"""Unusual reading: what was found in the record, and what the data-protection officer made of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.oversight.rules import findings

KINDS = [(one, one) for one in findings.KINDS]
STATES = [(one, one) for one in findings.STATES]
ANSWERS = [(one, one) for one in findings.STATES if one != findings.OPEN]


class Finding(models.Model):
    """One question about one colleague's reading on one day: what she is to be asked about, never what she is.

    `people` counts whose files it is about; `persons` names them only where that is the question (kin, a surname,
    somebody invented). The rows of the record from `first_seq` to `last_seq` are what it was found in.
    """

    id = opaque_key("STAFF", "audit")
    kind = declared(models.CharField(max_length=8, choices=KINDS), "STAFF", "show", "audit")
    colleague = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    role = declared(models.CharField(max_length=40, blank=True), "STAFF", "show", "audit")
    on = declared(models.DateField(), "STAFF", "show", "audit")
    first_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    last_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    first_seq = declared(models.PositiveBigIntegerField(), "SYSTEM", "show", "audit")
    last_seq = declared(models.PositiveBigIntegerField(), "SYSTEM", "show", "audit")
    people = declared(models.PositiveIntegerField(), "STAFF", "show", "audit")
    usual = declared(models.PositiveIntegerField(default=0), "STAFF", "show", "audit")
    persons = declared(models.JSONField(default=list), "STAFF", "hide", "audit")  # opaque ids
    found_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    state = declared(
        models.CharField(max_length=9, choices=STATES, default=findings.OPEN), "STAFF", "show", "audit"
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["found_at", "id"], name="finding_by_time"),
            models.Index(
                fields=["found_at"], condition=Q(state__in=["OPEN", "ASKED"]), name="finding_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "colleague", "on"],
                condition=Q(state__in=["OPEN", "ASKED"]),
                name="one_question_a_day_and_kind",
            )
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether nothing has been made of it yet."""
        return self.state in findings.WAITING_STATES


class FindingAnswer(models.Model):
    """One step from the question to what came of it, with the officer's words."""

    id = opaque_key("STAFF", "audit")
    finding = declared(
        models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="answers"), "STAFF", "show", "audit"
    )
    state = declared(models.CharField(max_length=9, choices=ANSWERS), "STAFF", "show", "audit")
    words = declared(models.TextField(), "STAFF", "hide", "audit")
    by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    at = declared(models.DateTimeField(), "STAFF", "show", "audit")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Seen(models.Model):
    """How far the record was looked through, and which day was last counted; one row."""

    id = declared(models.PositiveSmallIntegerField(primary_key=True, default=1), "SYSTEM", "show", "audit")
    seq = declared(models.PositiveBigIntegerField(default=0), "SYSTEM", "show", "audit")
    counted_on = declared(models.DateField(null=True), "SYSTEM", "show", "audit")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="oversight_looks_from_one_place")]

    def __str__(self) -> str:
        return f"seen to {self.seq}"


class Norm(models.Model):
    """How many people a day one role opens: sums over days, of nobody in particular."""

    role = declared(models.CharField(max_length=40, primary_key=True), "SYSTEM", "show", "audit")
    days = declared(models.PositiveIntegerField(default=0), "SYSTEM", "show", "audit")
    total = declared(models.PositiveBigIntegerField(default=0), "SYSTEM", "show", "audit")
    squares = declared(models.PositiveBigIntegerField(default=0), "SYSTEM", "show", "audit")

    def __str__(self) -> str:
        return f"norm of {self.role}"

    @property
    def sums(self) -> findings.Norm:
        """As the rules take it."""
        return findings.Norm(self.days, self.total, self.squares)
