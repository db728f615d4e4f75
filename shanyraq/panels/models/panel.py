"""A decision that a panel takes about one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.cases.models import Case
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.panels import rules
from shanyraq.people.models import Person


def choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes as a field's choices."""
    return [(code, code) for code in codes]


def words() -> Any:
    """Something written about her, of the part of families; who does not read that part is shown nothing."""
    return declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case", stands_in="")


def colleague(**options: Any) -> Any:
    """A colleague who did something."""
    return declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+", **options),
        "C0",
        "show",
        "case",
    )


class Panel(models.Model):
    """One decision about one person that no one person takes: who asked, what is proposed, until when, what came of it.

    The child's view and who spoke for her are `heard`, `view`, `voice` and `voice_words`. `appeals` is the panel whose
    decision this one looks at again, asked by `appealed_by`. An urgent decision holds until `is_ratified` is false.
    """

    subject = "person_id"

    id = opaque_key("C0")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="panels"), "C0", "hide", "case"
    )
    case = declared(
        models.ForeignKey(Case, on_delete=models.PROTECT, related_name="panels"), "C0", "hide", "case"
    )
    kind = declared(models.CharField(max_length=20), "C0", "show", "case")
    is_urgent = declared(models.BooleanField(default=False), "C0", "show", "case")
    is_child = declared(models.BooleanField(default=False), "C0", "show", "case")
    proposal, reason = words(), words()
    asked_by = colleague()
    asked_at = declared(models.DateTimeField(), "C0", "show", "case")
    due_at = declared(models.DateTimeField(), "C0", "show", "case")
    heard = declared(
        models.CharField(max_length=9, choices=choices(rules.HEARINGS), blank=True), "C0", "show", "case"
    )
    voice = declared(
        models.CharField(max_length=8, choices=choices(rules.VOICES), blank=True), "C0", "show", "case"
    )
    view, voice_words = words(), words()
    heard_by = colleague(null=True)
    heard_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    state = declared(
        models.CharField(
            max_length=7, choices=choices((rules.WAITING, rules.DECIDED)), default=rules.WAITING
        ),
        "C0",
        "show",
        "case",
    )
    outcome = declared(
        models.CharField(max_length=10, choices=choices((rules.AGREED, rules.NOT_AGREED)), blank=True),
        "C0",
        "show",
        "case",
    )
    decided_by = colleague(null=True)
    decided_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    reasons = words()
    is_ratified = declared(models.BooleanField(null=True), "C0", "show", "case")
    ratified_by = colleague(null=True)
    ratified_at = declared(models.DateTimeField(null=True), "C0", "show", "case")
    ratified_words = words()
    appeals = declared(
        models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="appealed_in"),
        "C0",
        "show",
        "case",
    )
    appealed_by = declared(
        models.CharField(max_length=8, choices=choices(rules.APPELLANTS), blank=True), "C0", "show", "case"
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="WAITING"), name="panels_waiting"),
            models.Index(fields=["person", "kind", "asked_at"], name="panels_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(state="WAITING"), name="one_waiting_panel_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", outcome="", decided_by=None, decided_at=None)
                | Q(state="DECIDED", decided_by__isnull=False, decided_at__isnull=False) & ~Q(outcome=""),
                name="a_panel_decides_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING") | Q(is_child=False) | Q(heard_at__isnull=False),
                name="no_decision_about_a_child_unheard",
            ),
            models.CheckConstraint(
                condition=Q(is_ratified=None, ratified_by=None)
                | Q(is_ratified__isnull=False, ratified_by__isnull=False, is_urgent=True),
                name="an_urgent_panel_is_ratified_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"panel {self.pk}"

    @property
    def standing(self) -> rules.Standing:
        """How it stands."""
        return rules.Standing(self.state, self.outcome, self.decided_at, self.is_urgent, self.is_ratified)
