"""Meetings: when, where, with whom, in which language."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models.case import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Family, Person


class Appointment(models.Model):
    """A meeting that was agreed, kept or not. Sealed for `person`, the one it is chiefly about."""

    subject = "person_id"
    scope_tells = True  # who holds a meeting or interprets has to know when, where and with whom
    STATES = [
        ("PLANNED", _("agreed")),
        ("KEPT", _("took place")),
        ("NOT_KEPT", _("did not take place")),
        ("CANCELLED", _("called off")),
    ]

    id = opaque_key("C0")
    family = declared(
        models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+"), "C0", "hide", "case"
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"), "C0", "hide", "case"
    )
    title = declared(EncryptedText(sealed_in="C7"), "C0", "hide", "case")
    starts_at = declared(models.DateTimeField(), "C0", "show", "case")
    minutes = declared(models.PositiveSmallIntegerField(default=60), "C0", "show", "case")
    place = declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case")
    with_whom = declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case")
    remarks = declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case")
    staff = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="appointments"),
        "C0",
        "show",
        "case",
    )
    language = declared(models.CharField(max_length=3, blank=True), "C0", "show", "case")
    interpreter = declared(
        models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    state = declared(models.CharField(max_length=9, choices=STATES, default="PLANNED"), "C0", "show", "case")
    made_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    made_at = declared(models.DateTimeField(), "C0", "show", "case")
    settled_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["staff", "starts_at"], name="appointment_by_staff"),
            models.Index(fields=["family", "starts_at"], name="appointment_by_family"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="PLANNED", settled_at=None)
                | ~Q(state="PLANNED") & Q(settled_at__isnull=False),
                name="settled_appointment_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class AppointmentMember(models.Model):
    """One person whom a meeting is for."""

    subject = "person_id"

    id = opaque_key("C0")
    appointment = declared(
        models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="members"), "C0", "hide", "case"
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"), "C0", "hide", "case"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings"), "C0", "hide", "case"
    )

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "person"], name="a_meeting_once_a_person")
        ]

    def __str__(self) -> str:
        return f"member of {self.appointment_id}"
