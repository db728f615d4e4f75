"""People who seem to stand in the list twice."""

from __future__ import annotations

from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.people.names import skeleton, split_kunya, tokens


def mark_duplicates(readings: list[SheetReading]) -> None:
    """Adds a remark to the later of two people with one name and no differing birth date or sex.

    Names are compared across scripts. Somebody with a single name is a duplicate only with the same full birth date
    or in the same family.
    """
    seen: dict[tuple[tuple[str, ...], str], list[Draft]] = {}
    names = {reading.index: reading.name for reading in readings}
    for reading in readings:
        for draft in reading.drafts:
            keys = _keys(draft)
            twin = next(
                (
                    other
                    for key in keys
                    for other in _candidates(draft, key, seen)
                    if _same(draft, other, key)
                ),
                None,
            )
            if twin is not None:
                draft.problems.append(remark("duplicate", row=twin.row + 1, sheet=names[twin.sheet_index]))
            for key in keys:
                for part in _parts(draft, key):
                    seen.setdefault((key, part), []).append(draft)


def _parts(draft: Draft, key: tuple[str, ...]) -> list[str]:
    """Drawers that keep namesakes apart: by family for single names, else by year of birth."""
    if len(key) == 1:
        return [draft.family, draft.birth.value or ""]
    return [draft.birth.value[:4] if draft.birth.value else "", "*"]


def _candidates(
    draft: Draft, key: tuple[str, ...], seen: dict[tuple[tuple[str, ...], str], list[Draft]]
) -> list[Draft]:
    if len(key) == 1:
        parts = _parts(draft, key)
    elif draft.birth.year is None:
        parts = ["*"]
    else:
        parts = ["", *(str(draft.birth.year + step) for step in (0, -1, 1))]
    # A thousand namesakes are no news: the first ones are enough to compare with.
    return [other for part in parts for other in seen.get((key, part), ())[:20]]


def _keys(draft: Draft) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for run in draft.names:
        name, kunya = split_kunya(run.text)
        words = tokens(name or kunya or "")
        found.append(tuple(sorted(skeleton(word) for word in words)))
    return list(dict.fromkeys(key for key in found if key))


def _same(draft: Draft, other: Draft, key: tuple[str, ...]) -> bool:
    if draft.sex and other.sex and draft.sex != other.sex:
        return False
    born, other_born = draft.birth.value, other.birth.value
    exact = "day" in (draft.birth.precision, other.birth.precision)
    if born is None or other_born is None:
        agree = len(key) > 1
    elif "estimated" in (draft.birth.precision, other.birth.precision):
        agree = abs(int(born[:4]) - int(other_born[:4])) <= 1
    else:
        agree = born.startswith(other_born) or other_born.startswith(born)
    if not agree:
        return False
    if len(key) == 1:
        return (exact and born == other_born and born is not None) or (
            draft.family == other.family and born is not None
        )
    return True
