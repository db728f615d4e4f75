"""Reading what people agreed to: the answers that stand, and what stood in their place before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Consent


@dataclass(frozen=True)
class Answers:
    """What these people answered and nobody put right, in the order of the days; and every answer by its id."""

    standing: tuple[Consent, ...]
    by_id: Mapping[uuid.UUID, Consent]

    @property
    def last(self) -> dict[tuple[uuid.UUID, str], Consent]:
        """The last answer of each person to each purpose, by case and purpose."""
        return {(row.case_id, row.purpose): row for row in self.standing}

    def together(self, row: Consent) -> list[Consent]:
        """What stands of the answers that one saving left, this one among them."""
        return [
            one
            for one in self.standing
            if (one.case_id, one.recorded_at, one.on, one.given_by)
            == (row.case_id, row.recorded_at, row.on, row.given_by)
        ]

    def earlier(self, row: Consent) -> list[Consent]:
        """What stood in the place of an answer, the newest first."""
        found = []
        while row.corrects_id is not None and row.corrects_id in self.by_id:
            row = self.by_id[row.corrects_id]
            found.append(row)
        return found


def answers_of(actor: Actor, case_ids: Sequence[uuid.UUID]) -> Answers:
    """Everything that was answered in these cases, as far as the actor reads it: one query."""
    rows = list(
        Consent.objects.visible_to(actor).filter(case__in=list(case_ids)).select_related("recorded_by")
    )
    return Answers(tuple(standing_answers(rows)), {row.pk: row for row in rows})


def standing_answers(rows: Iterable[Consent]) -> list[Consent]:
    """The answers that nobody put right, by their day; of one day in the order in which they were first written: what
    is put right later does not overtake what was said after it.
    """
    by_id = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in by_id.values()}

    def first_written(row: Consent) -> tuple[object, ...]:
        first = row
        while first.corrects_id is not None and first.corrects_id in by_id:
            first = by_id[first.corrects_id]
        return row.on, first.recorded_at, str(first.pk)

    return sorted((row for row in by_id.values() if row.pk not in replaced), key=first_written)
