"""The register of breaches of data protection."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models import EmergencyOpening
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.oversight.models.findings import Finding
from shanyraq.oversight.rules import breaches

RISKS = [(one, one) for one in breaches.RISKS]
STEPS = [(one, one) for one in breaches.STEPS]


class Breach(models.Model):
    """Something that happened to what people have entrusted: what, when it was noticed, whom it concerns, at what risk.

    `people` counts them; who they are is said in words that name nobody. `finding` is the question it came
    from, `opening` the emergency opening whose review found it not justified.
    """

    id = opaque_key("STAFF", "audit")
    what = declared(models.TextField(), "STAFF", "hide", "audit")
    noticed_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    people = declared(models.PositiveIntegerField(), "STAFF", "show", "audit")
    whom = declared(models.TextField(), "STAFF", "hide", "audit")
    risk = declared(models.CharField(max_length=8, choices=RISKS), "STAFF", "show", "audit")
    risk_words = declared(models.TextField(), "STAFF", "hide", "audit")
    finding = declared(
        models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "STAFF",
        "show",
        "audit",
    )
    opening = declared(
        models.OneToOneField(
            EmergencyOpening, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
        ),
        "STAFF",
        "show",
        "audit",
    )
    entered_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    entered_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    closed_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "audit")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["closed_at", "noticed_at"], name="breach_queue")]

    def __str__(self) -> str:
        return f"breach {self.pk}"


class BreachStep(models.Model):
    """What was done about a breach, and why; it only ever grows."""

    id = opaque_key("STAFF", "audit")
    breach = declared(
        models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="steps"), "STAFF", "show", "audit"
    )
    kind = declared(models.CharField(max_length=14, choices=STEPS), "STAFF", "show", "audit")
    words = declared(models.TextField(), "STAFF", "hide", "audit")
    by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    at = declared(models.DateTimeField(), "STAFF", "show", "audit")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"step {self.pk}"
