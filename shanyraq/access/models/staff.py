"""Who works here: accounts, the people behind them, the roles they hold."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from shanyraq.foundation.alphabet import alphabetical
from shanyraq.foundation.declared import declared
from shanyraq.foundation.ids import opaque_key
from shanyraq.foundation.spellings import in_script_of


class StaffMember(models.Model):
    """One natural person who works in the programme, with or without an account."""

    id = opaque_key("STAFF", "staff")
    given_name = declared(models.CharField(max_length=60), "STAFF", "show", "staff")
    family_name = declared(models.CharField(max_length=60, blank=True), "STAFF", "show", "staff")
    discipline = declared(models.CharField(max_length=40), "STAFF", "show", "staff")
    region = declared(models.CharField(max_length=20, blank=True), "STAFF", "show", "staff")
    centre = declared(models.CharField(max_length=20, blank=True), "STAFF", "show", "staff")
    languages = declared(models.JSONField(default=list, blank=True), "STAFF", "show", "staff")
    sex = declared(models.CharField(max_length=1, blank=True), "STAFF", "show", "staff")
    supervisor = declared(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supervised"),
        "STAFF",
        "show",
        "staff",
    )
    joined_on = declared(models.DateField(), "STAFF", "show", "staff")
    left_on = declared(models.DateField(null=True, blank=True), "STAFF", "show", "staff")

    class Meta:
        indexes = [
            models.Index(fields=["region", "discipline"], name="staff_by_region"),
            models.Index(fields=["family_name", "given_name", "id"], name="staff_by_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(supervisor=F("id")), name="nobody_supervises_herself"),
        ]

    def __str__(self) -> str:
        return f"staff {self.pk}"

    @property
    def has_left(self) -> bool:
        """Whether her access has ended: she stays named, and nothing is hers to do any more."""
        return self.left_on is not None

    @property
    def full_name(self) -> str:
        """Given and family name, in the script of the page."""
        return f"{self.called} {self._family}".strip()

    @property
    def short_name(self) -> str:
        """As colleagues see her: given name and one letter."""
        return f"{self.called} {self._family[:1]}." if self._family else self.called

    @property
    def called(self) -> str:
        """The given name, in the script of the page."""
        return in_script_of(get_language() or "", self.given_name)

    @property
    def by_name(self) -> tuple[Any, ...]:
        """Her place in a list by name, as the names are spelt on the page."""
        return alphabetical(self._family), alphabetical(self.called), str(self.pk)

    @property
    def _family(self) -> str:
        return in_script_of(get_language() or "", self.family_name)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; used by actions only."""

    def create_account(self, *, login: str, staff: StaffMember | None, **extra: Any) -> Account:
        account = self.model(login=login, staff=staff, **extra)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What somebody logs in with. Ended accounts stay, so that the record can name them."""

    id = opaque_key("STAFF", "staff")
    login = declared(models.CharField(max_length=60, unique=True), "STAFF", "show", "staff")
    staff = declared(
        models.OneToOneField(StaffMember, null=True, on_delete=models.PROTECT, related_name="account"),
        "STAFF",
        "show",
        "staff",
    )
    language = declared(models.CharField(max_length=5, blank=True), "STAFF", "show", "staff")
    last_role = declared(
        models.CharField(max_length=40, blank=True), "STAFF", "show", "staff"
    )  # that she worked in
    is_active = declared(models.BooleanField(default=True), "STAFF", "show", "staff")
    made_at = declared(models.DateTimeField(), "STAFF", "show", "staff")
    ended_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")
    password = declared(models.CharField(max_length=160), "SYSTEM", "hide", "staff")
    last_login = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")

    USERNAME_FIELD = "login"
    objects = AccountManager()
    is_forced = False  # how she stands at the door now (`actions.forced`); nothing of it is kept here

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=True, ended_at=None) | Q(is_active=False),
                name="ended_accounts_say_when",
            )
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"


class RoleGrant(models.Model):
    """One role that somebody holds in one place for a time."""

    id = opaque_key("STAFF", "staff")
    staff = declared(
        models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="grants"),
        "STAFF",
        "show",
        "staff",
    )
    role = declared(models.CharField(max_length=40), "STAFF", "show", "staff")
    region = declared(models.CharField(max_length=20, blank=True), "STAFF", "show", "staff")
    centre = declared(models.CharField(max_length=20, blank=True), "STAFF", "show", "staff")
    starts_at = declared(models.DateTimeField(), "STAFF", "show", "staff")
    ends_at = declared(models.DateTimeField(null=True, blank=True), "STAFF", "show", "staff")
    granted_by = declared(models.UUIDField(null=True), "STAFF", "show", "staff")

    class Meta:
        indexes = [models.Index(fields=["role", "region"], name="grant_by_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="grant_ends_after"
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "region", "centre"],
                condition=Q(ends_at=None),
                name="one_open_grant_of_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"
