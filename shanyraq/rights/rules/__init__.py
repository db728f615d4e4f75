"""What a person may ask about her own file, who may ask it, and until when it is answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shanyraq.foundation.text import N_

SEE, READERS, CORRECT, OBJECT, ERASE = "SEE", "READERS", "CORRECT", "OBJECT", "ERASE"
KINDS: Mapping[str, str] = {
    SEE: N_("To see what is kept about her or him"),
    READERS: N_("To know who reads it and who did"),
    CORRECT: N_("To put something right"),
    OBJECT: N_("To object to a use"),
    ERASE: N_("To have something erased"),
}
# Never by a former name or an old paper: whoever asks is not asked to go back to what was sealed.
IDENTIFIED: Mapping[str, str] = {
    "KNOWN": N_("The colleague who leads the support knows her or him"),
    "DOCUMENT": N_("A document in the name in use, of which no copy is kept"),
    "CODE": N_("The code of the file, and two facts that only she or he would know"),
    "GUARDIAN": N_("The guardian showed the decision that makes her or him the guardian"),
}
RECEIVED, ACKNOWLEDGED, ANSWERED = "RECEIVED", "ACKNOWLEDGED", "ANSWERED"
DONE, PARTLY, DECLINED = "DONE", "PARTLY", "DECLINED"
OUTCOMES: Mapping[str, str] = {
    DONE: N_("Done as asked"),
    PARTLY: N_("Done in part"),
    DECLINED: N_("Declined"),
}
HOLD, VITAL = "HOLD", "VITAL"
GROUNDS: Mapping[str, str] = {
    HOLD: N_("A legal hold is in force"),
    VITAL: N_("Another person's vital interest"),
}
LEAST_REASON = 30  # characters
ACKNOWLEDGE_DAYS, ANSWER_DAYS = 3, 30  # where the pack names no other

REASONS: Mapping[str, str] = {
    "kind": N_("Choose what is asked."),
    "receiver": N_(
        "This person cannot ask that for her or him: an adult asks alone, for a child a parent or guardian,"
        " and from 12 the child alone."
    ),
    "identified": N_("Say how it is known who asks."),
    "guardian": N_("Only of a guardian the decision is looked at: choose how this person was identified."),
    "day": N_("Nothing was asked on a day to come, nor more than a year ago. Check the day."),
    "language": N_("The answer is not there in this language."),
    "open": N_(
        "The same is asked already and not answered yet. Tick that it is asked once more, or open that one."
    ),
    "purpose": N_("Say to which use the person objects."),
    "answered": N_("This was answered already."),
    "acknowledged": N_("It was confirmed already that this came in."),
    "ground": N_("What is asked is declined, or done in part, only on one of the grounds, and with reasons."),
    "ground_not_needed": N_("A ground belongs to what is declined or done in part only."),
    "no_hold": N_("There is no legal hold in force on this file."),
    "hold_erases": N_("A legal hold keeps from erasing, from nothing else."),
    "reasons": N_("Give the reasons in at least 30 characters: the person is told them."),
    "sheet": N_("Give the sheet first: it is the answer. Its page stands beside this one."),
    "copy": N_("Give the copy first: it is the answer. Its page stands beside this one."),
    "still_yes": N_("Take the yes to this use back first: its page stands beside this one."),
    "by_erasing": N_("This is answered by the erasure itself, once it is done."),
}


@dataclass(frozen=True)
class Clock:
    """Until when somebody is told that her request came in, and until when she is answered."""

    acknowledge_by: date
    answer_by: date

    def due(self, state: str) -> date | None:
        """The day of what comes next; None where nothing does."""
        return {RECEIVED: self.acknowledge_by, ACKNOWLEDGED: self.answer_by}.get(state)


def clock_of(received_on: date, acknowledge_days: int, answer_days: int) -> Clock:
    """Days run from the day after it came in."""
    return Clock(received_on + timedelta(days=acknowledge_days), received_on + timedelta(days=answer_days))


def reason_not_to_receive(
    *, kind: str, asked_by: str, identified: str, may_ask: tuple[str, ...], received_on: date, today: date
) -> str:
    """The code of why a request cannot be entered like this; empty where it can."""
    if kind not in KINDS:
        return "kind"
    if asked_by not in may_ask:
        return "receiver"
    if identified not in IDENTIFIED:
        return "identified"
    if identified == "GUARDIAN" and asked_by != "GUARDIAN":
        return "guardian"
    return "" if today - timedelta(days=366) <= received_on <= today else "day"


def is_answered_by(asked_by: str, language: str, given_to: str, told_in: str) -> bool:
    """Whether a paper given to this receiver in this language answers what was asked.

    It went to who asked, or to the person herself: a child who asked alone is not answered through her elders.
    """
    return given_to in (asked_by, "SELF") and told_in == language


@dataclass(frozen=True)
class Facts:
    """What an answer depends on: what is asked, whether a hold is in force, and whether its next step was taken."""

    kind: str
    state: str
    is_held: bool
    is_sheet_given: bool = False
    is_purpose_open: bool = False
    is_copy_given: bool = False


def reason_not_to_answer(facts: Facts, *, outcome: str, ground: str, reasons: str) -> str:
    """The code of why it cannot be answered like this; empty where it can.

    Nothing is declined, wholly or in part, but for a legal hold or another's vital interest, and with reasons.
    """
    if facts.state == ANSWERED:
        return "answered"
    if outcome == DONE:
        return "ground_not_needed" if ground else _undone(facts)
    if outcome not in OUTCOMES or ground not in GROUNDS:
        return "ground"
    if ground == HOLD and facts.kind != ERASE:
        return "hold_erases"
    if ground == HOLD and not facts.is_held:
        return "no_hold"
    return "" if len(reasons.strip()) >= LEAST_REASON else "reasons"


def _undone(facts: Facts) -> str:
    """What has to happen before it can be said that it was done."""
    if facts.kind == SEE and not facts.is_copy_given:
        return "copy"
    if facts.kind == READERS and not facts.is_sheet_given:
        return "sheet"
    if facts.kind == OBJECT and facts.is_purpose_open:
        return "still_yes"
    return "by_erasing" if facts.kind == ERASE else ""
