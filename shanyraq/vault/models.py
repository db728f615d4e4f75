"""The store for what may never be opened by one person: former names, kunyas, old papers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries import Guarded
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key


class Item(models.Model):
    """One sealed thing about one person. The running server can put it here and cannot open it.

    `box` holds its key, locked for each pair of custodians and for recovery. An empty box is one of the first format:
    sealed to the recovery key alone, until the ceremony seals it anew.
    """

    subject = "person"

    id = opaque_key("C2", "identity")
    person = declared(models.UUIDField(db_index=True), "C2", "seal", "identity")
    kind = declared(models.CharField(max_length=30), "C2", "seal", "identity")
    box = declared(models.BinaryField(default=b""), "C2", "seal", "identity")
    sealed = declared(models.BinaryField(), "C2", "seal", "identity")
    put_at = declared(models.DateTimeField(), "C2", "seal", "identity")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"item {self.pk}"


class Custodian(models.Model):
    """A colleague who holds one half of every pair. Her private key opens with words that only she knows.

    A key counts once she is let in: the first two are, every later one by two custodians or by three papers. So
    whoever makes accounts and gives roles lets nobody in. `tries` counts wrong words since `tries_since`.
    """

    id = opaque_key("STAFF", "staff")
    staff = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+"), "STAFF", "show", "staff"
    )
    number = declared(models.PositiveSmallIntegerField(unique=True), "STAFF", "show", "staff")
    public_key = declared(models.BinaryField(), "SYSTEM", "show", "key")
    locked_key = declared(models.BinaryField(), "SYSTEM", "hide", "key")
    since = declared(models.DateTimeField(), "STAFF", "show", "staff")
    let_in_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")
    tries = declared(models.PositiveSmallIntegerField(default=0), "SYSTEM", "hide", "staff")
    tries_since = declared(models.DateTimeField(null=True, blank=True), "SYSTEM", "hide", "staff")
    until = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=255), name="custodian_number"),
            models.UniqueConstraint(
                fields=["staff"], condition=Q(until=None), name="one_key_for_each_custodian"
            ),
        ]

    def __str__(self) -> str:
        return f"custodian {self.number}"


class Opening(models.Model):
    """A request to open what is sealed about one person, and its hour once two custodians have agreed.

    What they give is sealed to `pickup_key`, whose other half is words that only the one who asked knows.
    """

    subject = "person"

    id = opaque_key("C2", "identity")
    proposal = declared(
        models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="opening"),
        "C0",
        "show",
        "identity",
    )
    person = declared(models.UUIDField(db_index=True), "C0", "hide", "identity")
    salt = declared(models.BinaryField(), "SYSTEM", "hide", "identity")
    pickup_key = declared(models.BinaryField(), "SYSTEM", "hide", "identity")
    opened_at = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "identity")
    readable_until = declared(models.DateTimeField(null=True, blank=True), "C0", "show", "identity")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"opening {self.pk}"


class Part(models.Model):
    """What one custodian gave for the items of one opening, sealed to its pick-up; gone once that is over."""

    id = opaque_key("SYSTEM", "dual")
    opening = declared(
        models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="parts"), "SYSTEM", "hide", "dual"
    )
    number = declared(models.PositiveSmallIntegerField(), "SYSTEM", "hide", "dual")
    parts = declared(models.BinaryField(), "SYSTEM", "hide", "dual")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "number"], name="one_part_a_custodian")]

    def __str__(self) -> str:
        return f"part {self.pk}"
