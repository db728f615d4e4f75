"""People, the names they use, their families and kin."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shanyraq.access.queries import Guarded
from shanyraq.foundation.alphabet import LONGEST_KEY
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedJSON, EncryptedText
from shanyraq.foundation.ids import opaque_key
from shanyraq.people import rules


def _own(name: str) -> list[tuple[str, str]]:
    return [(code, code) for code in getattr(rules, name)]


SEXES = [("F", _("female")), ("M", _("male")), ("", _("not recorded"))]


class Family(models.Model):
    """People who live, or mean to live, as one household. Its label is the name they go by now.

    The label is written together with its places in lists, by script: `rules.label_columns`.
    """

    subject = None

    id = opaque_key("C1")
    code = declared(models.CharField(max_length=12, unique=True), "C0", "show", "case")
    label = declared(
        models.CharField(max_length=rules.LONGEST_LABEL), "C1", "initials", "case", stands_in=".code"
    )
    place_latn = declared(models.CharField(max_length=LONGEST_KEY), "C1", "hide", "case")
    place_cyrl = declared(models.CharField(max_length=LONGEST_KEY), "C1", "hide", "case")
    place_arab = declared(models.CharField(max_length=LONGEST_KEY), "C1", "hide", "case")
    made_at = declared(models.DateTimeField(), "C0", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["label", "id"], name="family_by_label"),
            models.Index(fields=["place_latn", "id"], name="family_in_latin"),
            models.Index(fields=["place_cyrl", "id"], name="family_in_cyrillic"),
            models.Index(fields=["place_arab", "id"], name="family_in_arabic"),
        ]

    def __str__(self) -> str:
        return f"family {self.pk}"


class Person(models.Model):
    """One human being: somebody who returns, or a relative who matters to her.

    Holds only what is used now. Former names are in the vault and nowhere else.
    """

    subject = "pk"

    id = opaque_key("C0")
    code = declared(models.CharField(max_length=12, unique=True), "C0", "show", "case")
    sex = declared(
        models.CharField(max_length=1, choices=SEXES, blank=True), "C1", "hide", "case", stands_in=""
    )
    birth_date = declared(models.DateField(null=True, blank=True), "C1", "year", "case", stands_in=None)
    birth_precision = declared(
        models.CharField(max_length=9, choices=_own("BIRTH_PRECISIONS"), default="unknown"),
        "C1",
        "show",
        "case",
        stands_in="unknown",
    )
    nationality = declared(models.CharField(max_length=2, blank=True), "C1", "hide", "case")
    sort_name = declared(models.CharField(max_length=160, blank=True), "C1", "initials", "case")
    made_at = declared(models.DateTimeField(), "C0", "show", "case")
    died_on = declared(models.DateField(null=True, blank=True), "C1", "hide", "case")
    merged_into = declared(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"),
        "C1",
        "hide",
        "case",
    )

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sort_name", "id"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_date=None, birth_precision="unknown")
                | Q(birth_date__isnull=False) & ~Q(birth_precision="unknown"),
                name="birth_date_says_how_precise",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="person_not_merged_into_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None where the birth date is unknown."""
        return rules.age_on(self.birth_date, day)


class PersonName(models.Model):
    """The name a person uses, in one script, since a day. A name she no longer uses leaves this table for the vault."""

    subject = "person_id"

    id = opaque_key("C1")
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names"), "C1", "hide", "case"
    )
    script = declared(models.CharField(max_length=4, choices=_own("SCRIPTS")), "C1", "first", "case")
    text = declared(models.CharField(max_length=160), "C1", "initials", "case", stands_in=".given")
    given = declared(models.CharField(max_length=80, blank=True), "C1", "first", "case")
    starts_on = declared(models.DateField(), "C1", "year", "case")
    source = declared(models.CharField(max_length=12, choices=_own("NAME_SOURCES")), "C1", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "script"], name="one_name_in_use_per_script"),
            models.CheckConstraint(condition=~Q(text=""), name="name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"name of {self.person_id}"


class NameKey(models.Model):
    """One search key of a name in use: a folded token or its consonants. Rebuilt from the names at any time."""

    subject = "person_id"

    id = declared(models.BigAutoField(primary_key=True), "C1", "hide", "case")
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys"), "C1", "hide", "case"
    )
    kind = declared(
        models.CharField(max_length=1, choices=[("F", "folded"), ("S", "skeleton")]), "C1", "hide", "case"
    )
    key = declared(models.CharField(max_length=60), "C1", "hide", "case")

    objects = Guarded.as_manager()

    class Meta:
        indexes = [models.Index(fields=["key", "kind", "person"], name="name_key")]

    def __str__(self) -> str:
        return f"key of {self.person_id}"


