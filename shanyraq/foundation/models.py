"""The tables under the house: what it was made for, its data keys, its jobs."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key


class Installation(models.Model):
    """One row a database: whether it holds a demonstration or real people."""

    MODES = [("demo", "demo"), ("production", "production")]

    id = declared(
        models.PositiveSmallIntegerField(primary_key=True, default=1), "SYSTEM", "show", "installation"
    )
    mode = declared(models.CharField(max_length=10, choices=MODES), "SYSTEM", "show", "installation")
    fixed_day = declared(models.DateField(null=True, blank=True), "SYSTEM", "show", "installation")
    made_at = declared(models.DateTimeField(), "SYSTEM", "show", "installation")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(mode__in=["demo", "production"]), name="installation_mode"
            ),
        ]

    def __str__(self) -> str:
        return self.mode


class DataKey(models.Model):
    """The key of one person's compartment, wrapped. Destroying the row destroys everything sealed with it."""

    id = opaque_key("SYSTEM", "key")
    subject = declared(models.UUIDField(), "SYSTEM", "show", "key")
    compartment = declared(models.CharField(max_length=8), "SYSTEM", "show", "key")
    wrapped = declared(models.BinaryField(), "SYSTEM", "hide", "key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "compartment"], name="one_key_per_person_and_compartment"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def bound_to(self) -> bytes:
        """What the wrapping is bound to, so that rows cannot be swapped."""
        return f"shq|dek|{self.pk}|{self.subject}|{self.compartment}".encode()


class Job(models.Model):
    """One piece of long work: asked for by somebody, done by a worker, watched on a page."""

    WAITING, RUNNING, DONE, FAILED, CANCELLED = "WAITING", "RUNNING", "DONE", "FAILED", "CANCELLED"
    STATES = [(s, s) for s in (WAITING, RUNNING, DONE, FAILED, CANCELLED)]
    LOST_AFTER = timedelta(minutes=5)

    id = opaque_key("SYSTEM", "job")
    kind = declared(models.CharField(max_length=60), "SYSTEM", "show", "job")
    arguments = declared(models.JSONField(default=dict), "SYSTEM", "show", "job")
    asked_by = declared(models.UUIDField(null=True), "STAFF", "show", "job")
    state = declared(
        models.CharField(max_length=10, choices=STATES, default=WAITING), "SYSTEM", "show", "job"
    )
    done = declared(models.PositiveIntegerField(default=0), "SYSTEM", "show", "job")
    total = declared(models.PositiveIntegerField(default=0), "SYSTEM", "show", "job")
    outcome = declared(models.JSONField(default=dict), "SYSTEM", "show", "job")
    is_stopping = declared(models.BooleanField(default=False), "SYSTEM", "show", "job")
    asked_at = declared(models.DateTimeField(), "SYSTEM", "show", "job")
    seen_at = declared(models.DateTimeField(null=True), "SYSTEM", "show", "job")

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="job_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Chore(models.Model):
    """When a regular piece of work (deleting old drafts, a new day's plans) was last begun."""

    name = declared(models.CharField(primary_key=True, max_length=60), "SYSTEM", "show", "job")
    begun_at = declared(models.DateTimeField(), "SYSTEM", "show", "job")

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that was saved: its key, a seal of what it said, and where it led. Forgotten after two days."""

    id = opaque_key("SYSTEM", "form")
    account = declared(models.UUIDField(), "STAFF", "show", "form")
    key = declared(models.UUIDField(), "SYSTEM", "hide", "form")
    content = declared(models.CharField(max_length=64), "SYSTEM", "hide", "form")
    went_to = declared(models.TextField(blank=True), "C0", "hide", "form")
    sent_at = declared(models.DateTimeField(db_index=True), "STAFF", "show", "form")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key", "content"], name="a_form_is_saved_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
