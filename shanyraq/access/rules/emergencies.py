"""What can be opened in an emergency, for how long, and who has to look at it afterwards. Pure.

One person, one part of her file, to read only, for one hour. The ceiling stands here: no pack can raise it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shanyraq.foundation.text import N_

if TYPE_CHECKING:
    from shanyraq.access.rules import Actor

# Sealed identity, justice, and the process notes of a therapist: whatever the emergency.
NEVER = frozenset({"C2", "C9", "C4n"})
JUSTICE = "C9"
ON_EMERGENCY_ONLY = "B"
LETTERS = ("B", "B2")
OPEN = "emergency.open"  # who may do it at all

LASTS = timedelta(hours=1)
REVIEW_WITHIN = timedelta(hours=72)
MONTH = timedelta(days=30)
MOST_A_MONTH = 2  # more are looked at as a habit
LEAST_REASON = 30  # characters
LEAST_WORDS = 4  # different ones: a letter held down says nothing

GROUNDS: Mapping[str, str] = {
    "danger_to_life": N_("Danger to life"),
    "missing_child": N_("A child is missing"),
    "medical": N_("Medical emergency"),
    "deadline": N_("A legal deadline ends today"),
}


def says_why(text: str) -> bool:
    """Whether a text is long enough for a reason, and made of words."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return len(text.strip()) >= LEAST_REASON and len(words) >= LEAST_WORDS


def opened_by(compartments: Mapping[str, str], emergency: Collection[str]) -> frozenset[str]:
    """The parts of a file that a role opens in an emergency: those of the letter B and those it names besides.

    Nothing where the role reads justice: what justice reads stays apart from all else, in an emergency too.
    """
    if compartments.get(JUSTICE) in ("R", "W"):
        return frozenset()
    lettered = {code for code, right in compartments.items() if right == ON_EMERGENCY_ONLY}
    return frozenset(lettered | set(emergency)) - NEVER


def openable(actor: Actor) -> frozenset[str]:
    """The parts of a file that she does not read, and may open for one person and one hour."""
    if actor.reads(JUSTICE):
        return frozenset()
    return frozenset(code for code in actor.emergency - NEVER if not actor.reads(code))


def faults_of(
    compartments: Mapping[str, str], emergency: Collection[str], may: Collection[str] = (OPEN,)
) -> list[str]:
    """Why a role of a pack may not open this in an emergency; empty where it may.

    A part that opens to a role without the right to open anything would stand in every table and on no page.
    """
    faults = [f"{code} opens in no emergency" for code in sorted(NEVER & set(emergency))]
    faults += [f"{code} opens in no emergency" for code in sorted(NEVER) if compartments.get(code) in LETTERS]
    if opened_by(compartments, emergency) and OPEN not in may:
        faults.append(f"opens a part of a file in an emergency without the right {OPEN}")
    if emergency and compartments.get(JUSTICE) in ("R", "W"):
        faults.append("a role that opens justice (C9) opens nothing else in an emergency")
    return faults


def is_open(opened_at: datetime, at: datetime) -> bool:
    """Whether the hour is not over: the last instant of it is not part of it."""
    return opened_at <= at < opened_at + LASTS


def is_overdue(opened_at: datetime, at: datetime) -> bool:
    """Whether somebody should have looked at it by now; of one that nobody has looked at."""
    return at >= opened_at + REVIEW_WITHIN


def is_one_too_many(earlier: Sequence[datetime], at: datetime) -> bool:
    """Whether one more, at this instant, would be the third of somebody within a month."""
    return sum(at - MONTH < one <= at for one in earlier) >= MOST_A_MONTH
