"""The sheet about her own file: who may be given it, in which languages. Pure."""

from __future__ import annotations

from shanyraq.cases.rules.consents import ADULT, CHILD_WITH_VETO
from shanyraq.foundation.text import N_

SHEET_GIVEN = "case.sheet.given"
# What every country keeps, whatever its pack: no service, and no plan waits for it.
OWN_KINDS = {SHEET_GIVEN: N_("Sheet about the own file given")}
SHEET_LANGUAGES = ("kk", "ru", "en", "ar")


def receivers_of_sheet(age_months: int | None, *, is_alone: bool) -> tuple[str, ...]:
    """Who may be given it: an adult only herself; a child's caregiver or guardian, and from 12 the child alone.

    `age_months` None: not known, then as for a small child. `is_alone`: without her parents; the guardian then.
    """
    if age_months is not None and age_months >= ADULT:
        return ("SELF",)
    elders = ("GUARDIAN",) if is_alone else ("CAREGIVER", "GUARDIAN")
    return ("SELF", *elders) if age_months is not None and age_months >= CHILD_WITH_VETO else elders
