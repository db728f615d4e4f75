"""Consent: who decides at which age. Pure."""

from __future__ import annotations

from shanyraq.foundation.text import N_

ADULT, YOUTH, CHILD_WITH_VETO, CHILD_ASKED = 18 * 12, 15 * 12, 12 * 12, 6 * 12
CONSENT_REASONS = {
    "adults_only": N_("Only an adult can agree to this. Leave it at no, or unanswered."),
    "adult_decides": N_("An adult decides for herself: nobody else can answer for her."),
    "youth_decides": N_("From 15 on the young person answers for herself; the caregiver is told."),
    "caregiver_decides": N_("Under 15 the caregiver or guardian answers, with the child."),
    "guardian_decides": N_("For a child without her parents the guardian answers, with the child."),
    "child_says_no": N_(
        "Under 15 a child alone can only say no, and from 12 on: to faith counselling, media and contact with "
        "relatives. All else the caregiver or guardian answers, with the child."
    ),
    "assent_missing": N_(
        "From 6 on a child is asked too: say whether she agrees. Without her yes there is no yes."
    ),
    "nothing_to_withdraw": N_("There is no yes to take back. Record a no instead."),
    "answered_later": N_(
        "An answer from a later day is recorded already. Check the date; "
        "if the later day is wrong, correct that answer."
    ),
}


def givers_of_consent(age_months: int | None, is_alone: bool) -> tuple[str, ...]:
    """Who answers for a person of this age (None: not known, then as for a child). `is_alone`: no parent with her."""
    if age_months is not None and age_months >= YOUTH:
        return ("SELF",)
    return ("GUARDIAN",) if is_alone else ("CAREGIVER", "GUARDIAN")


def may_say_no_alone(age_months: int | None) -> bool:
    """Whether a child whom others answer for may say no by herself to what the pack leaves to her."""
    return age_months is not None and CHILD_WITH_VETO <= age_months < YOUTH


def asks_assent(age_months: int | None) -> bool:
    """Whether the child's own agreement is asked beside the caregiver's."""
    return age_months is None or CHILD_ASKED <= age_months < YOUTH


def reason_against_answer(
    answer: str,
    *,
    before: str,
    given_by: str,
    has_assent: bool | None,
    age_months: int | None,
    is_alone: bool,
    adults_only: bool,
    veto_from_months: int | None = None,
) -> str:
    """The code of why an answer cannot be recorded like this; empty where it can. `before` is the last answer.

    `veto_from_months`: from which age a child may say no to this by herself; None where others answer for her.
    """
    if answer == "WITHDRAWN" and before != "YES":
        return "nothing_to_withdraw"
    if given_by not in givers_of_consent(age_months, is_alone):
        if given_by == "SELF" and may_say_no_alone(age_months):
            is_hers = veto_from_months is not None and (age_months or 0) >= veto_from_months
            return "" if is_hers and answer != "YES" else "child_says_no"
        if age_months is not None and age_months >= YOUTH:
            return "adult_decides" if age_months >= ADULT else "youth_decides"
        return "guardian_decides" if is_alone else "caregiver_decides"
    if answer != "YES":
        return ""
    if adults_only and (age_months is None or age_months < ADULT):
        return "adults_only"
    return "assent_missing" if asks_assent(age_months) and not has_assent else ""
