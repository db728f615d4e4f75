"""What can be opened in an emergency, for how long, and who has to look at it afterwards. Pure.

One person, one part of her file, to read only, for one hour. The ceiling stands here: no pack can raise it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
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
TELL_WITHIN = timedelta(days=30)  # the person, unless telling her would harm
LOOK_AGAIN_WITHIN = timedelta(days=90)  # whether it would still harm
MONTH = timedelta(days=30)
MOST_A_MONTH = 2  # more are looked at as a habit
LEAST_REASON = 30  # characters
LEAST_WORDS = 4  # different ones: a letter held down says nothing

GOES_ON, SUSPENDED = "GOES_ON", "SUSPENDED"  # what a review of somebody's access to emergency openings says
LONGEST_SUSPENSION = timedelta(days=365)
BLOCKED: Mapping[str, str] = {
    "unreviewed": N_(
        "An earlier opening of yours has waited for its review for more than three days. "
        "Call the data-protection officer: until it is reviewed, you open no other."
    ),
    "undecided": N_(
        "You opened more than two in a month, and for three days nobody has decided whether you go on. "
        "Call the data-protection officer: until then you open no other."
    ),
    "suspended": N_(
        "You open nothing in an emergency until %(day)s. Where it cannot wait, ask your supervisor to open it; "
        "about the decision, call the data-protection officer."
    ),
}

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


def tell_by(opened_on: date, again_on: date | None = None) -> date:
    """The last day on which the person is told; or on which it is looked at again whether that would still harm."""
    return again_on or opened_on + TELL_WITHIN


def reason_not_to_tell(told_on: date, *, opened_on: date, today: date) -> str:
    """The code of why the person cannot have been told on this day; empty where she can."""
    return "" if opened_on <= told_on <= today else "day"


def reason_not_to_withhold(reason: str, again_on: date, *, today: date) -> str:
    """The code of why it cannot be held back from her like this; empty where it can. Never for good."""
    if not says_why(reason):
        return "reason"
    return "" if today < again_on <= today + LOOK_AGAIN_WITHIN else "again"


def is_one_too_many(earlier: Sequence[datetime], at: datetime, *, month_began: datetime) -> bool:
    """Whether one more, at this instant, would be the third of somebody within thirty days or this calendar month."""
    since = min(at - MONTH, month_began - timedelta.resolution)
    return sum(since < one <= at for one in earlier) >= MOST_A_MONTH


def why_blocked(
    *,
    unreviewed: Iterable[datetime],
    undecided: Iterable[datetime],
    suspended_until: date | None,
    at: datetime,
    today: date,
) -> str:
    """The code of why a colleague opens nothing now; empty where she does.

    `unreviewed`: when she opened what nobody has looked at; `undecided`: since when it waits whether she goes on at
    all; `suspended_until`: the last day on which she does not.
    """
    if suspended_until is not None and today <= suspended_until:
        return "suspended"
    if any(is_overdue(since, at) for since in undecided):
        return "undecided"
    return "unreviewed" if any(is_overdue(one, at) for one in unreviewed) else ""


def reason_not_to_decide(verdict: str, until: date | None, reason: str, *, today: date) -> str:
    """The code of why it cannot be decided like this whether a colleague goes on; empty where it can."""
    if verdict not in (GOES_ON, SUSPENDED):
        return "verdict"
    if not says_why(reason):
        return "reason"
    if verdict == SUSPENDED and (until is None or not today <= until <= today + LONGEST_SUSPENSION):
        return "until"
    return ""
