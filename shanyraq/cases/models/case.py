"""A support file: whose it is, how she came, who works with her."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.people.models import Family, Person

ENTRIES = [("ORGANISED", _("with an operation")), ("SELF", _("came by herself"))]
CLOSED_REASONS = [
    ("GOALS_MET", _("the goals are met")),
    ("MOVED_ABROAD", _("moved abroad")),
    ("ADULT_WITHDREW", _("the adult withdrew")),
    ("ORDINARY_SERVICES", _("handed over to ordinary services")),
    ("DIED", _("died")),
    ("DUPLICATE", _("a second file of the same person")),
]


class Arrival(models.Model):
    """People who came home together: the operation's name and the day."""

    id = opaque_key("C0")
    operation = declared(models.CharField(max_length=60), "C0", "show", "case")
    arrived_on = declared(models.DateField(), "C0", "year", "case")
    entry = declared(models.CharField(max_length=9, choices=ENTRIES), "C0", "show", "case")

    class Meta:
        indexes = [models.Index(fields=["arrived_on"], name="arrival_by_day")]

    def __str__(self) -> str:
        return f"arrival {self.pk}"


class Case(models.Model):
    """The support owed to one person, from the first word of her until nothing is left to do.

    A person who comes back to the programme gets a new episode. `phase` and `plan_changes_at` are the plan's, kept
    here for lists; `family` is the family she belongs to now.
    """

    subject = "person_id"

    id = opaque_key("C0")
    person = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases"), "C0", "hide", "case"
    )
    family = declared(
        models.ForeignKey(Family, null=True, on_delete=models.PROTECT, related_name="cases"),
        "C0",
        "hide",
        "case",
    )
    episode = declared(models.PositiveSmallIntegerField(default=1), "C0", "show", "case")
    entry = declared(models.CharField(max_length=9, choices=ENTRIES), "C0", "show", "case")
    arrival = declared(
        models.ForeignKey(Arrival, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"),
        "C0",
        "hide",
        "case",
    )
    opened_at = declared(models.DateTimeField(), "C0", "show", "case")
    arrived_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    phase_entry = declared(models.CharField(max_length=8, blank=True), "C0", "show", "case")
    phase = declared(models.CharField(max_length=8, blank=True), "C0", "show", "case")
    phase_since = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    pack = declared(models.CharField(max_length=40), "C0", "show", "case")
    pack_version = declared(models.CharField(max_length=20), "C0", "show", "case")
    region = declared(models.CharField(max_length=20, blank=True), "C0", "show", "case")
    centre = declared(models.CharField(max_length=20, blank=True), "C0", "show", "case")
    case_manager = declared(
        models.ForeignKey(
            StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_managed"
        ),
        "C0",
        "show",
        "case",
    )
    deputy = declared(
        models.ForeignKey(
            StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_deputised"
        ),
        "C0",
        "show",
        "case",
    )
    plan_made_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    plan_changes_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    # Somebody is at risk: nobody sees the file but who works with her by name, whatever other roles reach.
    is_protected = declared(models.BooleanField(default=False), "C0", "show", "case")
    roster_import = declared(
        models.ForeignKey(
            "cases.RosterImport", null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
        ),
        "C0",
        "hide",
        "case",
    )
    closed_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    closed_by = declared(
        models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+"),
        "C0",
        "show",
        "case",
    )
    closed_reason = declared(
        models.CharField(max_length=18, choices=CLOSED_REASONS, blank=True), "C0", "show", "case"
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "family"], name="case_by_region"),
            models.Index(fields=["case_manager", "family"], name="case_by_manager"),
            models.Index(fields=["phase", "region"], name="case_by_phase"),
            models.Index(fields=["plan_changes_at"], name="case_by_plan_change"),
            # Those for whom a supervisor has to find somebody, without reading through their whole region.
            models.Index(fields=["region"], condition=Q(case_manager=None), name="case_without_manager"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "episode"], name="one_case_an_episode"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at=None), name="one_open_case_a_person"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_reason="", closed_by=None)
                | Q(closed_at__isnull=False)
                & (Q(closed_by__isnull=False) | Q(closed_reason="ERASED"))
                & ~Q(closed_reason=""),
                name="closed_case_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(case_manager=None) | Q(deputy=None) | ~Q(case_manager=F("deputy")),
                name="deputy_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Assignment(models.Model):
    """Somebody works with this person, in one role, from a time until another. What she may see follows from it.

    `until` stands where the file is only lent, to a panel: it ends then, and no other role of hers reaches it.
    """

    subject = None

    id = opaque_key("C0")
    case = declared(
        models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments"), "C0", "hide", "case"
    )
    staff = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="assignments"),
        "C0",
        "show",
        "case",
    )
    discipline = declared(models.CharField(max_length=40), "C0", "show", "case")
    starts_at = declared(models.DateTimeField(), "C0", "show", "case")
    ends_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    until = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "case")
    assigned_by = declared(models.UUIDField(null=True), "STAFF", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["staff", "case"], condition=Q(ends_at=None), name="open_assignments"),
            models.Index(
                fields=["until"], condition=Q(ends_at=None, until__isnull=False), name="lent_assignments"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "staff", "discipline"],
                condition=Q(ends_at=None),
                name="one_open_assignment_each",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="assignment_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"
