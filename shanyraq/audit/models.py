"""The record of who did and who saw what."""

from __future__ import annotations

from django.db import models

from shanyraq.audit import rules
from shanyraq.foundation.declared import declared


class Entry(models.Model):
    """One row: one thing done, one request that showed personal records, or one refusal.

    It holds codes and opaque ids only: no names, values, addresses of pages or words somebody searched for. No foreign
    keys: a row outlives what it speaks of. `hash` covers every column but the key, and the row before.
    """

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
    id = declared(models.BigAutoField(primary_key=True), "SYSTEM", "show", "audit")
    prev_hash = declared(models.CharField(max_length=64), "SYSTEM", "show", "audit")
    hash = declared(models.CharField(max_length=64), "SYSTEM", "show", "audit")

    ALLOWED, DECLINED = "ALLOWED", "DECLINED"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prev_hash"], name="audit_chain_never_forks")]

    def __str__(self) -> str:
        return f"{self.shard} {self.seq} {self.action}"

    def as_row(self) -> rules.Row:
        """The columns as the hash sees them."""
        return rules.Row(
            seq=str(self.seq),
            shard=self.shard,
            at=rules.instant(self.at),
            actor=self.actor,
            session=self.session,
            action=self.action,
            objects_json=self.objects_json,
            fields_json=self.fields_json,
            purpose=self.purpose,
            decision=self.decision,
            reason_code=self.reason_code,
            grant_id=self.grant_id,
            request_id=self.request_id,
        )


class Head(models.Model):
    """The signed end of the chain, beside the rows: it shows when the last rows were cut off."""

    id = declared(models.PositiveSmallIntegerField(primary_key=True, default=1), "SYSTEM", "show", "audit")
    seq = declared(models.PositiveBigIntegerField(), "SYSTEM", "show", "audit")
    hash = declared(models.CharField(max_length=64), "SYSTEM", "show", "audit")
    signature = declared(models.CharField(max_length=128), "SYSTEM", "show", "audit")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"head at {self.seq}"
