"""Requests of courts, prosecutors and other authorities, and what they were given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.oversight.rules import legal

STATES = [(one, one) for one in (legal.RECEIVED, legal.ANSWERED)]
OUTCOMES = [(one, one) for one in legal.OUTCOMES]


class LegalRequest(models.Model):
    """One demand of an authority for what is kept about one person: who asks, by which act, until when.

    Nothing leaves by it: a legal officer and the data-protection officer decide item by item, and what was handed over
    outside is written down. `order_*` tell an order of a court; `telling_forbidden_by` the one by which the person may
    not be told. `proposal` is the answer that waits or was agreed.
    """

    subject = "person"

    id = opaque_key("C12", "audit")
    authority = declared(models.CharField(max_length=200), "C12", "hide", "audit")
    reference = declared(models.CharField(max_length=80, blank=True), "C12", "hide", "audit")
    act = declared(models.TextField(), "C12", "hide", "audit")
    person = declared(models.UUIDField(db_index=True), "C12", "hide", "audit")
    is_child = declared(models.BooleanField(default=False), "C12", "hide", "audit")
    order_number = declared(models.CharField(max_length=120, blank=True), "C12", "hide", "audit")
    order_names = declared(models.JSONField(default=list), "C12", "hide", "audit")
    order_is_child_justice = declared(models.BooleanField(default=False), "C12", "hide", "audit")
    received_on = declared(models.DateField(), "C12", "show", "audit")
    answer_by = declared(models.DateField(), "C12", "show", "audit")
    entered_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "audit"
    )
    entered_at = declared(models.DateTimeField(), "STAFF", "show", "audit")
    state = declared(
        models.CharField(max_length=8, choices=STATES, default=legal.RECEIVED), "C12", "show", "audit"
    )
    proposal = declared(
        models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "STAFF",
        "show",
        "audit",
    )
    telling_forbidden_by = declared(models.CharField(max_length=120, blank=True), "C12", "hide", "audit")
    answered_at = declared(models.DateTimeField(null=True, blank=True), "C12", "show", "audit")
    told_on = declared(models.DateField(null=True, blank=True), "C12", "show", "audit")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "answer_by"], name="legal_request_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="RECEIVED", answered_at=None)
                | Q(state="ANSWERED", answered_at__isnull=False),
                name="legal_requests_answered_say_when",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(telling_forbidden_by=""), name="nobody_is_told_against_a_court"
            ),
        ]

    def __str__(self) -> str:
        return f"legal request {self.pk}"

    @property
    def order(self) -> legal.Order:
        """The order of a court that came with it, if one did."""
        return legal.Order(self.order_number, frozenset(self.order_names), self.order_is_child_justice)


class LegalItem(models.Model):
    """One exact thing that was asked for, and what became of it. `outcome` is proposed until it is answered."""

    subject = None

    id = opaque_key("C12", "audit")
    request = declared(
        models.ForeignKey(LegalRequest, on_delete=models.CASCADE, related_name="items"),
        "C12",
        "show",
        "audit",
    )
    number = declared(models.PositiveSmallIntegerField(), "C12", "show", "audit")
    part = declared(models.CharField(max_length=4), "C12", "show", "audit")
    what = declared(models.CharField(max_length=200), "C12", "hide", "audit")
    outcome = declared(models.CharField(max_length=7, choices=OUTCOMES, blank=True), "C12", "show", "audit")
    reason = declared(models.CharField(max_length=400, blank=True), "C12", "hide", "audit")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="legal_items_are_numbered"),
            models.CheckConstraint(
                condition=~Q(part="C2", outcome="GIVEN"), name="the_seal_is_given_to_no_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"legal item {self.pk}"
