"""The birth date of a person, out of one column or several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shanyraq.cases.rosters.ages import Age, Unit, birth_from_age, read_age
from shanyraq.cases.rosters.calendar_words import MONTHS
from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.dates import BirthDate, full_year, judged, read_birth_date
from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.heading_part_words import MONTH as MONTH_WORDS
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.orders import ColumnDates
from shanyraq.cases.rosters.phrases import Phrase
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.wording import is_blank_word, plain, words_pattern
from shanyraq.cases.rosters.written import EARLIEST_YEAR, LATEST_YEAR

_AGE_HEADING = words_pattern("age|возраст|жасы|жас|العمر|عمر|السن")
#: In a column of years these are a slip of the pen, and no day that a spreadsheet program counted.
_MANY_FIGURES = re.compile(r"(?:19|20)\d{3}(?:\.0+)?")
_FIVE_FIGURES = re.compile(r"\d{5}(?:\.0+)?")
_DATE_HEADING = words_pattern("dob|d.o.b|d.o.b.|birth|born|рожд*|родив*|туған|ولاده|الولاده|ميلاد|الميلاد")
#: What stands beside a date and is told even where another column has a better one.
_BESIDE_A_DATE = frozenset(("birth_leftover", "column_unread"))
_BIRTH_FIELDS = ("birth", "birth_year", "birth_place_date")


def birth_of(
    cell: Cell,
    dates: ColumnDates,
    table: Table,
    *,
    is_age_column: bool,
    unit: Unit = "years",
    heading: str = "",
) -> BirthDate:
    """The birth date a cell states, directly or by an age on the list's date."""
    text = cell_text(cell)
    if is_age_column:
        return _from_age_cell(cell, text, dates, table, unit)
    if heading == "birth_year" and _MANY_FIGURES.fullmatch(plain(text)):
        return BirthDate(problems=(remark("birth_unclear", text=text),))
    read = read_birth_date(cell, dates, table.latest, table.today)
    if read is not None:
        if heading == "birth_year" and read.value and _FIVE_FIGURES.fullmatch(plain(text)):
            doubt = remark("number_as_day", text=text, birth=read.value)
            return replace(read, problems=(*(p for p in read.problems if p.code != doubt.code), doubt))
        return read
    short = plain(text).strip(" .г'")
    if heading == "birth_year" and short.isdigit() and len(short) == 2:
        year = full_year(int(short), True, table.latest)
        read = BirthDate(str(year), "year", (remark("number_as_short_year", text=text, year=year),))
        return judged(read, text, table.latest, table.today)
    age = None if isinstance(cell, bool) else read_age(text)
    if age is None:
        return BirthDate(problems=(remark("birth_unclear", text=text),))
    found = _from_age(age, text, table)
    if not any(sign.isalpha() for sign in text) and not _AGE_HEADING.search(plain(heading)):
        found = replace(found, problems=(*found.problems, remark("number_as_age", text=text)))
    return found


def _from_age(age: Age, text: str, table: Table) -> BirthDate:
    # A list of next year would make people who are not born yet.
    return judged(birth_from_age(age, text, table.list_date), text, None, table.today)


def _from_age_cell(cell: Cell, text: str, dates: ColumnDates, table: Table, unit: Unit) -> BirthDate:
    if isinstance(cell, (bool, date)):
        return BirthDate(problems=(remark("age_unclear", text=text),))
    age = read_age(text, unit)
    if age is not None:
        return _from_age(age, text, table)
    if isinstance(cell, int) and not EARLIEST_YEAR <= cell <= LATEST_YEAR:
        return BirthDate(problems=(remark("age_unclear", text=text),))
    read = read_birth_date(cell, dates, table.latest, table.today)
    if read is None:
        return BirthDate(problems=(remark("age_unclear", text=text),))
    if read.value and text.strip().isdigit():
        read = replace(read, problems=(*read.problems, remark("number_as_year", text=text)))
    return read


def read_birth(draft: Draft, table: Table, cells: RowCells, group: str, phrases: list[Phrase]) -> None:
    """Puts the most exact birth date of a row into the draft, with what the others say against it."""
    header = table.header
    columns = header.of(*_BIRTH_FIELDS, "age", "birth_day", "birth_month", group=group)
    readings: list[BirthDate] = []
    split = _split_date(header, cells, group, table)
    if split is not None:
        readings.append(split)
    ages: list[tuple[str, BirthDate]] = []
    both = _years_and_months(header, cells, group)
    if both is not None:
        read = birth_of(both, ColumnDates(), table, is_age_column=True)
        readings.append(read)
        ages.append((both, read))
        columns = [column for column in columns if column.field != "age"]
    for column in sorted(columns, key=lambda each: each.field == "age"):
        # A day or a month alone is no date: it stays unread, and is told.
        cell = None if column.field in ("birth_day", "birth_month") else cells.cell(column)
        if cell is None or (isinstance(cell, str) and is_blank_word(cell)):
            continue
        if column.field == "birth_year" and split is not None:
            continue
        is_age = column.field == "age" and not _is_date_beside_ages(cell, column.heading)
        heading = column.field if column.field in ("birth_place_date", "birth_year") else column.heading
        dates = table.dates.get(column.index, ColumnDates())
        read = birth_of(cell, dates, table, is_age_column=is_age, unit=_unit(column.heading), heading=heading)
        readings.append(_with_place(read, column.heading) if column.field == "birth_place_date" else read)
        if is_age:
            ages.append((cell_text(cell), readings[-1]))
    beside = [(phrase, _beside_name(phrase.when, phrase, table)) for phrase in phrases if phrase.when]
    readings.extend(read for _, read in beside)
    _settle_birth(draft, readings, ages, bool(columns))
    draft.problems.extend(_unused(draft.birth, beside))


