"""Husbands whom a list names and does not hold: `wife of Omar`, where no Omar stands in any row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanyraq.cases.rosters.kinship import is_given, may_be_husband, name_index, name_key
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.relation_words import STATUS
from shanyraq.cases.rosters.wording import plain

#: `in prison`, `dead`: where he is, and no name.
_IS_STATUS = re.compile(rf"(?:{STATUS.pattern}|\W)+")
_SPOUSES = frozenset(("wife", "widow", "husband"))


def tell_absent(readings: Sequence[SheetReading]) -> None:
    """Adds a remark to whoever is called the wife, widow or husband of somebody who is nowhere in the file."""
    everybody = [draft for reading in readings for draft in reading.drafts]
    naming = [(draft, told) for draft in everybody if (told := _named(draft)) is not None]
    if not naming:
        return
    index = name_index(everybody)
    for draft, (name, text) in naming:
        keys = name_key(name).split()
        if keys and not any(
            other is not draft
            and theirs >= set(keys)
            and (len(keys) > 1 or is_given(keys[0], other))
            and (draft.sex == "M" or may_be_husband(other, draft))
            for other, theirs in index.get(keys[0], ())
        ):
            draft.problems.append(remark("named_not_listed", text=text))


def _named(draft: Draft) -> tuple[str, str] | None:
    """The name of her husband, and the words that tell it."""
    words = draft.words
    if words is not None and words.of and words.kind in _SPOUSES:
        return words.of, words.said or words.of
    phrase = read_phrase(draft.husband_name) if draft.husband_name else None
    texts = [draft.husband_name or "", *(run.text for run in phrase.names)] if phrase else []
    if phrase is None or not phrase.names or any(_IS_STATUS.fullmatch(plain(text)) for text in texts):
        return None
    return phrase.names[0].text, draft.husband_name or ""
