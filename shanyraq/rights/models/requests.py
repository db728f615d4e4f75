"""What somebody asked about a file: who, when, what, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person
from shanyraq.rights import rules


def _choices(codes: object) -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in codes]  # type: ignore[attr-defined]


class DataRequest(models.Model):
    """One thing that a person, or for a child her parent or guardian, asked about her file, and the answer.

    `wish` and `reasons` are words and go with the person; the rest stays, so that the register can be counted.
    `purpose` is the use that is objected to. How somebody was identified is one of four words: no number, no name.
    Where an erasure answered that was repeated after a restore, it is not known by whom.
    """

    subject = "person_id"

    id = opaque_key("C12", "request")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests"),
        "C12",
        "hide",
        "request",
    )
    kind = declared(models.CharField(max_length=8, choices=_choices(rules.KINDS)), "C12", "show", "request")
    purpose = declared(models.CharField(max_length=30, blank=True), "C12", "show", "request")
    wish = declared(EncryptedText(sealed_in="C12"), "C12", "hide", "request")
    asked_by = declared(models.CharField(max_length=9), "C12", "show", "request")
    identified = declared(
        models.CharField(max_length=8, choices=_choices(rules.IDENTIFIED)), "C12", "show", "request"
    )
    language = declared(models.CharField(max_length=3), "C12", "show", "request")
    is_read_aloud = declared(models.BooleanField(default=False), "C12", "show", "request")
    received_on = declared(models.DateField(), "C12", "show", "request")
    acknowledge_by = declared(models.DateField(), "C12", "show", "request")
    answer_by = declared(models.DateField(), "C12", "show", "request")
    state = declared(
        models.CharField(
            max_length=12,
            choices=_choices((rules.RECEIVED, rules.ACKNOWLEDGED, rules.ANSWERED)),
            default=rules.RECEIVED,
        ),
        "C12",
        "show",
        "request",
    )
    entered_by = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "C12", "show", "request"
    )
    entered_at = declared(models.DateTimeField(), "C12", "show", "request")
    acknowledged_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C12",
        "show",
        "request",
    )
    acknowledged_at = declared(models.DateTimeField(null=True), "C12", "show", "request")
    answered_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C12",
        "show",
        "request",
    )
    answered_at = declared(models.DateTimeField(null=True), "C12", "show", "request")
    outcome = declared(
        models.CharField(max_length=8, choices=_choices(rules.OUTCOMES), blank=True), "C12", "show", "request"
    )
    ground = declared(
        models.CharField(max_length=8, choices=_choices(rules.GROUNDS), blank=True), "C12", "show", "request"
    )
    reasons = declared(EncryptedText(sealed_in="C12"), "C12", "hide", "request")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["answer_by"], condition=~Q(state="ANSWERED"), name="requests_waiting"),
            models.Index(fields=["person", "received_on"], name="requests_of_a_person"),
            models.Index(fields=["answered_at"], name="requests_answered"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="ANSWERED", answered_at__isnull=False)
                & (Q(answered_by__isnull=False) | Q(outcome="DONE"))
                & ~Q(outcome="")
                | ~Q(state="ANSWERED") & Q(answered_at=None, answered_by=None, outcome="", ground=""),
                name="an_answer_says_who_when_and_what",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "DONE"], ground="")
                | Q(outcome__in=["PARTLY", "DECLINED"], ground__in=["HOLD", "VITAL"]),
                name="nothing_is_declined_without_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
