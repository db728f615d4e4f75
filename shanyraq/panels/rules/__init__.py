"""Decisions that one person may never take: who sits, who votes, when something is decided, and until when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from shanyraq.foundation.text import N_

WAITING, DECIDED = "WAITING", "DECIDED"
AGREED, NOT_AGREED = "AGREED", "NOT_AGREED"
FOR, AGAINST = "FOR", "AGAINST"
HEARD, SHOWN, NOT_HEARD = "HEARD", "SHOWN", "NOT_HEARD"
HEARINGS = {
    HEARD: N_("Said in her or his own words"),
    SHOWN: N_("Shown in another way: drawn, pointed at, seen"),
    NOT_HEARD: N_("Could not be heard, for the reason below"),
}
GUARDIAN, LAWYER, NOBODY = "GUARDIAN", "LAWYER", "NOBODY"
VOICES = {
    GUARDIAN: N_("The guardian"),
    LAWYER: N_("The child’s lawyer"),
    NOBODY: N_("Nobody yet, for the reason below"),
}
APPELLANTS = {
    "SELF": N_("The person herself or himself"),
    "PARENT": N_("Mother or father"),
    "GUARDIAN": N_("The guardian"),
    "LAWYER": N_("The lawyer"),
}
SHORTEST = 20  # characters of a reason
SATURDAY = 5

NOT_TO_SIT = {
    "role": N_("This colleague holds no role that sits in panels."),
    "left": N_("This colleague does not work here any more."),
    "owner": N_("Whoever leads this file, or has led it, does not decide."),
    "asked": N_("Whoever asked for the decision does not take it."),
    "kin": N_("A relative does not decide."),
    "author": N_("Whoever wrote an assessment for this file does not decide."),
    "before": N_("An appeal is decided by others than those who decided before."),
    "line": N_("The chair is not the line manager of whoever leads this file."),
    "twice": N_("She or he sits in this panel already, perhaps under another account."),
    "seat": N_("This view is brought by colleagues of other professions."),
    "chair": N_("Somebody is in the chair already."),
    "fixed": N_(
        "Somebody has voted: who decides stays the same. Only who has dropped out before voting is replaced."
    ),
}
NOT_TO_VOTE = {
    "member": N_("Only members of this panel vote."),
    "decided": N_("This was decided already."),
    "voted": N_("You have voted already."),
    "unheard": N_(
        "First the child’s view is written down, or why it could not be heard, and who speaks for the child."
    ),
    "incomplete": N_("Voting begins once everybody is named who decides: at least three, for every view."),
    "short": N_("Say why in a sentence or two."),
}
VOTED_KNOWING = N_("Members have voted knowing what stands here: it stays as it is.")
NOT_TO_DECIDE = {
    "chair": N_("The chair says what the panel has decided."),
    "decided": NOT_TO_VOTE["decided"],
    "unheard": NOT_TO_VOTE["unheard"],
    "quorum": N_("Not enough members have voted: a panel decides with at least three, and with every view."),
    "votes": N_("A member has not voted yet: the panel is closed once all have, or once its day has passed."),
    "short": NOT_TO_VOTE["short"],
}


@dataclass(frozen=True)
class Terms:
    """The numbers of a pack."""

    quorum: int = 3
    days: int = 5  # working days from the dossier to the decision
    urgent_hours: int = 24
    ratify_hours: int = 72
    dossier_days: int = 21
    lasts_days: int = 90


@dataclass(frozen=True)
class Vote:
    """One member's vote: a natural person's, for or against what was proposed, in the view that she brings."""

    member: UUID
    seat: str
    is_for: bool


@dataclass(frozen=True)
class Member:
    """Somebody who may sit, or sits: a natural person. `name` is compared with those of who sits already."""

    id: UUID
    name: str
    disciplines: frozenset[str]
    sits_in_panels: bool = True
    has_left: bool = False


@dataclass(frozen=True)
class Barred:
    """Who may not decide about this person, each set by natural persons."""

    owners: frozenset[UUID] = frozenset()
    askers: frozenset[UUID] = frozenset()
    kin: frozenset[UUID] = frozenset()
    authors: frozenset[UUID] = frozenset()
    before: frozenset[UUID] = frozenset()
    line_managers: frozenset[UUID] = frozenset()  # barred from the chair alone

    def reason(self, member: UUID, *, is_chair: bool = False) -> str:
        """Why somebody may not decide, as a code of NOT_TO_SIT; empty where she may."""
        told = (
            ("owner", self.owners),
            ("asked", self.askers),
            ("kin", self.kin),
            ("author", self.authors),
            ("before", self.before),
            ("line", self.line_managers if is_chair else frozenset()),
        )
        return next((code for code, who in told if member in who), "")


def reason_not_to_sit(
    member: Member, *, disciplines: Collection[str], is_chair: bool, sitting: Sequence[Member], barred: Barred
) -> str:
    """Why somebody cannot be named for a view, as a code of NOT_TO_SIT; empty where she can.

    `disciplines`: those that can bring this view. `sitting`: who was named already.
    """
    if member.has_left:
        return "left"
    if not member.sits_in_panels:
        return "role"
    if not member.disciplines & set(disciplines):
        return "seat"
    if any(one.id == member.id or _same_name(one.name, member.name) for one in sitting):
        return "twice"
    return barred.reason(member.id, is_chair=is_chair)


def _same_name(one: str, other: str) -> bool:
    """Two accounts of one natural person bear her name; two people who share one are rarer on a panel than that."""
    return bool(one.split()) and one.casefold().split() == other.casefold().split()


def counted(votes: Iterable[Vote], barred: Collection[UUID]) -> list[Vote]:
    """The votes that count: nobody's who is barred, and of whoever voted more than once none."""
    given = list(votes)
    members = [vote.member for vote in given]
    return [vote for vote in given if vote.member not in barred and members.count(vote.member) == 1]


