"""Relatives whom a list names and does not hold: `wife of Omar`, where no Omar stands in any row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shanyraq.cases.rosters.kinship import is_given, may_be_husband, name_index, name_key
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.relation_words import STATUS
from shanyraq.cases.rosters.wording import plain
from shanyraq.people.names import skeleton, tokens

#: `in prison`, `dead`: where he is, and no name.
_IS_STATUS = re.compile(rf"(?:{STATUS.pattern}|\W)+")
_SPOUSES = frozenset(("wife", "widow", "husband"))


def tell_absent(readings: Sequence[SheetReading]) -> None:
    """Adds a remark to whoever is called the wife, the son or the like of somebody who is nowhere in the file.

    Any other relative whom her row names and her family does not hold is told with the heading of the cell.
    """
    everybody = [draft for reading in readings for draft in reading.drafts]
    naming = [(draft, told) for draft in everybody if (told := _named(draft)) is not None]
    index = name_index(everybody) if naming else {}
    for draft, (name, text) in naming:
        keys = name_key(name).split()
        if keys and not any(
            other is not draft
            and theirs >= set(keys)
            and (len(keys) > 1 or is_given(keys[0], other))
            and (not _is_spouse(draft) or draft.sex == "M" or may_be_husband(other, draft))
            for other, theirs in index.get(keys[0], ())
        ):
            draft.problems.append(remark("named_not_listed", text=text))
    _tell_others(everybody)


def _is_spouse(draft: Draft) -> bool:
    return draft.words is None or draft.words.of is None or draft.words.kind in _SPOUSES


def _named(draft: Draft) -> tuple[str, str] | None:
    """The name of her husband or of whom else her relation names, and the words that tell it."""
    words = draft.words
    if words is not None and words.of:
        return words.of, words.said or words.of
    phrase = read_phrase(draft.husband_name) if draft.husband_name else None
    texts = [draft.husband_name or "", *(run.text for run in phrase.names)] if phrase else []
    if phrase is None or not phrase.names or any(_IS_STATUS.fullmatch(plain(text)) for text in texts):
        return None
    return phrase.names[0].text, draft.husband_name or ""


def _tell_others(everybody: Sequence[Draft]) -> None:
    """Tells of the relatives who are not in the family of whoever names them."""
    families: dict[str, list[Draft]] = {}
    if any(draft.relatives for draft in everybody):
        for draft in everybody:
            families.setdefault(draft.family, []).append(draft)
    for draft in everybody:
        for heading, text in draft.relatives:
            said = any(problem.params.get("text") == text for problem in draft.problems)
            if not (said or text == draft.family or _is_among(text, draft, families[draft.family])):
                draft.problems.append(remark("column_unread", column=heading, text=text))


def _is_among(text: str, draft: Draft, family: Iterable[Draft]) -> bool:
    """Whether a member of a family has all the names of a text, in one of its scripts."""
    wanted = [set(name_key(run.text).split()) for run in read_phrase(text).names]
    return any(
        keys and keys <= {skeleton(word) for run in other.names for word in tokens(run.text)}
        for keys in wanted
        for other in family
        if other is not draft
    )
