"""What an authority may be given at its request, and what no request opens. Pure.

No role, account or feed exists for police, prosecutors or services: this is the only way, and it is refused by default.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from shanyraq.foundation.text import N_

GIVEN, REFUSED = "GIVEN", "REFUSED"
OUTCOMES = (GIVEN, REFUSED)
RECEIVED, ANSWERED = "RECEIVED", "ANSWERED"
LEAST_REASON = 10  # characters, for each item that people refuse

SEALED = "C2"
COURT_ONLY = frozenset({"C4n", "C5"})
OF_A_CHILD = frozenset({"C3", "C4", "C4n", "C5", "C6", "C7"})
# What can be asked for: every part of a file.
PARTS = ("C0", "C1", "C2", "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")

RULES = {
    "sealed": N_(
        "A sealed identity is given to nobody in this way: two custodians decide, at a request of their own."
    ),
    "court": N_("Process notes and faith counselling are given only where an order of a court names them."),
    "child_court": N_(
        "Of a child this is given only where a court under child-justice rules orders it by name."
    ),
    "no_reason": N_("Say of each thing that is withheld why."),
    "undecided": N_("Every thing is either given or withheld."),
    "telling": N_("The person is told, unless an order of a court forbids it: then name the order."),
    "unknown": N_("These are not the items of the request."),
}


@dataclass(frozen=True)
class Order:
    """An order of a court: the parts of a file that it names, and whether it was made under child-justice rules."""

    number: str = ""
    names: frozenset[str] = frozenset()
    is_child_justice: bool = False

    def holds_for(self, part: str) -> bool:
        """Whether it is an order at all, and names this part."""
        return bool(self.number.strip()) and part in self.names


@dataclass(frozen=True)
class Decided:
    """What is proposed about one item, and why."""

    outcome: str
    reason: str = ""


def refused_by_rule(part: str, *, is_child: bool, order: Order) -> str:
    """The code of the rule by which an item is refused, whatever anybody decides; empty where people decide."""
    if part == SEALED:
        return "sealed"
    is_ordered = order.holds_for(part)
    if is_child and part in OF_A_CHILD and not (is_ordered and order.is_child_justice):
        return "child_court"
    if part in COURT_ONLY and not is_ordered:
        return "court"
    return ""


def reason_not_to_answer(
    items: Iterable[tuple[str, Decided]], *, is_child: bool, order: Order, is_told: bool, forbidden_by: str
) -> str:
    """The code of why an answer cannot be given like this; empty where it can. `items`: part and what is proposed."""
    for part, decided in items:
        if decided.outcome not in OUTCOMES:
            return "undecided"
        rule = refused_by_rule(part, is_child=is_child, order=order)
        if decided.outcome == GIVEN and rule:
            return rule
        if not rule and lacks_reason(decided):
            return "no_reason"
    return "" if is_told or forbidden_by.strip() else "telling"


def lacks_reason(decided: Decided) -> bool:
    """Whether people withhold something without saying why. What a rule withholds has the rule for its reason."""
    return decided.outcome == REFUSED and len(decided.reason.strip()) < LEAST_REASON


def is_overdue(answer_by: date, state: str, today: date) -> bool:
    """Whether its day has passed without an answer."""
    return state != ANSWERED and today > answer_by


def counted(outcomes: Collection[str]) -> tuple[int, int]:
    """How many items were given and how many refused, for the report that everybody may read."""
    return sum(one == GIVEN for one in outcomes), sum(one == REFUSED for one in outcomes)
