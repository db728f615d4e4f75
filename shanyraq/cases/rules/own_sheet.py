"""The sheet about her own file: who may be given it, in which languages. Pure."""

from __future__ import annotations

from shanyraq.cases.rules.consents import ADULT, CHILD_WITH_VETO
from shanyraq.foundation.text import N_

SHEET_GIVEN = "case.sheet.given"
# What every country keeps, whatever its pack: no service, and no plan waits for it.
COPY_GIVEN = "case.copy.given"
OWN_KINDS = {
    SHEET_GIVEN: N_("Sheet about the own file given"),
    COPY_GIVEN: N_("Copy of the own data given"),
}
# What a copy tells itself. Of health and well-being, faith, safety and a court's papers their keepers tell her alone,
# for the paper may be found by others; what is sealed two custodians open.
COPIED_PARTS = ("C0", "C1", "C6", "C7", "C8", "C10", "C12")
SHEET_LANGUAGES = ("kk", "ru", "en", "ar")


def receivers_of_copy(may_have: tuple[str, ...], asked_by: str) -> tuple[str, ...]:
    """Who may be given the copy that somebody asked for: who asked, or the person herself, if she may have a sheet.

    A child who asked alone is not answered through her parents.
    """
    return tuple(one for one in may_have if one in (asked_by, "SELF"))


def receivers_of_sheet(age_months: int | None, *, is_alone: bool) -> tuple[str, ...]:
    """Who may be given it: an adult only herself; a child's caregiver or guardian, and from 12 the child alone.

    `age_months` None: not known, then as for a small child. `is_alone`: without her parents; the guardian then.
    """
    if age_months is not None and age_months >= ADULT:
        return ("SELF",)
    elders = ("GUARDIAN",) if is_alone else ("CAREGIVER", "GUARDIAN")
    return ("SELF", *elders) if age_months is not None and age_months >= CHILD_WITH_VETO else elders
