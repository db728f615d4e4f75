"""Names in small letters: how some lists are written throughout, and in all others words that may be no name."""

from __future__ import annotations

from collections.abc import Sequence

from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft, SheetReading

#: So many rows of a list have to be written small before it counts as its way of writing.
_FEWEST = 3


def tell_small_letters(readings: Sequence[SheetReading]) -> None:
    """Tells each name without a capital letter, unless most names of its list are written so."""
    for reading in readings:
        small = [draft for draft in reading.drafts if _is_small(draft)]
        rows = {draft.row for draft in small}
        if len(rows) >= _FEWEST and len(rows) > len(
            {draft.row for draft in reading.drafts if _is_capital(draft)}
        ):
            continue
        for draft in small:
            text = " / ".join(run.text for run in draft.names)
            draft.problems.append(remark("name_signs", text=text))


def _is_small(draft: Draft) -> bool:
    return any(run.script != "Arab" and run.text.islower() for run in draft.names)


def _is_capital(draft: Draft) -> bool:
    return any(word[:1].isupper() for run in draft.names for word in run.text.split())
