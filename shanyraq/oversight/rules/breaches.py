"""A breach of data protection: its clock, and what has to be said before it is closed. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from shanyraq.access.rules.harm import HIGH, LIKELY, RISK_WORDS, RISKS, UNLIKELY
from shanyraq.foundation.text import N_
from shanyraq.oversight.rules.findings import WHY

__all__ = ["HIGH", "LIKELY", "RISKS", "RISK_WORDS", "UNLIKELY"]

TELL_WITHIN = timedelta(hours=72)
LEAST_WORDS = 30  # characters

AUTHORITY_TOLD, AUTHORITY_NOT = "AUTHORITY_TOLD", "AUTHORITY_NOT"
PEOPLE_TOLD, PEOPLE_NOT = "PEOPLE_TOLD", "PEOPLE_NOT"
MEASURE, CLOSED = "MEASURE", "CLOSED"
STEPS = (AUTHORITY_TOLD, AUTHORITY_NOT, PEOPLE_TOLD, PEOPLE_NOT, MEASURE, CLOSED)
ABOUT_AUTHORITY, ABOUT_PEOPLE = (
    frozenset({AUTHORITY_TOLD, AUTHORITY_NOT}),
    frozenset({PEOPLE_TOLD, PEOPLE_NOT}),
)

STEP_WORDS = {
    AUTHORITY_TOLD: N_("The data-protection authority was told"),
    AUTHORITY_NOT: N_("The authority need not be told"),
    PEOPLE_TOLD: N_("The people concerned were told"),
    PEOPLE_NOT: N_("The people concerned need not be told"),
    MEASURE: N_("Something was done so that it stops, or does not happen again"),
    CLOSED: N_("It is closed"),
}

REASONS = {
    "closed": N_("This breach is closed already."),
    "step": N_("Choose what was done."),
    "words": N_("Say it in at least 30 characters."),
    "authority": N_("Say first whether the authority was told, or why it need not be."),
    "people": N_("Say first whether the people concerned were told, or why they need not be."),
    "risk_authority": N_("There is a risk to people: the authority has to be told."),
    "risk_people": N_("There is a high risk to people: they have to be told."),
}

NOT_JUSTIFIED = N_(
    "A closed part of a file was opened in an emergency; its review found that it was not justified."
)
BY_REVIEW = frozenset({NOT_JUSTIFIED, *WHY.values()})  # kept in English, told in the language of who reads


def tell_until(noticed_at: datetime) -> datetime:
    """Until when the authority is told."""
    return noticed_at + TELL_WITHIN


def clock_runs(done: Collection[str]) -> bool:
    """Whether nobody has told the authority yet, or said why it need not be."""
    return not ABOUT_AUTHORITY & set(done)


def reason_not_to_add(step: str, words: str, *, risk: str, done: Collection[str]) -> str:
    """The code of why a step cannot be written down; empty where it can."""
    known = set(done)
    if CLOSED in known:
        return "closed"
    if step not in STEPS:
        return "step"
    if len(words.strip()) < LEAST_WORDS:
        return "words"
    if step == AUTHORITY_NOT and risk != UNLIKELY:
        return "risk_authority"
    if step == PEOPLE_NOT and risk == HIGH:
        return "risk_people"
    if step == CLOSED and not ABOUT_AUTHORITY & known:
        return "authority"
    return "people" if step == CLOSED and not ABOUT_PEOPLE & known else ""
