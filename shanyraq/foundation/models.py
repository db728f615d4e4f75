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
        return f"installation {self.pk}"


class WrappingKey(models.Model):
    """One generation of the key that wraps the data keys of a compartment, itself wrapped by the root key.

    Of each compartment one is in use; older ones stay, retired, until every sealed value was read without them.
    """

    id = opaque_key("SYSTEM", "key")
    compartment = declared(models.CharField(max_length=8), "SYSTEM", "show", "key")
    generation = declared(models.PositiveIntegerField(), "SYSTEM", "show", "key")
    wrapped = declared(models.BinaryField(), "SYSTEM", "hide", "key")
    made_at = declared(models.DateTimeField(), "SYSTEM", "show", "key")
    retired_at = declared(models.DateTimeField(null=True, blank=True), "SYSTEM", "show", "key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "generation"], name="a_generation_of_a_compartment_is_once"
            ),
            models.UniqueConstraint(
                fields=["compartment"],
                condition=models.Q(retired_at=None),
                name="one_wrapping_key_in_use_a_compartment",
            ),
        ]

    def __str__(self) -> str:
        return f"wrapping key {self.pk}"

    def bound_to(self) -> bytes:
        """What the wrapping is bound to, so that rows cannot be swapped."""
        return f"shq|kek|{self.pk}|{self.compartment}|{self.generation}".encode()


class DataKey(models.Model):
    """The key of one person's compartment, wrapped. Destroying her rows destroys everything sealed with them.

    One is in use; a retired one still opens what was sealed with it, until that was sealed anew.
    """

    id = opaque_key("SYSTEM", "key")
    subject = declared(models.UUIDField(), "SYSTEM", "show", "key")
    compartment = declared(models.CharField(max_length=8), "SYSTEM", "show", "key")
    wrapped = declared(models.BinaryField(), "SYSTEM", "hide", "key")
    wrapped_by = declared(
        models.ForeignKey(WrappingKey, on_delete=models.PROTECT, related_name="data_keys"),
        "SYSTEM",
        "show",
        "key",
    )
    made_at = declared(models.DateTimeField(null=True, blank=True), "SYSTEM", "show", "key")
    retired_at = declared(models.DateTimeField(null=True, blank=True), "SYSTEM", "show", "key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "compartment"],
                condition=models.Q(retired_at=None),
                name="one_key_in_use_per_person_and_compartment",
            )
        ]
        indexes = [models.Index(fields=["subject"], name="data_key_subject")]

    def __str__(self) -> str:
        return str(self.pk)

    def bound_to(self) -> bytes:
        """What the wrapping is bound to, so that rows cannot be swapped."""
        return f"shq|dek|{self.pk}|{self.subject}|{self.compartment}".encode()


class Rotation(models.Model):
    """Sealing a compartment anew with other data keys: begun at one instant, and how far it has come.

    `begun_at` tells older data keys from newer ones; `place` and `after` are the table and row it goes on from.
    """

    id = opaque_key("SYSTEM", "key")
    compartment = declared(models.CharField(max_length=8), "SYSTEM", "show", "key")
    begun_at = declared(models.DateTimeField(), "SYSTEM", "show", "key")
    place = declared(models.CharField(max_length=100, blank=True), "SYSTEM", "show", "key")
    after = declared(models.CharField(max_length=40, blank=True), "SYSTEM", "show", "key")
    done_at = declared(models.DateTimeField(null=True, blank=True), "SYSTEM", "show", "key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment"],
                condition=models.Q(done_at=None),
                name="one_rotation_at_a_time_a_compartment",
            )
        ]

    def __str__(self) -> str:
        return f"rotation {self.pk}"


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
        return f"job {self.pk}"


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


class KeptForm(models.Model):
    """A form that was sent when its session had ended, sealed with a key that only a browser holds. Gone in an hour."""

    id = opaque_key("SYSTEM", "form")
    account = declared(models.UUIDField(), "STAFF", "show", "form")
    content = declared(models.BinaryField(), "SYSTEM", "hide", "form")
    kept_at = declared(models.DateTimeField(db_index=True), "STAFF", "show", "form")

    def __str__(self) -> str:
        return str(self.pk)
