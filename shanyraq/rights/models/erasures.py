"""What was erased: all that stays of it, and for a whole file all that stays of her."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person
from shanyraq.rights.models.requests import DataRequest


class Erasure(models.Model):
    """One proposal to erase a file, or parts of it, and how far that is. It names a person by her opaque id only.

    No `parts`: the whole file; once done, this row is her tombstone. Who decided stands with the proposal; where the
    erasure was repeated after an older backup had been restored, that proposal may be gone. `also`: the records that
    were joined to hers, by opaque id. `rows` counts what went, by table. ERASED: the rows are gone; DONE: the free
    pages of the database hold nothing either. Where one declined, it says who, on which ground and why; the reasons
    are words and go with the person.
    """

    subject = None
    ASKED, DECIDED, ERASED, DONE = "ASKED", "DECIDED", "ERASED", "DONE"
    STATES = [(one, one) for one in (ASKED, DECIDED, ERASED, DONE)]

    id = opaque_key("C12", "erasure")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures"), "C12", "hide", "erasure"
    )
    proposal = declared(
        models.OneToOneField(Proposal, null=True, on_delete=models.PROTECT, related_name="erasure"),
        "C12",
        "show",
        "erasure",
    )
    request = declared(
        models.ForeignKey(DataRequest, null=True, on_delete=models.PROTECT, related_name="erasures"),
        "C12",
        "show",
        "erasure",
    )
    parts = declared(models.JSONField(default=list), "C12", "show", "erasure")
    state = declared(models.CharField(max_length=7, choices=STATES, default=ASKED), "C12", "show", "erasure")
    decided_at = declared(models.DateTimeField(null=True), "C12", "show", "erasure")
    erased_at = declared(models.DateTimeField(null=True), "C12", "show", "erasure")
    swept_at = declared(models.DateTimeField(null=True), "C12", "show", "erasure")
    repeated_at = declared(models.DateTimeField(null=True), "C12", "show", "erasure")
    also = declared(models.JSONField(default=list), "C12", "hide", "erasure")
    rows = declared(models.JSONField(default=dict), "C12", "show", "erasure")
    declined_ground = declared(models.CharField(max_length=5, blank=True), "C12", "show", "erasure")
    declined_reasons = declared(EncryptedText(sealed_in="C12"), "C12", "hide", "erasure")
    declined_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C12",
        "show",
        "erasure",
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "decided_at"], name="erasures_of_a_person"),
            models.Index(
                fields=["state"], condition=Q(state__in=["DECIDED", "ERASED"]), name="erasures_under_way"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "DECIDED"], erased_at=None)
                | Q(state__in=["ERASED", "DONE"], erased_at__isnull=False),
                name="an_erasure_says_when",
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False) | Q(repeated_at__isnull=False),
                name="an_erasure_was_decided_or_repeats_one",
            ),
            models.CheckConstraint(
                condition=Q(declined_ground="", declined_by=None)
                | Q(declined_ground__in=["HOLD", "VITAL"], declined_by__isnull=False),
                name="an_erasure_is_declined_on_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