class PersonLanguage(models.Model):
    """A language that a person speaks, how well, and in which dialect."""

    subject = "person_id"

    id = opaque_key("C1")
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages"), "C1", "hide", "case"
    )
    language = declared(models.CharField(max_length=3), "C1", "show", "case")
    level = declared(models.CharField(max_length=10, choices=_own("LANGUAGE_LEVELS")), "C1", "show", "case")
    dialect = declared(models.CharField(max_length=40, blank=True), "C1", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="a_language_once_a_person")
        ]

    def __str__(self) -> str:
        return f"language of {self.person_id}"


class FamilyMembership(models.Model):
    """A person's place in a family from one day to another. She has at most one open place."""

    subject = "person_id"

    id = opaque_key("C1")
    family = declared(
        models.ForeignKey(Family, on_delete=models.PROTECT, related_name="memberships"), "C1", "hide", "case"
    )
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships"), "C1", "hide", "case"
    )
    relation = declared(models.CharField(max_length=12, choices=_own("RELATIONS")), "C1", "show", "case")
    starts_on = declared(models.DateField(), "C1", "year", "case")
    ends_on = declared(models.DateField(null=True, blank=True), "C1", "year", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on=None), name="one_open_place_in_a_family"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="place_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"place of {self.person_id}"


class Kinship(models.Model):
    """What one person is to another, since when, and how that is known. Read: `person` is `kind` of `relative`."""

    subject = "person_id"

    id = opaque_key("C7")
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin"), "C7", "hide", "case"
    )
    relative = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin_of"), "C7", "hide", "case"
    )
    kind = declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case")
    proof = declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case")
    starts_on = declared(models.DateField(null=True, blank=True), "C7", "year", "case")
    ends_on = declared(models.DateField(null=True, blank=True), "C7", "year", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("relative")), name="nobody_is_her_own_kin"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="kinship_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"kinship {self.pk}"


class CareSituation(models.Model):
    """A time in which a child is without any known adult relative, or apart from the one who cared for her."""

    subject = "person_id"

    id = opaque_key("C7")
    person = declared(
        models.ForeignKey(Person, on_delete=models.CASCADE, related_name="care_situations"),
        "C7",
        "hide",
        "case",
    )
    kind = declared(EncryptedText(sealed_in="C7"), "C7", "hide", "case")
    starts_on = declared(models.DateField(), "C7", "year", "case")
    ends_on = declared(models.DateField(null=True, blank=True), "C7", "year", "case")

    objects = Guarded.as_manager()

    def __str__(self) -> str:
        return f"care situation of {self.person_id}"


class Merge(models.Model):
    """Two records that proved to be one person: what moved from one to the other, so that it can be undone."""

    subject = "kept_id"

    id = opaque_key("C1")
    kept = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"), "C1", "hide", "case"
    )
    absorbed = declared(
        models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"), "C1", "hide", "case"
    )
    moved = declared(models.JSONField(default=dict), "C1", "hide", "case")
    # What undoing puts back and the vault will not give out again: names, and labels of families that bore them.
    put_away = declared(EncryptedJSON(subject="absorbed_id", sealed_in="C2"), "C2", "seal", "case")
    reason = declared(models.CharField(max_length=300), "C1", "hide", "case")
    merged_by = declared(models.UUIDField(), "STAFF", "show", "case")
    merged_at = declared(models.DateTimeField(), "C1", "show", "case")
    undone_by = declared(models.UUIDField(null=True, blank=True), "STAFF", "show", "case")
    undone_at = declared(models.DateTimeField(null=True, blank=True), "C1", "show", "case")

    objects = Guarded.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_merge_says_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"
