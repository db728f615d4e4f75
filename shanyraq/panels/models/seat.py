"""Who sits in a panel, and how she voted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.panels import rules
from shanyraq.panels.models.panel import Panel, choices, colleague, words
from shanyraq.people.models import Person


class PanelSeat(models.Model):
    """One natural person who sits in one panel, for one view: named by somebody, and her vote with her reasons.

    `dissent` is what a member who voted otherwise than was decided has noted beside the decision.
    """

    subject = "person_id"

    id = opaque_key("C0")
    panel = declared(
        models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats"), "C0", "hide", "case"
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"), "C0", "hide", "case"
    )
    seat = declared(models.CharField(max_length=20), "C0", "show", "case")
    staff = colleague()
    named_by = colleague()
    named_at = declared(models.DateTimeField(), "C0", "show", "case")
    vote = declared(
        models.CharField(max_length=7, choices=choices((rules.FOR, rules.AGAINST)), blank=True),
        "C7",
        "hide",
        "case",
        stands_in="",
    )
    reasons = words()
    voted_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    dissent = words()
    dissent_at = declared(models.DateTimeField(null=True), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["staff", "panel"], name="panels_of_a_colleague")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "staff"], name="nobody_sits_twice"),
            models.CheckConstraint(
                condition=Q(vote="", voted_at=None) | ~Q(vote="") & Q(voted_at__isnull=False),
                name="a_vote_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"panel seat {self.pk}"
