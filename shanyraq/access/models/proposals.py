"""What nobody does alone: what one asks, and the others' yes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models.staff import StaffMember
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key


class Proposal(models.Model):
    """Something that nobody does alone: asked for by one person, agreed to by others, done once.

    `details` is the exact request; every agreement is bound to its hash. `subject` is the person it is about.
    """

    WAITING, AGREED, DECLINED, EXPIRED = "WAITING", "AGREED", "DECLINED", "EXPIRED"
    OUTCOMES = [(one, one) for one in (WAITING, AGREED, DECLINED, EXPIRED)]

    id = opaque_key("STAFF", "dual")
    kind = declared(models.CharField(max_length=40), "STAFF", "show", "dual")
    subject = declared(models.UUIDField(null=True, blank=True, db_index=True), "STAFF", "hide", "dual")
    details = declared(models.JSONField(default=dict), "STAFF", "hide", "dual")
    asked_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "dual"
    )
    ground = declared(models.CharField(max_length=40), "STAFF", "show", "dual")
    reason = declared(models.TextField(), "STAFF", "hide", "dual")
    asked_at = declared(models.DateTimeField(), "STAFF", "show", "dual")
    expires_at = declared(models.DateTimeField(), "STAFF", "show", "dual")
    outcome = declared(
        models.CharField(max_length=8, choices=OUTCOMES, default=WAITING), "STAFF", "show", "dual"
    )
    answer = declared(
        models.TextField(blank=True, default=""), "STAFF", "hide", "dual"
    )  # why it was declined
    ended_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "dual")

    class Meta:
        indexes = [models.Index(fields=["outcome", "kind", "asked_at"], name="proposal_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="WAITING", ended_at=None) | (~Q(outcome="WAITING") & ~Q(ended_at=None)),
                name="proposals_that_ended_say_when",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Agreement(models.Model):
    """One colleague's yes to exactly what a proposal says."""

    id = opaque_key("STAFF", "dual")
    proposal = declared(
        models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="agreements"),
        "STAFF",
        "show",
        "dual",
    )
    by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "dual"
    )
    fingerprint = declared(models.CharField(max_length=64), "SYSTEM", "hide", "dual")
    at = declared(models.DateTimeField(), "STAFF", "show", "dual")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "by"], name="nobody_agrees_twice")]

    def __str__(self) -> str:
        return f"agreement {self.pk}"
