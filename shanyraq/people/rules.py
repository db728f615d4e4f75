"""What holds for people, whatever the country: codes and ages. Pure."""

from __future__ import annotations

from datetime import date

SCRIPTS = ("Arab", "Cyrl", "Latn")
BIRTH_PRECISIONS = ("day", "month", "year", "estimated", "unknown")
NAME_SOURCES = ("LIST", "SELF", "DOCUMENT", "CAREGIVER")
RELATIONS = ("head", "spouse", "child", "sibling", "grandchild", "grandparent", "relative", "other")
LANGUAGE_LEVELS = ("MOTHER", "FLUENT", "SOME", "FEW_WORDS")
KIN_KINDS = ("PARENT", "SIBLING", "SPOUSE", "GRANDPARENT", "AUNT_UNCLE", "GUARDIAN", "CAREGIVER", "OTHER")
KIN_PROOFS = ("DOCUMENT", "CONFIRMED", "LABORATORY", "DECLARED", "UNKNOWN")
CARE_SITUATIONS = ("UNACCOMPANIED", "SEPARATED")


def age_on(birth_date: date | None, day: date) -> int | None:
    """Whole years on a day; None where the birth date is unknown."""
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