def outcome(
    votes: Iterable[Vote], *, barred: Collection[UUID], quorum: int, seats: Collection[str], is_urgent: bool
) -> str:
    """What these votes decide: AGREED or NOT_AGREED by majority, a tie is no yes; empty where nothing is decided.

    A panel decides with its quorum and with every view; in a hurry with its quorum alone, and others confirm it.
    """
    valid = counted(votes, barred)
    if len(valid) < quorum or not (is_urgent or {vote.seat for vote in valid} >= set(seats)):
        return ""
    return AGREED if 2 * sum(vote.is_for for vote in valid) > len(valid) else NOT_AGREED


def waits_for_votes(silent: Collection[UUID], barred: Collection[UUID], at: datetime, due: datetime) -> bool:
    """Whether somebody who may vote has not, and still has time to: her view is waited for before it is closed."""
    return at < due and not set(silent) <= set(barred)


def is_dissent(vote: str, decided: str) -> bool:
    """Whether a member voted otherwise than the panel decided."""
    return bool(vote) and bool(decided) and (vote == FOR) != (decided == AGREED)


def due_at(asked_at: datetime, terms: Terms, *, is_urgent: bool) -> datetime:
    """Until when it is to be decided. `asked_at` in the programme's time zone: working days are Monday to Friday."""
    if is_urgent:
        return asked_at + timedelta(hours=terms.urgent_hours)
    day = working_days_after(asked_at.date(), terms.days)
    return asked_at.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=59, second=59)


def working_days_after(day: date, number: int) -> date:
    """The day so many working days later."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def ratify_by(decided_at: datetime, terms: Terms) -> datetime:
    """Until when an urgent decision has to be confirmed."""
    return decided_at + timedelta(hours=terms.ratify_hours)


@dataclass(frozen=True)
class Standing:
    """How the newest decision of a kind about a person stands."""

    state: str
    outcome: str = ""
    decided_at: datetime | None = None
    is_urgent: bool = False
    is_ratified: bool | None = None  # None as long as nobody was asked, or has answered


def holds(standing: Standing, at: datetime, terms: Terms) -> bool:
    """Whether a decision holds: taken, not too long ago; if in a hurry, confirmed or not yet to be."""
    decided = standing.decided_at
    if standing.state != DECIDED or decided is None or at > decided + timedelta(days=terms.lasts_days):
        return False
    if not standing.is_urgent or standing.is_ratified:
        return True
    return standing.is_ratified is None and at <= ratify_by(decided, terms)


def carries(standing: Standing, at: datetime, terms: Terms, *, needs_yes: bool) -> bool:
    """Whether what was asked may be done: a decision holds, and it is a yes where one is needed."""
    return holds(standing, at, terms) and (not needs_yes or standing.outcome == AGREED)


def is_short(words: str) -> bool:
    """Whether a reason says too little."""
    return len(words.strip()) < SHORTEST
