"""The door: one-time links, tries, codes that were used up."""

from __future__ import annotations

from django.db import models

from shanyraq.access.models.staff import Account
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key


class Invitation(models.Model):
    """A way in for somebody who has no password yet: a secret handed over once, kept here only as its hash."""

    id = opaque_key("STAFF", "staff")
    account = declared(
        models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations"),
        "STAFF",
        "show",
        "staff",
    )
    secret_hash = declared(models.CharField(max_length=64, unique=True), "SYSTEM", "hide", "staff")
    made_at = declared(models.DateTimeField(), "STAFF", "show", "staff")
    expires_at = declared(models.DateTimeField(), "STAFF", "show", "staff")
    used_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")
    made_by = declared(models.UUIDField(null=True), "STAFF", "show", "staff")

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Knock(models.Model):
    """One try to come in. Who it was for and where from stand here as keyed hashes only, and for a day."""

    id = opaque_key("STAFF", "staff")
    who = declared(models.CharField(max_length=64), "SYSTEM", "hide", "staff")
    at = declared(models.DateTimeField(), "SYSTEM", "hide", "staff")

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="knock_by_whom")]

    def __str__(self) -> str:
        return f"knock {self.pk}"


class UsedCode(models.Model):
    """A code of an authenticator app that was accepted: it opens nothing again, at whichever worker."""

    id = opaque_key("STAFF", "staff")
    account = declared(
        models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+"), "STAFF", "hide", "staff"
    )
    counter = declared(models.PositiveBigIntegerField(), "SYSTEM", "hide", "staff")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "counter"], name="codes_open_once")]

    def __str__(self) -> str:
        return f"used code {self.pk}"


class ForcedPassword(models.Model):
    """A second password of an account, for when somebody forces its owner: it opens little, and tells at once.

    It is hashed with the salt of her own one, so that the door hashes what is typed once, whichever it is. `used_at`
    is when it was last used, until her access is restored by two officers.
    """

    account = declared(
        models.OneToOneField(
            Account, on_delete=models.CASCADE, primary_key=True, related_name="forced_password"
        ),
        "STAFF",
        "hide",
        "staff",
    )
    hash = declared(models.CharField(max_length=160), "SYSTEM", "hide", "staff")
    set_at = declared(models.DateTimeField(), "STAFF", "hide", "staff")
    used_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")

    def __str__(self) -> str:
        return f"forced password {self.pk}"
