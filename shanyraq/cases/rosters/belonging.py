"""The nationality of whoever stands in a row: her own, and what is told where a child of hers has none."""

from __future__ import annotations

from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.nationalities import read_nationality, says_nothing
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.tables import RowCells, Table


def read_own_nationality(draft: Draft, table: Table, cells: RowCells, group: str) -> None:
    """The nationality that the columns of a person give, else the heading above; else that there is none."""
    columns = table.header.of("nationality", group=group)
    others = table.header.of("ethnic", group=group)
    for column in columns or others:
        text = cells.text(column)
        if text and not says_nothing(text):
            read = read_nationality(text, ethnic_column=column.field == "ethnic")
            draft.nationality = read.code
            draft.problems.extend(read.problems)
            return
    if group == "main" and table.nationality is not None:
        _from_heading(draft, table)
    elif columns or others:
        draft.problems.append(remark("nationality_missing"))
    elif group != "main":
        tell_nationality_of_row(draft, table, cells)


def tell_nationality_of_row(draft: Draft, table: Table, cells: RowCells) -> None:
    """Somebody in another person's row: her nationality is not taken over, and never passed over in silence."""
    columns = table.header.of("nationality") or table.header.of("ethnic")
    text = next((text for column in columns if (text := cells.text(column)) and not says_nothing(text)), "")
    if text:
        draft.problems.append(remark("nationality_of_row", text=text))
    elif table.nationality is not None:
        _from_heading(draft, table)
    elif columns:
        draft.problems.append(remark("nationality_missing"))


def take_nationality_beside(draft: Draft, text: str) -> None:
    """The citizenship that stands beside a name; one that a column gave is not overruled, and both are told."""
    read = read_nationality(text, ethnic_column=True)
    if draft.nationality is None and read.code is not None:
        draft.nationality = read.code
        draft.problems = [one for one in draft.problems if one.code != "nationality_missing"]
        draft.problems.append(remark("nationality_beside_name", text=text))
        draft.problems.extend(read.problems)
    elif read.code != draft.nationality:
        draft.problems.append(remark("note_kept", text=text))


def _from_heading(draft: Draft, table: Table) -> None:
    # The name of a country alone may be where they are: nobody is its citizen by that.
    draft.nationality = table.nationality or None
    code = "nationality_from_heading" if table.nationality else "nationality_unclear"
    draft.problems.append(remark(code, text=table.nationality_heading))
