"""What the law keeps from being deleted, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class LegalHold(models.Model):
    """Parts of one file that may not be deleted before a day, because of one act. It opens nothing to anybody.

    `renews` is the hold that this one goes on from; a hold that is renewed or lifted stays in the list.
    """

    subject = "person_id"

    id = opaque_key("C12", "hold")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_holds"), "C12", "hide", "hold"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds"), "C12", "hide", "hold"
    )
    act = declared(EncryptedText(sealed_in="C12"), "C12", "hide", "hold")
    parts = declared(models.JSONField(default=list), "C12", "show", "hold")
    starts_on = declared(models.DateField(), "C12", "show", "hold")
    ends_on = declared(models.DateField(), "C12", "show", "hold")
    set_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C12", "show", "hold"
    )
    set_at = declared(models.DateTimeField(), "C12", "show", "hold")
    renews = declared(
        models.OneToOneField(
            "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewed_by"
        ),
        "C12",
        "show",
        "hold",
    )
    lifted_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C12",
        "show",
        "hold",
    )
    lifted_at = declared(models.DateTimeField(null=True), "C12", "show", "hold")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "ends_on"], name="holds_of_a_person"),
            models.Index(fields=["ends_on"], condition=Q(lifted_at=None), name="holds_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_hold_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="a_lifted_hold_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