def _with_place(read: BirthDate, heading: str) -> BirthDate:
    """The place in a cell that holds the date as well is told like one in a column of its own."""
    told = tuple(
        remark("column_unread", column=" ".join(heading.split()), **problem.params)
        if problem.code == "birth_leftover"
        else problem
        for problem in read.problems
    )
    return replace(read, problems=told)


def _is_date_beside_ages(cell: Cell, heading: str) -> bool:
    """Under `DOB or age` a day is a day."""
    return isinstance(cell, date) and _DATE_HEADING.search(plain(heading)) is not None


def _beside_name(text: str, phrase: Phrase, table: Table) -> BirthDate:
    """What stands behind a name as a birth date or an age; a bare `(2)` may be neither."""
    read = birth_of(text, ColumnDates(), table, is_age_column=phrase.when_is_age)
    if phrase.when_is_age and read.value and not any(sign.isalpha() for sign in text):
        read = replace(read, problems=(*read.problems, remark("number_beside_name", text=text)))
    return read


def _unused(birth: BirthDate, beside: list[tuple[Phrase, BirthDate]]) -> Iterator[Remark]:
    """What is said of dates and ages beside a name that a column overruled."""
    for phrase, read in beside:
        if birth.value is None or read is birth or not phrase.when:
            continue
        if read.value is None:
            yield remark("note_kept", text=phrase.when)
        elif not _agree(read, birth):
            code = "age_disagrees" if phrase.when_is_age else "note_kept"
            yield remark(code, text=phrase.when, **({"birth": birth.value} if phrase.when_is_age else {}))


def _agree(one: BirthDate, other: BirthDate) -> bool:
    if "estimated" in (one.precision, other.precision):
        return abs((one.year or 0) - (other.year or 0)) <= 1
    return (one.value or "").startswith(other.value or "") or (other.value or "").startswith(one.value or "")


def _years_and_months(header: Header, cells: RowCells, group: str) -> str | None:
    """An age in two columns, years and months, as one text."""
    parts = {_unit(column.heading): cells.text(column).strip() for column in header.of("age", group=group)}
    years, months = parts.get("years", ""), parts.get("months", "")
    return f"{years} y {months} m" if years.isdigit() and months.isdigit() else None


def _settle_birth(
    draft: Draft, readings: list[BirthDate], ages: list[tuple[str, BirthDate]], has_columns: bool
) -> None:
    # The most exact statement wins; what the others could not say does not matter then.
    ranks = {"day": 0, "month": 1, "year": 2, "estimated": 3, "unknown": 4}
    readable = sorted((read for read in readings if read.value), key=lambda read: ranks[read.precision])
    if readable:
        draft.birth = readable[0]
        draft.problems.extend(draft.birth.problems)
        unread = [problem for read in readings if not read.value for problem in read.problems]
        draft.problems.extend(problem for problem in unread if problem.code != "age_no_list_date")
        others = (read for read in readings if read.value and read is not draft.birth)
        draft.problems.extend(
            problem for read in others for problem in read.problems if problem.code in _BESIDE_A_DATE
        )
        for text, read in ages:
            if (
                read is not draft.birth
                and read.year
                and draft.birth.year
                and abs(read.year - draft.birth.year) > 1
            ):
                draft.problems.append(remark("age_disagrees", text=text, birth=draft.birth.value or ""))
        return
    problems = [problem for read in readings for problem in read.problems]
    draft.birth = BirthDate()
    draft.problems.extend(problems)
    if not problems and has_columns:
        draft.problems.append(remark("birth_missing"))


def _split_date(header: Header, cells: RowCells, group: str, table: Table) -> BirthDate | None:
    """A birth date in three columns: day, month, year."""
    parts: dict[str, str] = {}
    for name in ("birth_day", "birth_month", "birth_year"):
        columns = header.of(name, group=group)
        if columns and not is_blank_word(cells.peek(columns[0])):
            parts[name] = cells.peek(columns[0])
    if "birth_year" not in parts or not header.of("birth_month", group=group):
        return None
    month = parts.get("birth_month", "")
    if plain(month) in MONTHS:
        month = str(MONTHS[plain(month)])
    joined = ".".join([parts.get("birth_day", "00") if month else "00", month or "00", parts["birth_year"]])
    read = read_birth_date(joined, ColumnDates(((".", "dmy"),)), table.latest, table.today)
    for column in header.of("birth_day", "birth_month", group=group) if read is not None and month else ():
        cells.text(column)
    return read


def _unit(heading: str) -> Unit:
    return (
        "months"
        if MONTH_WORDS.search(plain(heading)) and not re.search(r"year|год|лет|жас|سن", plain(heading))
        else "years"
    )
