"""Families told by cells that are merged over several people, or by the tents in which they live."""

from __future__ import annotations

from collections.abc import Callable

from shanyraq.cases.rosters.cells import column_letter
from shanyraq.cases.rosters.groups import MOST_OF_A_FAMILY, Grouping, by_starts
from shanyraq.cases.rosters.headers import Column
from shanyraq.cases.rosters.heading_part_words import TENT
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.wording import plain


def is_of_family(column: Column | None) -> bool:
    """Whether merged cells of a column hold a family together; those of a phase, or of no known column, may not."""
    return column is not None and column.field not in ("extra", "unknown")


def _is_of_many(column: Column) -> bool:
    return column.field == "extra" and TENT.search(plain(column.heading)) is None


def by_dwelling(reading: SheetReading, people: list[Draft]) -> Grouping | None:
    """By merged cells of any other column but a phase or a block, else by tents that stand where a family begins.

    Who lives in a tent need not be a family: it is told for the sheet, and of tents beside the first of each.
    """
    merges = family_merges(reading, people, lambda column: column is None or not _is_of_many(column))
    if merges is not None:
        reading.families_by = merges[0]
        return by_merges(people, merges[1])
    starts = [draft.tent is not None for draft in people]
    if not people or all(starts) or not starts[0]:
        return None
    grouping = by_starts(people, starts)
    if sum(starts) < 2 or max(len(group) for group in grouping.groups) > MOST_OF_A_FAMILY:
        return None
    for group in grouping.groups:
        if len(group) > 1:
            group[0].problems.append(remark("family_uncertain"))
    reading.families_by = next(draft.tent for draft in people if draft.tent)[0]
    return grouping


def family_merges(
    reading: SheetReading, people: list[Draft], is_fit: Callable[[Column | None], bool]
) -> tuple[str, list[tuple[int, int]]] | None:
    """The merges that hold families together: of the fit columns, the one in which most of them span several people."""
    rows = {draft.row for draft in people}
    columns = {column.index: column for header in reading.headers for column in header.columns}
    best: tuple[str, list[tuple[int, int]]] | None = None
    for index, merges in reading.vertical_merges.items():
        if not is_fit(columns.get(index)):
            continue
        several = [
            (top, bottom) for top, bottom in merges if sum(row in rows for row in range(top, bottom + 1)) > 1
        ]
        covers_all = (
            len(several) == 1
            and several[0][0] <= min(rows)
            and several[0][1] >= max(rows)
            and len(merges) == 1
        )
        if several and not (covers_all and len(rows) > 12) and (best is None or len(several) > len(best[1])):
            heading = columns[index].heading if index in columns else ""
            best = heading or column_letter(index), several
    return best


def by_merges(people: list[Draft], merges: list[tuple[int, int]]) -> Grouping:
    grouping = Grouping()
    numbers: dict[tuple[int, int], int] = {}
    spans = {row: merge for merge in merges for row in range(merge[0], merge[1] + 1)}
    for draft in people:
        merge = spans.get(draft.row)
        if merge is None:
            grouping.start(draft)
            if draft.after_heading:
                draft.problems.append(remark("family_uncertain"))
        elif merge in numbers:
            grouping.join(draft, numbers[merge])
        else:
            numbers[merge] = grouping.start(draft)
    return grouping
