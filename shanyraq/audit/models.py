"""The record of who did and who saw what."""

from __future__ import annotations

from django.db import models

from shanyraq.audit import rules
from shanyraq.foundation.declared import declared


class Entry(models.Model):
    """One row: one thing done, one request that showed personal records, or one refusal.

    It holds codes and opaque ids only: no names, values, addresses of pages or words somebody searched for. No foreign
    keys: a row outlives what it speaks of. `hash` covers every column but the key, and the row before; which columns
    there are is said by `version`. The database itself refuses to change or delete a row (see triggers.py).
    """

    version = declared(models.PositiveSmallIntegerField(), "SYSTEM", "show", "audit")
    seq = declared(models.PositiveBigIntegerField(unique=True), "SYSTEM", "show", "audit")
    shard = declared(models.CharField(max_length=7), "SYSTEM", "show", "audit")
    at = declared(models.DateTimeField(db_index=True), "SYSTEM", "show", "audit")
    actor = declared(models.CharField(max_length=36, db_index=True), "STAFF", "show", "audit")
    session = declared(models.CharField(max_length=16, blank=True), "STAFF", "show", "audit")
    action = declared(models.CharField(max_length=60), "SYSTEM", "show", "audit")
    objects_json = declared(models.TextField(default="[]"), "C0", "show", "audit")
    fields_json = declared(models.TextField(default="[]"), "SYSTEM", "show", "audit")
    purpose = declared(models.CharField(max_length=60, blank=True), "SYSTEM", "show", "audit")
    decision = declared(models.CharField(max_length=8), "SYSTEM", "show", "audit")
    reason_code = declared(models.CharField(max_length=60, blank=True), "SYSTEM", "show", "audit")
    grant_id = declared(models.CharField(max_length=36, blank=True), "SYSTEM", "show", "audit")
    request_id = declared(models.CharField(max_length=36, blank=True), "SYSTEM", "show", "audit")
    device = declared(models.CharField(max_length=16, blank=True, default=""), "STAFF", "show", "audit")
    id = declared(models.BigAutoField(primary_key=True), "SYSTEM", "show", "audit")
    prev_hash = declared(models.CharField(max_length=64), "SYSTEM", "show", "audit")
    hash = declared(models.CharField(max_length=64), "SYSTEM", "show", "audit")

    ALLOWED, DECLINED = "ALLOWED", "DECLINED"

    class Meta:
        indexes = [models.Index(fields=["actor", "at"], name="audit_by_actor_since")]
        constraints = [models.UniqueConstraint(fields=["prev_hash"], name="audit_chain_never_forks")]

    def __str__(self) -> str:
        return f"row {self.seq}"

    def as_row(self) -> rules.Row:
        """The columns as the hash sees them."""
        as_text = {"version": str(self.version), "seq": str(self.seq), "at": rules.instant(self.at)}
        return rules.Row(*(as_text.get(name) or getattr(self, name) for name in rules.Row._fields))


class About(models.Model):
    """One person whom one row of the record names: an index, so that her record is found without reading all."""

    id = declared(models.BigAutoField(primary_key=True), "SYSTEM", "show", "audit")
    entry = declared(
        models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="abouts", db_index=False),
        "SYSTEM",
        "show",
        "audit",
    )
    person = declared(models.UUIDField(), "C0", "show", "audit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="audit_about_once")]
        indexes = [models.Index(fields=["person", "entry"], name="audit_about_person")]

    def __str__(self) -> str:
        return f"row {self.entry_id} about {self.person}"


class Head(models.Model):
    """The signed end of the chain, beside the rows: it shows when the last rows were cut off.

    `epoch` tells a writer with which key to sign; that it is the right one is vouched for by the checkpoints.
    """

    id = declared(models.PositiveSmallIntegerField(primary_key=True, default=1), "SYSTEM", "show", "audit")
    seq = declared(models.PositiveBigIntegerField(), "SYSTEM", "show", "audit")
    hash = declared(models.CharField(max_length=64), "SYSTEM", "show", "audit")
    signature = declared(models.CharField(max_length=128), "SYSTEM", "show", "audit")
    epoch = declared(models.PositiveIntegerField(default=0, db_default=0), "SYSTEM", "show", "audit")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"head at {self.seq}"


class Checkpoint(models.Model):
    """The record's length and Merkle root at one instant, signed. Of each day the last one is kept.

    `page` is the text as a witness keeps it; `frontier` (roots of whole subtrees, 32 bytes each) lets the next
    checkpoint go on from this one, and is itself proved by the root.
    """

    id = declared(models.BigAutoField(primary_key=True), "SYSTEM", "show", "audit")
    size = declared(models.PositiveBigIntegerField(unique=True), "SYSTEM", "show", "audit")
    at = declared(models.DateTimeField(), "SYSTEM", "show", "audit")
    page = declared(models.TextField(), "SYSTEM", "show", "audit")
    frontier = declared(models.BinaryField(), "SYSTEM", "show", "audit")

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class Witness(models.Model):
    """What the witness outside was last told, and what went wrong since; one row."""

    id = declared(models.PositiveSmallIntegerField(primary_key=True, default=1), "SYSTEM", "show", "audit")
    size = declared(models.PositiveBigIntegerField(default=0), "SYSTEM", "show", "audit")
    told_at = declared(models.DateTimeField(null=True, blank=True), "SYSTEM", "show", "audit")
    fault = declared(models.CharField(max_length=200, blank=True), "SYSTEM", "show", "audit")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_witness")]

    def __str__(self) -> str:
        return f"witness told of {self.size}"
