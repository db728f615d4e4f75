"""Papers: files kept with a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
    scanner has learned something about it. Since `taken_at` it is not among her papers: it did not belong there, for
    the reason `taken_why`. When its file is destroyed the row stays, without title and `stored`, as the line that says
    so; it names nobody else. `is_moved_in`: it came from a file in which it did not belong.
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
    stored = declared(models.CharField(max_length=32, unique=True, null=True), "ROW", "hide", "case")
    added_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    added_at = declared(models.DateTimeField(), "C0", "show", "case")
    harmful_since = declared(models.DateTimeField(null=True), "ROW", "hide", "case")
    taken_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    taken_by = declared(
        models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    taken_why = declared(models.CharField(max_length=10, blank=True), "ROW", "hide", "case")
    is_moved_in = declared(models.BooleanField(default=False), "ROW", "hide", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "added_at"], name="paper_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None, taken_why="")
                | Q(taken_at__isnull=False) & ~Q(taken_why=""),
                name="paper_taken_away_says_why",
            ),
            models.CheckConstraint(
                condition=Q(stored__isnull=False) | Q(taken_at__isnull=False),
                name="paper_without_file_was_taken_away",
            ),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def file(self) -> str:
        """The name of its file on the shelf. Raises FileNotFoundError where that was destroyed."""
        if self.stored is None:
            raise FileNotFoundError(f"the file of {self} was destroyed")
        return self.stored

    @property
    def place(self) -> str:
        """What the sealed bytes of its file are bound to."""
        return f"{self._meta.label}|{self.pk}|file"
