"""What is owed now, kept as rows for queues and counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.queries import Guarded
from shanyraq.cases.models.case import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class PlanStep(models.Model):
    """One service that is late, due or waiting for somebody, as the last evaluation of the pack left it.

    Never edited: made anew whenever evidence, the person, the pack or the day changes. Steps that are done, set aside
    or still ahead are not kept; a person's page evaluates the pack afresh.
    """

    subject = "person_id"
    STATES = [("LATE", "LATE"), ("DUE", "DUE"), ("WAITING", "WAITING")]

    id = opaque_key("ROW")
    case = declared(
        models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps"), "C0", "hide", "case"
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+"), "C0", "hide", "case"
    )
    key = declared(models.CharField(max_length=20), "ROW", "hide", "case")
    action = declared(models.CharField(max_length=12), "ROW", "hide", "case")
    phase = declared(models.CharField(max_length=8), "C0", "show", "case")
    state = declared(models.CharField(max_length=8, choices=STATES), "ROW", "hide", "case")
    discipline = declared(models.CharField(max_length=40), "ROW", "hide", "case")
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    region = declared(models.CharField(max_length=20, blank=True), "C0", "show", "case")
    opens_at = declared(models.DateTimeField(null=True), "ROW", "hide", "case")
    due_at = declared(models.DateTimeField(null=True), "ROW", "hide", "case")
    reason = declared(models.CharField(max_length=40), "ROW", "hide", "case")
    reason_values = declared(models.JSONField(default=dict), "ROW", "hide", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "region", "discipline"], name="step_by_state"),
            models.Index(fields=["case", "state", "due_at"], name="step_by_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="a_step_once_a_case"),
            models.CheckConstraint(
                condition=Q(state__in=["LATE", "DUE", "WAITING"]), name="only_open_steps_are_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
