"""Walking through one sheet: headings, people, and the rows that are neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shanyraq.cases.rosters.ages import ListDate
from shanyraq.cases.rosters.cells import Cell, Sheet, cell_text
from shanyraq.cases.rosters.columns import (
    father_is_part,
    filled_cells,
    may_be_heading,
    merges_by_row,
    name_by_content,
    names_with_comma,
)
from shanyraq.cases.rosters.dittos import Dittos
from shanyraq.cases.rosters.documents import read_documents
from shanyraq.cases.rosters.groups import HeadingCount
from shanyraq.cases.rosters.guesses import guess_columns
from shanyraq.cases.rosters.headers import NAME_FIELDS, Header
from shanyraq.cases.rosters.heading_rows import find_header, header_of_labels, is_column_numbers
from shanyraq.cases.rosters.lines import (
    Line,
    closing_line,
    heading_line,
    is_numbered_family,
    is_summary,
    tells_of,
)
from shanyraq.cases.rosters.listdates import date_in
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.orders import column_dates
from shanyraq.cases.rosters.parallel_lists import each_numbered, each_person
from shanyraq.cases.rosters.people import read_person
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.sexes import sex_of_heading
from shanyraq.cases.rosters.sheet_dates import BIRTH_FIELDS, date_of_sheet
from shanyraq.cases.rosters.side_lists import row_text
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.unread import tell_anew, tell_unread
from shanyraq.cases.rosters.wording import is_blank_word
from shanyraq.people.names import script_of, tokens

_FILLED_DOWN = frozenset(
    ("family", "nationality", "ethnic", "surname", "sex", "head_name", "father", "extra", "mother", "husband")
)
_TELLING = frozenset(
    (
        "birth",
        "birth_year",
        "birth_place_date",
        "age",
        "sex",
        "sex_m",
        "sex_f",
        "relation",
        "documents",
        "children",
    )
)


class SheetReader:
    """Reads the people of one sheet, row by row."""

    def __init__(
        self,
        sheet: Sheet,
        index: int,
        *,
        fallback: ListDate | None,
        previous: Header | None,
        today: date | None,
    ) -> None:
        self.sheet = sheet
        self.reading = SheetReading(sheet.name, index, sheet.place or sheet.name, sheet.shares_families)
        self.header: Header | None = None
        self._previous_header = previous
        self._fallback, self._today = fallback, today
        self._merges_by_row = merges_by_row(sheet)
        self._filled = filled_cells(sheet)
        self._table: Table | None = None
        self._dittos = Dittos(None)
        self._gap = self._turned = self._under_orphans = False
        self._signature: object = None
        self._family: tuple[str, int] | None = None
        self._count = HeadingCount([])
        self._section_sex: tuple[str, str] | None = None
        self._section_nationality: tuple[str, str] | None = None
        self._last: Draft | None = None
        self._cells: RowCells | None = None
        self._fields: set[str] = set()
        self._has_header = False
        self._guessed: Header | None = None
        self._headers: dict[int, Header] = {}
        self.list_date = fallback

    def prepare(self) -> None:
        """Finds the headings and the date of the list."""
        self._headers = self._find_headers()
        self.list_date = date_of_sheet(self.sheet, self._headers, self._fallback)
        self.header = next(reversed(self._headers.values()), None)

    def read(self) -> SheetReading:
        """All rows of the sheet, as people or as ignored; `list_date` may be set before."""
        headers = self._headers
        self.header = None
        self._take_sheet_name()
        self._has_header = bool(headers)
        if -1 in headers:
            self._set_table(headers[-1], headers)
        row = 0
        rows = self.sheet.rows
        while row < len(rows):
            header = headers.get(row)
            if header is not None:
                row = self._enter_table(header, headers)
                continue
            self._read_row(row)
            row += 1
        self.reading.fields = frozenset(self._fields)
        self.reading.headers = list(headers.values())
        self.reading.has_family_column = "family" in self._fields
        self._collect_vertical_merges()
        return self.reading

    # Headings

    def _find_headers(self) -> dict[int, Header]:
        if self.sheet.labels:
            return {-1: header_of_labels(self.sheet.labels)}
        found: dict[int, Header] = {}
        row = 0
        while row < len(self.sheet.rows):
            header = None
            if may_be_heading(self.sheet.rows[row]):
                header = find_header(self.sheet, row, self._merges_by_row)
            if header is not None:
                found[row] = header
                row = header.rows[-1]
            row += 1
        if not found:
            guessed = guess_columns(self.sheet, self._previous_header)
            if guessed is not None:
                found[guessed.rows[0] if guessed.rows else -1] = guessed
                self._guessed = guessed
        return found

    def _enter_table(self, header: Header, headers: dict[int, Header]) -> int:
        repeated = self.header is not None and header.signature() == self._signature
        for row in header.rows:
            self.reading.ignored[row] = self._why_no_person(header, row, repeated=repeated)
        if not repeated:
            self._set_table(header, headers)
        following = header.rows[-1] + 1
        if following < len(self.sheet.rows) and is_column_numbers(self.sheet.rows[following]):
            self.reading.ignored[following] = remark("column_numbers")
            following += 1
        self._turned = repeated
        if not repeated:
            self._last = None
        return following

    def _why_no_person(self, header: Header, row: int, *, repeated: bool) -> Remark:
        """That the row holds headings, quoted where not all are understood: it may be another row after all."""
        unknown = [column.index for column in header.columns if column.field == "unknown"]
        if any(self.sheet.at(row, index) is not None for index in unknown):
            return remark("header_unknown", text=row_text(self.sheet, row))
        return remark("header_repeated" if repeated else "header")

    def _set_table(self, header: Header, headers: dict[int, Header]) -> None:
        start = header.rows[-1] + 1 if header.rows else 0
        ends = [
            row for row, other in headers.items() if row >= start and other.signature() != header.signature()
        ]
        end = min(ends, default=len(self.sheet.rows))
        self._signature = header.signature()
        self.reading.settled.extend(name_by_content(header, self.sheet, start, end))
        self.reading.is_guessed = self.reading.is_guessed or header is self._guessed
        table = Table(header, list_date=self.list_date, today=self._today, guessed=header is self._guessed)
        for column in header.columns:
            if column.field == "age" and (dated := date_in([column.heading])):
                table.list_date = dated
        table.latest = table.list_date.latest() if table.list_date else None
        for column in header.columns:
            if column.field in (*BIRTH_FIELDS, "age"):
                cells = (self.sheet.at(row, column.index) for row in range(start, end))
                table.dates[column.index] = column_dates(
                    cells, column.heading, from_1904=self.sheet.dates_from_1904
                )
        table.father_is_part = father_is_part(header, self.sheet, start, end)
        table.with_comma = names_with_comma(header, self.sheet, start, end)
        self.header, self._table = header, table
        self._fields |= {column.field for column in header.columns}
        self._dittos = Dittos(header)
        self._apply_section()

    def _take_sheet_name(self) -> None:
        name = self.sheet.name
        if sex_of_heading(name):
            self._section_sex = (sex_of_heading(name) or "", name)

    def _apply_section(self) -> None:
        if self._table is None:
            return
        if self._section_sex:
            self._table.sex, self._table.sex_heading = self._section_sex  # type: ignore[assignment]
        if self._section_nationality:
            self._table.nationality, self._table.nationality_heading = self._section_nationality

    # Rows

    def _read_row(self, row: int) -> None:
        cells = self.sheet.rows[row]
        texts = [cell_text(cell) for cell in cells if cell is not None]
        if not texts:
            self.reading.ignored[row] = self.sheet.told.get(row, remark("blank"))
            self._gap = not self.sheet.labels  # forms are apart whoever fills them in
            return
        joined = " | ".join(texts)
        if self._table is None:
            code = "note" if joined.startswith("sep=") else "title" if self._has_header else "no_list"
            self.reading.ignored[row] = remark(code, text=joined)
            return
        filled = self._row_cells(row)
        reason = self._not_people(row, texts, joined, filled)
        if reason is None and not self._read_people(row, filled):
            reason = remark("not_a_person", text=joined)
        if reason is not None:
            whole = {"text": joined} if "text" in reason.params else {}
            self.reading.ignored[row] = replace(reason, params={**reason.params, **whole})

    def _row_cells(self, row: int) -> RowCells:
        values: dict[int, Cell] = {
            index: cell for index, cell in enumerate(self.sheet.rows[row]) if cell is not None
        }
        own = frozenset(values)
        filled = self._filled.get(row)
        if filled and self.header is not None:
            fields = {column.index: column.field for column in self.header.columns}
            groups = {column.index: column.group for column in self.header.columns}
            for index, value in filled.items():
                info_only = groups.get(index) in ("mother", "father", "husband")
                if fields.get(index) in _FILLED_DOWN or info_only:
                    values.setdefault(index, value)
        self._dittos.fill(values)
        return RowCells(values, own & values.keys())

    def _not_people(self, row: int, texts: list[str], joined: str, filled: RowCells) -> Remark | None:
        """The reason where the row is a heading, a total, a note or a continuation."""
        name = self._name_text(filled)
        first = next((text for text in texts if not text.strip(" .").isdigit()), texts[0])
        closing = closing_line(first) or (closing_line(name) if name else None)
        if closing is not None and not self._looks_like_person(filled, name):
            return replace(closing, params={"text": joined})
        if is_summary(texts):
            return remark("total", text=joined)
        if len(texts) == 1 or self._spans_columns(row) or is_numbered_family(texts):
            line = self._heading(row, texts, first, name)
            if line is not None:
                return line
        if not name and not self._has_child_names(filled):
            return self._without_name(row, joined, filled)
        return None

    def _looks_like_person(self, filled: RowCells, name: str) -> bool:
        return bool(name) and self._telling(filled) >= 2 and not any(sign.isdigit() for sign in name)

    def _heading(self, row: int, texts: list[str], text: str, name: str) -> Remark | None:
        line: Line | None = heading_line(text)
        spans = self._spans_columns(row)
        if line is not None and (
            spans or not name or line.family or line.sex or line.nationality is not None or len(texts) == 1
        ):
            self._enter_section(row, line)
            return line.reason
        phrase = read_phrase(text) if name else None
        if spans and (phrase is None or len(text.split()) > 4 or any(sign.isdigit() for sign in text)):
            return remark("section_heading", text=text)
        if script_of(text) is None and "?" not in text:
            return remark("number_only", text=text)
        if name and phrase is not None:
            sentence = len(text.split()) > 5 or tells_of(text) or text.rstrip().endswith((".", ":"))
            return (
                remark("note", text=text)
                if sentence and (phrase.when is None or tells_of(text)) and not phrase.relation
                else None
            )
        if script_of(text) is None:
            return remark("number_only", text=text)
        return None

    def _enter_section(self, row: int, line: Line) -> None:
        self._under_orphans = line.of_orphans
        self._family = None if line.of_orphans else self._family
        if line.family is not None:
            self._family = (line.family, row)
            self._count = HeadingCount(self.sheet.rows[row])
            return
        if line.sex is not None or line.nationality is not None:
            self._section_sex = (line.sex, line.reason.params["text"]) if line.sex else self._section_sex  # type: ignore[assignment]
            if line.nationality is not None:
                self._section_nationality = (line.nationality, str(line.reason.params["text"]))
        elif self._table is not None:
            self._section_sex = None
            self._table.sex = None
        self._apply_section()

    def _spans_columns(self, row: int) -> bool:
        return any(
            merge.top == row and merge.right - merge.left >= 2 for merge in self._merges_by_row.get(row, ())
        )

    def _name_text(self, filled: RowCells) -> str:
        assert self.header is not None
        columns = [column for column in self.header.of(*NAME_FIELDS) if column.index in filled.own]
        return next(
            (text for column in columns if (text := filled.peek(column)) and not is_blank_word(text)), ""
        )

    def _has_child_names(self, filled: RowCells) -> bool:
        assert self.header is not None
        columns = [
            column
            for column in self.header.columns
            if column.group.startswith(("child", "wife")) and column.field in NAME_FIELDS
        ]
        return any(column.index in filled.own for column in columns)

    def _telling(self, filled: RowCells) -> int:
        assert self.header is not None
        telling = {
            column.field
            for column in self.header.columns
            if column.field in _TELLING
            and column.index in filled.own
            and not is_blank_word(filled.peek(column))
        }
        return len(telling)

    def _without_name(self, row: int, joined: str, filled: RowCells) -> Remark | None:
        assert self.header is not None
        own = {column.field for column in self.header.columns if column.index in filled.own}
        said = {
            column.field
            for column in self.header.columns
            if column.index in filled.own and not is_blank_word(filled.peek(column))
        }
        names_a_blank = any(column.index in filled.own for column in self.header.of(*NAME_FIELDS))
        if said <= {"number", "family", "extra", "family_size", "children_count"} and not (
            names_a_blank and said
        ):
            told = "number_only" if script_of(joined) is None else "not_a_person"
            return remark(told, text=joined)
        continues = self._last is not None and not self._gap and not names_a_blank and own
        if (
            continues
            and own <= {"documents", "notes", "number", "extra", "kunya", "unknown"}
            and "number" not in said
        ):
            assert self._last is not None
            for column in self.header.of("documents"):
                self._last.documents.extend(read_documents(filled.values.get(column.index), column.heading))
            for column in self.header.of("notes", "unknown"):
                if column.index in filled.own:
                    self._last.problems.append(remark("note_kept", text=filled.text(column)))
            return remark("continued", row=self._last.row + 1, text=joined)
        if self._telling(filled) == 0 and not names_a_blank:
            return remark("not_a_person", text=joined)
        if self._telling(filled) == 1 and not names_a_blank and "number" not in said:
            return remark("not_a_person", text=joined)
        return None

    def _read_people(self, row: int, filled: RowCells) -> bool:
        assert self._table is not None and self.header is not None
        host: Draft | None = None
        found: list[Draft] = []
        told: list[Remark] = []
        has_groups = any(group.startswith(("child", "wife")) for group in self.header.groups())
        if self._name_text(filled) or not (has_groups and self._has_child_names(filled)):
            first, *others = each_numbered(self.header, filled, "main")
            draft, inline = read_person(self._table, first, "main", self.reading.index, row)
            numbered = [read_person(self._table, each, "main", self.reading.index, row)[0] for each in others]
            inline.extend(replace(each, host=draft) for each in numbered)
            draft.problems.extend(self._dittos.told)
            if has_groups and self._is_same_again(draft):
                host, told = self._last, self._tell_again(filled, draft, inline)
                found.extend(inline)
            else:
                host, self._cells = draft, filled
                found.extend([draft, *inline])
        else:
            # Headings once more, below an empty row, may be no more than the next page of a printed list.
            host = self._last if self._turned or not self._gap else None
        found.extend(self._other_people(row, filled, host))
        if not found:
            return False
        found[0].problems.extend([*told, *tell_unread(self.header, filled, self.reading.unread)])
        if self._gap and self._turned and host is self._last is not None:
            found[0].problems.append(remark("family_uncertain"))
        for draft in found:
            draft.after_gap = self._gap and draft.host is None
            draft.after_heading = self._turned and draft.host is None
            draft.under_orphans = self._under_orphans
            if self._count.goes_on(draft):
                self._family = None
            if self._family is not None:
                draft.heading, draft.heading_row = self._family
        self.reading.drafts.extend(found)
        if host is not None:
            self._last = host
        self._gap = self._turned = False
        return True

    def _tell_again(self, filled: RowCells, draft: Draft, inline: list[Draft]) -> list[Remark]:
        """What the row of a mother who is only repeated says of her that her first row did not say."""
        assert self._last is not None and self._cells is not None and self.header is not None
        self._last.documents.extend(draft.documents)
        for child in inline:
            child.host = self._last
        return tell_anew(self.header, filled, self._cells, self.reading.unread)

    def _is_same_again(self, draft: Draft) -> bool:
        """Whether a mother is only repeated so that the row can hold her next child."""
        if self._last is None or (self._gap and not self._turned):
            return False
        same = [set(tokens(run.text)) for run in draft.names] == [
            set(tokens(run.text)) for run in self._last.names
        ]
        return bool(draft.names) and same and draft.birth.value in (None, self._last.birth.value)

    def _other_people(self, row: int, filled: RowCells, host: Draft | None) -> list[Draft]:
        assert self._table is not None and self.header is not None
        found: list[Draft] = []
        for group in self.header.groups():
            columns = [column for column in self.header.columns if column.group == group]
            texts = [filled.peek(column) for column in columns if column.index in filled.own]
            if not group.startswith(("child", "wife")) or not any(
                (text and not is_blank_word(text)) or "?" in text for text in texts
            ):
                continue
            for own in each_person(self.header, filled, group):
                draft, _ = read_person(self._table, own, group, self.reading.index, row)
                draft.relation = "child" if group.startswith("child") else "spouse"
                draft.host = host
                if not draft.names and group.startswith("child"):
                    draft.problems = [problem for problem in draft.problems if problem.code != "name_missing"]
                    draft.problems.append(remark("child_unnamed", text=" ".join(texts)))
                found.append(draft)
        if found and host is None:
            for draft in found[1:]:
                draft.host = found[0]
        return found

    # Merges

    def _collect_vertical_merges(self) -> None:
        fields = {column.index: column.field for column in self.header.columns} if self.header else {}
        for merge in self.sheet.merges:
            if (
                merge.bottom > merge.top
                and merge.left == merge.right
                and self.sheet.at(merge.top, merge.left) is not None
            ):
                if fields.get(merge.left) in (
                    "nationality",
                    "ethnic",
                    "sex",
                    "notes",
                    "documents",
                    "birth",
                    "age",
                ):
                    continue
                self.reading.vertical_merges.setdefault(merge.left, []).append((merge.top, merge.bottom))
