"""The services of a file: one for one or several people whom it concerns alike, with its state and its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq import pathway
from shanyraq.access.rules import Actor
from shanyraq.cases import queries
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.answers import answers_of
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.pathway import StepState

WITHDRAWN = "case.consent.withdrawn"
OPEN = (StepState.LATE, StepState.DUE, StepState.WAITING)
SET_ASIDE = (StepState.DECLINED, StepState.WAIVED)
FILTERS: dict[str, tuple[StepState, ...]] = {
    "open": OPEN,
    "late": (StepState.LATE,),
    "due": (StepState.DUE,),
    "waiting": (StepState.WAITING,),
    "later": (StepState.AHEAD,),
    "done": (StepState.DONE,),
    "not-applicable": (StepState.NOT_APPLICABLE,),
}


@dataclass(frozen=True)
class Service:
    """One service as it stands, alike for the members it names. `id` is its row's name, on whichever page it stands."""

    id: str
    action: pathway.Action
    steps: tuple[tuple[Member, pathway.Step], ...]
    why: str

    @property
    def first(self) -> pathway.Step:
        return self.steps[0][1]

    @property
    def state(self) -> StepState:
        return self.first.state

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(member for member, _step in self.steps)

    @property
    def due_at(self) -> datetime | None:
        return min((step.due_at for _member, step in self.steps if step.due_at), default=None)


def services(file: SupportFile, states: Iterable[StepState]) -> list[Service]:
    """The services in these states that the viewer reads: late first, then by date; alike ones in one row."""
    wanted, reader, back = frozenset(states), file.actor, TakenBack(file)
    grouped: dict[tuple[Any, ...], list[tuple[Member, pathway.Step]]] = {}
    for member in file.members:
        for step in queries.visible_steps(member.plan, reader) if member.plan else ():
            if step.state in wanted:
                why = back.told(member, step, why_words(step, reader, file.today))
                key = (step.action_id, step.state, local_day(step.due_at), local_day(step.closed_at), why)
                grouped.setdefault(key, []).append((member, step))
    seen: Counter[str] = Counter()
    found = []
    for (action_id, state, *_days, why), steps in grouped.items():
        # A page shows what is open and, in a list of its own, what was set aside: each state has names of its own.
        name = action_id if state in OPEN else f"{action_id}.{state.lower()}"
        seen[name] += 1
        row_id = name if seen[name] == 1 else f"{name}.{seen[name]}"
        found.append(Service(row_id, queries.pack().action(action_id), tuple(steps), why))
    return sorted(found, key=_order)


class TakenBack:
    """Says beside the review of consents which ones were taken back; asks for them only where one is to be reviewed."""

    def __init__(self, file: SupportFile) -> None:
        self.file = file

    @cached_property
    def _purposes(self) -> dict[tuple[UUID, date], list[str]]:
        """The purposes taken back, by case and day, as far as the reader sees answers: one query."""
        found: dict[tuple[UUID, date], list[str]] = {}
        for (case, purpose), row in answers_of(self.file.actor, self.file.case_ids).last.items():
            if row.answer == "WITHDRAWN":
                found.setdefault((case, row.on), []).append(purpose)
        return found

    def told(self, member: Member, step: pathway.Step, why: str) -> str:
        """Why the step is there, with what was taken back on its day."""
        day = local_day(step.opens_at)
        if day is None or not step.is_open or WITHDRAWN not in queries.pack().action(step.action_id).event:
            return why
        back = self._purposes.get((member.case.pk, day), ())
        asked = queries.pack().consents.items()
        named = [words.pack_words(purpose.name) for code, purpose in asked if code in back]
        told = _("Taken back: %(purposes)s.") % {"purposes": words.listed(named)} if named else ""
        return f"{why} {told}".strip()


def _order(service: Service) -> tuple[int, float]:
    """Late, due, waiting; within each the oldest date first. What is closed: the newest first."""
    state = service.state
    if service.first.is_closed:
        closed = service.first.closed_at
        return 0, -closed.timestamp() if closed else 0.0
    due = service.due_at
    return (OPEN.index(state) if state in OPEN else len(OPEN)), due.timestamp() if due else float("inf")


def why_words(step: pathway.Step, reader: Actor, today: date) -> str:
    """Why a step stands as it does, without a word of what the reader may not open."""
    pack = queries.pack()
    named = [step.reason.params.get("kind"), *step.reason.params.get("kinds", ())]
    if all(reader.reads(pack.kinds[code].compartment) for code in named if code in pack.kinds):
        return pathway.explain(step, pack, _, words.language_now(), plural=ngettext, today=today)
    if step.state is StepState.DONE and step.closed_at:
        return _("Done on %(day)s.") % {"day": words.day_words(step.closed_at, today)}
    if step.state is StepState.WAITING or step.reason.code == "answer_missing":
        return _("Waiting for somebody outside the team.")
    return _("Not applicable now.")


def local_day(value: datetime | None) -> date | None:
    """The day of an instant in the site's time zone."""
    return timezone.localtime(value).date() if value else None
