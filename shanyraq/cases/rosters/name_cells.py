"""The names in the cells of one row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from shanyraq.cases.rosters.accounts import unread_words
from shanyraq.cases.rosters.asides import holds_code
from shanyraq.cases.rosters.child_items import children_inside
from shanyraq.cases.rosters.dittos import is_error
from shanyraq.cases.rosters.headers import NAME_FIELDS, NAMES
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.nameless import UNNAMED, alias_behind
from shanyraq.cases.rosters.nationalities import is_country
from shanyraq.cases.rosters.phrases import Phrase, read_phrase, without_number
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.stray_words import AND_GLUED
from shanyraq.cases.rosters.strays import has_strays, strays_inside
from shanyraq.cases.rosters.surnames import is_of_a_family
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.usual_names import usual_names
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.people.names import (
    LONGEST,
    ScriptRun,
    fold,
    is_kunya,
    script_of,
    scripts_in,
    split_by_script,
    tokens,
)

_PLAIN = re.compile(r"[^\W\d_]+(?:[ '\-][^\W\d_]+)*")
#: Neither letters and their marks nor what stands between names.
_ODD = re.compile(
    r"[^\w\s\u0300-\u036f\u0483-\u0487\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c"
    r".,;:،؛'’‘ʼʻ`´\"«»“”„()\[\]/\\|\-‐‑–—…·•№]|_"
)

#: `-"- Ali` has the surname of the person above.
_DITTO = re.compile(r"\s*[-–—.]*(?:[\"″〃]{1,2}|'{2}|,,|/{2,})[-–—.]*\s+\w[^\"″»]*$")
_AND = re.compile(r"\s(?:and|и|және|мен|و|&|\+|/)\s", re.IGNORECASE)
_FATHERS = frozenset(("father", "grandfather"))
_COMMA = re.compile(r"[,،;؛]")


def read_names(draft: Draft, table: Table, cells: RowCells, group: str) -> list[Phrase]:
    """Puts the names of a group of columns into the draft; returns what the cells say beside them."""
    phrases: list[Phrase] = []
    runs: list[tuple[ScriptRun, bool]] = []
    unclear: list[str] = []
    columns = [
        column for column in table.header.columns if column.group == group and column.field in NAME_FIELDS
    ]
    own = min((column.index for column in columns if column.field in NAMES), default=0)
    # A father's name left of the name itself stands behind it all the same.
    for column in sorted(columns, key=lambda each: each.field in _FATHERS and each.index < own):
        text = cells.text(column)
        if not text or is_blank_word(text) or (column.field in _FATHERS and not table.father_is_part):
            continue
        phrase = _read_cell(draft, text, column.field, unclear)
        if phrase is not None:
            in_lines = group != "main" and _has_lines_of_names(text, of_one_word=True)
            if in_lines or _may_be_two(phrase, has_comma=column.index in table.with_comma):
                told = remark("name_signs", text=text)
                draft.problems.extend([] if told in draft.problems else [told])
            phrases.append(phrase)
            runs.extend((run, column.field == "kunya") for run in phrase.names)
    draft.names = _joined(runs)
    if not draft.names:
        draft.problems.extend(remark("name_unclear", text=text) for text in unclear)
        if not unclear:
            draft.problems.append(remark("name_missing"))
    for run in draft.names:
        draft.problems.extend(remark("letters_mixed", text=word) for word in _mixed_words(run.text))
        if len(run.text) > LONGEST:
            draft.problems.append(remark("name_long", most=LONGEST))
    return phrases


def _read_cell(draft: Draft, text: str, field: str, unclear: list[str]) -> Phrase | None:
    """What a cell says of a person; in `unclear` goes what is no name."""
    if is_error(text):
        unclear.append(text)
        return None
    if usual := usual_names(text):
        return Phrase(names=usual)
    inside = children_inside(text)
    said = inside[0] if inside else text
    phrase = read_phrase(said)
    if field in ("patronymic", "father", "grandfather", "kunya", "surname") and not phrase.names:
        phrase = Phrase(names=split_by_script(text))
    if not phrase.names and not _says_only_that_there_is_no_name(text, phrase):
        unclear.append(text)
    has_ditto = _DITTO.match(text) is not None and text.count('"') < 3
    if (of_a_child := _tells_of_a_child(phrase)) or has_ditto or holds_more_than_a_name(said, phrase):
        draft.problems.append(remark("name_signs", text=text))
    if of_a_child:
        phrase = replace(phrase, relation=None, sex=None)
    return replace(phrase, notes=(*phrase.notes, inside[1])) if inside else phrase


def _says_only_that_there_is_no_name(text: str, phrase: Phrase) -> bool:
    clean = plain(text)
    return UNNAMED.search(clean) is not None and not unread_words(UNNAMED.sub(" ", clean), phrase)


def holds_more_than_a_name(text: str, phrase: Phrase, *, of_a_child: bool = False) -> bool:
    """Whether words, signs or figures stand in or beside a name that neither belong to it nor were understood.

    `of_a_child`: in a list of children; nobody looks there for whom a relation names, and no number leads a name.
    """
    if not phrase.names or usual_names(text):
        return False
    if unread_words(text, phrase, of_a_child=of_a_child) or strays_inside(
        " ".join(run.text for run in phrase.names)
    ):
        return True
    if any(
        any(map(str.isdigit, run.text)) or is_country(run.text) or holds_code(run.text)
        for run in phrase.names
    ):
        return True
    # Whose wife she is, told first, may be a husband's two names with a comma: somebody has to look.
    if phrase.relation is not None and phrase.relation.of and not text.startswith(phrase.names[0].text[:1]):
        return True
    unread = text
    for understood in (phrase.when, phrase.nationality, *phrase.notes):
        unread = unread.replace(understood, " ") if understood else unread
    if has_strays(unread) or names_several(phrase) or _has_lines_of_names(text):
        return True
    if alias_behind(text) is not None or UNNAMED.search(plain(text)):
        return True
    if _PLAIN.fullmatch(text):
        return False
    rest = without_number(text)
    return _ODD.search(rest.replace(phrase.when, " ") if phrase.when else rest) is not None


def _has_lines_of_names(text: str, *, of_one_word: bool = False) -> bool:
    """Whether lines of one script seem to be several people: three of them, or two of more than one word.

    `of_one_word`: two of one word are as well, as in a column of children.
    """
    lines = [line for line in text.split("\n") if script_of(line) is not None]
    counts = Counter(script_of(line) for line in lines)
    full = Counter(script_of(line) for line in lines if of_one_word or len(line.split()) > 1)
    return len(lines) > 1 and (max(counts.values()) > 2 or max(full.values(), default=0) > 1)


def names_several(phrase: Phrase) -> bool:
    """Whether a cell seems to name more than one person: `Fati, Gina, Huda`, `Мария и Анна`."""
    return any(
        _AND.search(run.text) or AND_GLUED.search(run.text) or len(_COMMA.findall(run.text)) > 1
        for run in phrase.names
    )


def _may_be_two(phrase: Phrase, *, has_comma: bool) -> bool:
    """`Aigul, Salma` where the names of the column have no commas; `Karimova Aigul, Ivanova Salma` anywhere."""
    for run in phrase.names:
        parts = [part.split() for part in _COMMA.split(run.text) if part.strip()]
        are_long = len(parts) == 2 and all(len(words) > 1 for words in parts)
        is_usual = has_comma or (len(parts) == 2 and is_of_a_family(parts[0][-1]))
        if are_long or (len(parts) == 2 and not is_usual):
            return True
    return False


def _tells_of_a_child(phrase: Phrase) -> bool:
    """`A., son Ali 3`: the words behind her name tell of her son, and not that she is one."""
    words = phrase.relation
    return (
        bool(phrase.names)
        and words is not None
        and words.kind == "child"
        and any(map(str.isdigit, words.said))
    )


@lru_cache(maxsize=32768)
def _mixed_words(text: str) -> tuple[str, ...]:
    if len(scripts_in(text)) < 2:
        return ()
    return tuple(word for word in text.split() if len(scripts_in(word)) > 1)


def _joined(runs: list[tuple[ScriptRun, bool]]) -> tuple[ScriptRun, ...]:
    """One entry for each script; parts that a full name already has are not said twice."""
    if len(runs) < 2:
        return tuple(run for run, _ in runs)
    found: dict[str, list[str]] = {}
    kunyas: dict[str, list[str]] = {}
    for run, from_kunya_column in runs:
        into = kunyas if from_kunya_column and is_kunya(run.text) else found
        parts = into.setdefault(run.script, [])
        said = {fold(token) for part in parts for token in tokens(part)}
        new = {fold(token) for token in tokens(run.text)}
        if new and new <= said:
            continue
        if said and said < new:
            parts.clear()
        parts.append(run.text)
    scripts = list(dict.fromkeys([run.script for run, _ in runs]))
    entries: list[ScriptRun] = []
    for script in scripts:
        name, kunya = " ".join(found.get(script, ())), " ".join(kunyas.get(script, ()))
        text = f"{name} ({kunya})" if name and kunya and kunya not in name else name or kunya
        entries.append(ScriptRun(text, script))
    return tuple(entries)
