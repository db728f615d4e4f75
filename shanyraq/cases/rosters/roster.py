"""Reading a whole list: file to people in families, and to the JSON others read."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path, PurePath

from shanyraq.cases.rosters.absent import tell_absent
from shanyraq.cases.rosters.ages import ListDate
from shanyraq.cases.rosters.cells import Sheet
from shanyraq.cases.rosters.counts import check_totals
from shanyraq.cases.rosters.duplicates import mark_duplicates
from shanyraq.cases.rosters.families import assign_families
from shanyraq.cases.rosters.forms import as_table
from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.listdates import date_in_name
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.originals import Cells, originals_of
from shanyraq.cases.rosters.reading import open_list
from shanyraq.cases.rosters.records import Draft, IgnoredRow, Roster, RosterRow, SheetReading
from shanyraq.cases.rosters.sheets import SheetReader
from shanyraq.cases.rosters.side_lists import apart, row_text, together
from shanyraq.cases.rosters.small_letters import tell_small_letters
from shanyraq.cases.rosters.unread import unread_columns


def read_roster(
    source: str | Path | bytes,
    *,
    filename: str | None = None,
    as_of: date | None = None,
    today: date | None = None,
) -> Roster:
    """The people of a camp list, as understood, and every other row with the reason why it is none.

    `source` is a path or the bytes of the file; `filename` is what messages call it and may hold the list's date.
    Ages count from the list's own date, else from `as_of`; never from `today`, which only says
    that nobody is born after it. Raises UnreadableList.
    """
    name = filename or (PurePath(str(source)).name if not isinstance(source, bytes) else "list")
    return read_sheets(open_list(source, filename=name), filename=name, as_of=as_of, today=today)


def read_sheets(
    sheets: list[Sheet], *, filename: str, as_of: date | None = None, today: date | None = None
) -> Roster:
    """The same for sheets that are already open. Total: any grid of cells gives a roster."""
    given = ListDate(as_of.year, as_of.month, as_of.day) if as_of else None
    pieces = [apart(as_table(sheet)) for sheet in sheets]
    sheets = [piece for lists in pieces for piece in lists]
    readings, list_date = _read_all(sheets, date_in_name(filename), given, today)
    for sheet, reading in zip(sheets, readings, strict=True):
        for draft in reading.drafts:
            if draft.row in sheet.unclosed:
                draft.problems.append(remark("quote_unclosed"))
            if sheet.is_hidden:
                draft.problems.append(remark("sheet_hidden", sheet=sheet.name))
    silent = assign_families(readings)
    tell_absent(readings)
    tell_small_letters(readings)
    mark_duplicates(readings)
    rest = iter(readings)
    ignored = [
        IgnoredRow(lists[0].name, row + 1, reason)
        for lists in pieces
        for row, reason in _ignored(lists, list(islice(rest, len(lists))))
    ]
    rows: list[RosterRow] = []
    everybody = (draft for reading in readings for draft in reading.drafts)
    places = {id(draft): place for place, draft in enumerate(everybody)}
    for sheet, reading in zip(sheets, readings, strict=True):
        cells_of = originals_of(sheet, reading.headers)
        rows.extend(
            _row(reading.name, draft, cells_of(draft.row), places.get(id(draft.host)))
            for draft in reading.drafts
        )
    notices = _notices(readings, silent, list_date, given)
    unclosed = [row + 1 for sheet in sheets for row in sorted(sheet.unclosed)]
    if unclosed:
        notices.append(remark("quotes_unclosed", rows=", ".join(map(str, unclosed))))
    notices = list({(notice.code, str(notice.params)): notice for notice in notices}.values())
    return Roster(tuple(rows), tuple(ignored), tuple(notices), list_date)


def _read_all(
    sheets: list[Sheet], in_name: ListDate | None, given: ListDate | None, today: date | None
) -> tuple[list[SheetReading], ListDate | None]:
    """The sheets, and the date their ages count from: a date on one sheet serves those that name none."""
    readers: list[SheetReader] = []
    header: Header | None = None
    for index, sheet in enumerate(sheets):
        reader = SheetReader(sheet, index, fallback=in_name, previous=header, today=today)
        reader.prepare()
        header = reader.header or header
        readers.append(reader)
    found = next((reader.list_date for reader in readers if reader.list_date), None) or given
    for reader in readers:
        reader.list_date = reader.list_date or found
    readings = [reader.read() for reader in readers]
    for reader, reading in zip(readers, readings, strict=True):
        reading.list_date = reader.list_date if reading.drafts else None
    return readings, found


def _ignored(lists: list[Sheet], readings: list[SheetReading]) -> list[tuple[int, Remark]]:
    """The ignored rows of a sheet; a row that nobody spoke of is listed with its text, so that none is ever lost.

    Of lists side by side, what is no person beside a person is told with her.
    """
    people: dict[int, Draft] = {}
    for reading in readings:
        for draft in reading.drafts:
            people.setdefault(draft.row, draft)
    held = [{draft.row for draft in reading.drafts} for reading in readings]
    rows: list[tuple[int, Remark]] = []
    for row in range(len(lists[0].rows)):
        reasons: list[tuple[str, Remark]] = []
        for sheet, reading, rows_of_people in zip(lists, readings, held, strict=True):
            if row not in rows_of_people:
                text = row_text(sheet, row)
                default = remark("not_a_person", text=text) if text else remark("blank")
                reasons.append((text, reading.ignored.get(row, default)))
        if row not in people:
            rows.append((row, together(reasons)))
        else:
            told = [text for text, reason in reasons if text and reason.code != "continued"]
            people[row].problems.extend(remark("note_kept", text=text) for text in told)
    return rows


def _row(sheet: str, draft: Draft, cells: Cells, host: int | None) -> RosterRow:
    return RosterRow(
        sheet=sheet,
        row=draft.row + 1,
        names=draft.names,
        sex=draft.sex,
        birth_date=draft.birth.value,
        birth_date_precision=draft.birth.precision,
        family=draft.family,
        relation=draft.relation,
        nationality=draft.nationality,
        documents=tuple(dict.fromkeys(draft.documents)),
        problems=tuple({(problem.code, str(problem.params)): problem for problem in draft.problems}.values()),
        cells=cells,
        host=host,
    )


def _notices(
    readings: list[SheetReading], silent: list[str], list_date: ListDate | None, given: ListDate | None
) -> list[Remark]:
    notices: list[Remark] = []
    if not any(reading.drafts for reading in readings):
        notices.append(remark("no_people"))
    for reading in readings:
        if not reading.drafts:
            continue
        if not reading.fields & {"nationality", "ethnic"}:
            notices.append(remark("no_nationality_column", sheet=reading.name))
        if not reading.fields & {"sex", "sex_m", "relation"}:
            notices.append(remark("no_sex_column", sheet=reading.name))
        if not reading.fields & {"birth", "birth_year", "birth_place_date", "age"}:
            notices.append(remark("no_birth_column", sheet=reading.name))
    notices.extend(remark("no_family_sign", sheet=name) for name in silent)
    for reading in readings:
        if reading.is_guessed and reading.drafts:
            notices.append(remark("sheet_guessed", sheet=reading.name))
        if reading.families_by:
            notices.append(remark("families_by_column", sheet=reading.name, column=reading.families_by))
        notices.extend(
            remark("column_settled", sheet=reading.name, column=" ".join(heading.split()))
            for heading in reading.settled
        )
    notices.extend(check_totals(readings))
    notices.extend(unread_columns([(reading.name, reading.unread) for reading in readings]))
    if list_date is not None and list_date is given:
        notices.append(remark("list_date_given", date=list_date.iso()))
    for each in dict.fromkeys([list_date, *(reading.list_date for reading in readings)]):
        if each is not None and each is not given:
            notices.append(remark("list_date", date=each.iso(), text=each.text))
    return notices


def to_json(roster: Roster) -> dict[str, list[dict[str, object]]]:
    """The roster as plain data for JSON; problems and reasons are English sentences."""
    return {
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "names": [{"text": run.text, "script": run.script} for run in row.names],
                "sex": row.sex,
                "birth_date": row.birth_date,
                "birth_date_precision": row.birth_date_precision,
                "family": row.family,
                "relation": row.relation,
                "nationality": row.nationality,
                "documents": list(row.documents),
                "problems": [problem.sentence() for problem in row.problems],
            }
            for row in roster.rows
        ],
        "ignored": [
            {"sheet": row.sheet, "row": row.row, "reason": row.reason.sentence()} for row in roster.ignored
        ],
    }
