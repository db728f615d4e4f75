"""Summary cards: what others have to know of a part of a file that is closed to them, and no more."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models.case import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Person


class SummaryCard(models.Model):
    """One sentence about one person for those who see no more of that part of her file: "No nuts."

    `topic` is a card of the pack, `compartment` the part that it is of. Writing it anew adds a row that `corrects` the
    one before; a row without text says that nothing has to be known any more.
    """

    subject = "person_id"

    id = opaque_key("ROW")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cards"), "C0", "hide", "case"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="cards"), "C0", "hide", "case"
    )
    topic = declared(models.CharField(max_length=20), "ROW", "hide", "case")
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    text = declared(EncryptedText(sealed_in=".compartment"), "ROW", "hide", "case")
    written_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    written_at = declared(models.DateTimeField(), "C0", "show", "case")
    corrects = declared(
        models.OneToOneField(
            "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
        ),
        "C0",
        "hide",
        "case",
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "topic"], name="card_by_person")]

    def __str__(self) -> str:
        return f"card {self.pk}"
