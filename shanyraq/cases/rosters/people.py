"""The persons of one row."""

from __future__ import annotations

from dataclasses import replace

from shanyraq.cases.rosters.belonging import read_own_nationality, take_nationality_beside
from shanyraq.cases.rosters.births import read_birth
from shanyraq.cases.rosters.child_cells import read_notes_and_children
from shanyraq.cases.rosters.documents import absent_documents, read_documents
from shanyraq.cases.rosters.headers import NAME_FIELDS, Header
from shanyraq.cases.rosters.hints import read_hints
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.name_cells import read_names
from shanyraq.cases.rosters.nearest import relation_remarks
from shanyraq.cases.rosters.phrases import Phrase
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.relations import RelationWords, read_relation
from shanyraq.cases.rosters.relative_words import is_either_spouse
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.wording import is_blank_word, plain

_TICKS = frozenset(
    ("x", "х", "+", "v", "✓", "✔", "√", "1", "да", "yes", "y", "иә", "true", "*", "•", "نعم", "●", "✕", "×")
)
#: In a column of its own a cross ticks something; under the heading `sex` nobody knows what.
_CROSSES = frozenset(("x", "xx", "xxx", "х", "хх", "ххх", "*"))
_COLUMN_SIGNS: dict[str, Sex] = {"b": "M", "g": "F"}


def read_person(
    table: Table, cells: RowCells, group: str, sheet_index: int, row: int
) -> tuple[Draft, list[Draft]]:
    """The person of one group of columns, and the children found in cells of hers."""
    draft = Draft(sheet_index, row)
    header = table.header
    phrases = read_names(draft, table, cells, group)
    _read_relation(draft, header, cells, group, phrases)
    told = draft.words
    inline = read_notes_and_children(draft, table, cells, group, phrases)
    if draft.words is not None and draft.words is not told and draft.words.sex:
        _keep_as_note(draft, told, _sex_columns(header, cells, group)[1])
    if draft.words is not told:
        draft.problems.extend(relation_remarks(draft.words))
    _read_sex(draft, table, cells, group, phrases)
    read_birth(draft, table, cells, group, phrases)
    read_own_nationality(draft, table, cells, group)
    for text in (phrase.nationality for phrase in phrases if phrase.nationality):
        take_nationality_beside(draft, text)
    for column in header.of("documents", group=group):
        draft.documents.extend(read_documents(cells.cell(column), column.heading))
        draft.problems.extend(remark("note_kept", text=text) for text in absent_documents(cells.text(column)))
    if group == "main":
        read_hints(draft, table, cells)
        if table.guessed:
            draft.problems.append(remark("columns_guessed"))
    return draft, inline


def _keep_as_note(draft: Draft, told: RelationWords | None, sex: Sex | None) -> None:
    """`husband Omar died` in a woman's notes tells of him, and not that she is a husband."""
    words = draft.words
    if words is None or sex is None or words.sex == sex:
        return
    draft.problems.append(remark("note_kept", text=words.said))
    draft.words = told


# Relation


#: Letters that stand for a relation, in a column of relations only.
_RELATION_CODES = {
    "hh": RelationWords("head", None),
    "w": RelationWords("wife", "F"),
    "s": RelationWords("child", "M"),
    "d": RelationWords("child", "F"),
    "gs": RelationWords("grandchild", "M"),
    "gd": RelationWords("grandchild", "F"),
}
_ROLES = {
    "head": RelationWords("head", None),
    "mother": RelationWords("mother", "F"),
    "father": RelationWords("father", "M"),
    "wife": RelationWords("wife", "F"),
    # Whoever stands first in his row leads its family.
    "husband": RelationWords("head", "M"),
    "child": RelationWords("child", None),
}


def _read_relation(draft: Draft, header: Header, cells: RowCells, group: str, phrases: list[Phrase]) -> None:
    draft.words = next((phrase.relation for phrase in phrases if phrase.relation), None)
    for column in header.of("relation", group=group):
        text = cells.text(column)
        if not text or is_blank_word(text):
            continue
        found = read_relation(text) or _letter_code(text)
        if found is None:
            draft.problems.append(remark("relation_unclear", text=text))
            continue
        first, other = (
            (draft.words, found) if draft.words and draft.words.of and not found.of else (found, draft.words)
        )
        if other is not None and other.kind != first.kind:
            draft.problems.append(remark("note_kept", text=other.said))
        draft.words = first
    if draft.words is None or _letter_code(draft.words.said) is None:
        draft.problems.extend(relation_remarks(draft.words))
    role = header.main_role if group == "main" else group.rstrip("0123456789")
    if draft.words is None and role in _ROLES:
        said = next(
            (column.heading for column in header.of(*NAME_FIELDS, group=group) if column.heading), role
        )
        # `Spouse` is a wife or a husband.
        sex = None if is_either_spouse(said) else _ROLES[role].sex
        draft.words = replace(_ROLES[role], sex=sex, said=said)


def _letter_code(text: str) -> RelationWords | None:
    found = _RELATION_CODES.get(plain(text).strip(" ."))
    return replace(found, said=text) if found else None


# Sex


def _read_sex(draft: Draft, table: Table, cells: RowCells, group: str, phrases: list[Phrase]) -> None:
    column_text, sex, problem = _sex_columns(table.header, cells, group)
    implied = draft.words.sex if draft.words else None
    implied = implied or next((phrase.sex for phrase in phrases if phrase.sex), None)
    # `رب الأسرة` and `глава` stand in forms for whoever leads the family.
    is_title = implied == "M" and draft.words is not None and draft.words.kind == "head"
    if sex and implied and sex != implied and not is_title:
        draft.problems.append(remark("sex_conflict", text=column_text, other=_said(draft.words, phrases)))
    if sex is None and implied is None and group == "main" and table.sex and not column_text:
        sex = table.sex
        draft.problems.append(remark("sex_from_heading", text=table.sex_heading))
        problem = None
    draft.sex = sex or implied
    if draft.sex is None and problem is None and group.startswith("wife"):
        problem = remark("sex_missing")
    if problem is not None and (draft.sex is None or problem.code != "sex_missing"):
        draft.problems.append(problem)


def _said(words: RelationWords | None, phrases: list[Phrase]) -> str:
    if words is not None and words.sex:
        return words.said
    return next((phrase.sex for phrase in phrases if phrase.sex), "")


def _sex_columns(header: Header, cells: RowCells, group: str) -> tuple[str, Sex | None, Remark | None]:
    columns = header.of("sex", group=group)
    for column in columns:
        text = cells.text(column)
        if not text or (is_blank_word(text) and plain(text) not in _CROSSES):
            continue
        sex = read_sex(text) or _COLUMN_SIGNS.get(plain(text).strip(" ."))
        return text, sex, None if sex else remark("sex_unclear", text=text)
    ticked: list[tuple[Sex, str]] = []
    ticks = header.of("sex_m", "sex_f", group=group)
    for column in ticks:
        text = plain(cells.text(column))
        if text in _TICKS or (text and read_sex(text)):
            ticked.append(("M" if column.field == "sex_m" else "F", cells.text(column)))
        elif text and not is_blank_word(text):
            return text, None, remark("sex_unclear", text=cells.text(column))
    if len(ticked) == 1:
        return ticked[0][1], ticked[0][0], None
    if len(ticked) > 1:
        return "M, F", None, remark("sex_unclear", text="M, F")
    return "", None, remark("sex_missing") if columns or ticks else None
