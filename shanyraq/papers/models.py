"""Papers: files kept with a person."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.papers.rules import ENDINGS
from shanyraq.people.models import Person


class Paper(models.Model):
    """One scan or letter, kept as a sealed file outside of the database for one person and one part of her file.

    `kind` is one of the pack's, `stored` the random name of the file on the shelf, `size` its bytes before they were
    sealed. What it was called where it came from is not kept. Since `harmful_since` it is opened for nobody: the
    scanner has learned something about it.
    """

    subject = "person_id"
    FORMS = [(form, form) for form in ENDINGS]

    id = opaque_key("ROW")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers"), "C0", "hide", "case"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers"), "C0", "hide", "case"
    )
    kind = declared(models.CharField(max_length=20), "ROW", "hide", "case")
    compartment = declared(models.CharField(max_length=4), "C0", "show", "case")
    title = declared(EncryptedText(sealed_in=".compartment"), "ROW", "hide", "case")
    form = declared(models.CharField(max_length=4, choices=FORMS), "ROW", "hide", "case")
    size = declared(models.PositiveIntegerField(), "ROW", "hide", "case")
    stored = declared(models.CharField(max_length=32, unique=True), "ROW", "hide", "case")
    added_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    added_at = declared(models.DateTimeField(), "C0", "show", "case")
    harmful_since = declared(models.DateTimeField(null=True), "ROW", "hide", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "added_at"], name="paper_by_person")]

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def place(self) -> str:
        """What the sealed bytes of its file are bound to."""
        return f"{self._meta.label}|{self.pk}|file"
