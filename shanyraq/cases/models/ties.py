"""Colleagues who are kin of people of the programme: what keeps those files closed to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class ColleagueKin(models.Model):
    """One colleague is kin of one person, or too close to her otherwise: her file is closed to that colleague.

    Whatever her roles are. Said by herself or by a supervisor, and held until a supervisor says that it was a mistake.
    """

    subject = None  # tells nothing of a file

    id = opaque_key("C0")
    staff = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C0", "hide", "case"
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+"), "C0", "hide", "case"
    )
    declared_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C0", "hide", "case"
    )
    declared_at = declared(models.DateTimeField(), "C0", "hide", "case")
    ended_at = declared(models.DateTimeField(null=True, blank=True), "C0", "hide", "case")
    ended_by = declared(
        models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "hide",
        "case",
    )

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "person"], condition=Q(ended_at=None), name="a_tie_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ended_tie_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"
