"""What happened: the record somebody made, and the evidence it left. Both only ever grow."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models.case import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedJSON
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class Record(models.Model):
    """One person's part in something that happened, told on the general form.

    `together` is shared by all whom one saving concerned. A correction is a new row that names the one it replaces;
    a retraction is one that says it never happened. `details` holds what the form asked: minutes, who was present,
    interpreter, the child's own view, document reference, text.
    """

    subject = "person_id"

    id = opaque_key("ROW")
    together = declared(models.UUIDField(db_index=True), "C0", "show", "case")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="records"), "C0", "hide", "case"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="records"), "C0", "hide", "case"
    )
    kind = declared(models.CharField(max_length=60), "ROW", "hide", "case")
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    happened_at = declared(models.DateTimeField(), "ROW", "hide", "case")
    details = declared(EncryptedJSON(sealed_in=".compartment"), "ROW", "hide", "case")
    recorded_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    recorded_at = declared(models.DateTimeField(), "C0", "show", "case")
    corrects = declared(
        models.OneToOneField(
            "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
        ),
        "C0",
        "hide",
        "case",
    )
    is_retraction = declared(models.BooleanField(default=False), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "happened_at"], name="record_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_retraction=False) | Q(corrects__isnull=False),
                name="retraction_names_what_it_retracts",
            )
        ]

    def __str__(self) -> str:
        return f"record {self.pk}"


class Evidence(models.Model):
    """One fact the plan is computed from: this happened to this person then, and that record shows it.

    Append-only. `seq` counts within the person. `payload` holds the few values the pathway reads.
    """

    subject = "person_id"

    id = opaque_key("ROW")
    seq = declared(models.PositiveIntegerField(), "C0", "show", "case")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evidence"), "C0", "hide", "case"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence"), "C0", "hide", "case"
    )
    kind = declared(models.CharField(max_length=60), "ROW", "hide", "case")
    at = declared(models.DateTimeField(), "ROW", "hide", "case")
    source = declared(models.CharField(max_length=40), "C0", "show", "case")
    source_id = declared(models.UUIDField(), "C0", "hide", "case")
    discipline = declared(models.CharField(max_length=40, blank=True), "C0", "show", "case")
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    payload = declared(EncryptedJSON(sealed_in=".compartment"), "ROW", "hide", "case")
    recorded_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    recorded_at = declared(models.DateTimeField(), "C0", "show", "case")
    corrects = declared(
        models.OneToOneField(
            "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
        ),
        "C0",
        "hide",
        "case",
    )
    is_retraction = declared(models.BooleanField(default=False), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source", "source_id"], name="evidence_by_source")]
        constraints = [
            models.UniqueConstraint(fields=["person", "seq"], name="evidence_counts_within_a_person"),
            models.CheckConstraint(
                condition=Q(is_retraction=False) | Q(corrects__isnull=False),
                name="retracted_evidence_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
