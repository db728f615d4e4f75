"""Every remark has a sentence, and every sentence is used."""

from __future__ import annotations

import re
from pathlib import Path

import shanyraq.cases.rosters as rosters
from shanyraq.cases.rosters import MESSAGES
from shanyraq.cases.rosters.messages import remark
from shanyraq.people.rules.kin import KIN_DOUBTS, KIN_REASONS

SOURCE = "\n".join(path.read_text() for path in Path(rosters.__file__).parent.glob("*.py"))


def test_every_code_that_is_used_has_a_sentence() -> None:
    used = set(re.findall(r"(?:remark|UnreadableList)\(\s*\"(\w+)\"", SOURCE))

    assert used <= set(MESSAGES)


def test_every_sentence_is_used_by_the_code() -> None:
    # What speaks against kin is judged, and named, where all rooms do it.
    own = MESSAGES.keys() - KIN_REASONS.keys() - KIN_DOUBTS.keys()
    assert [code for code in own if SOURCE.count(f'"{code}"') < 2] == []


def test_sentences_name_their_parameters_and_quote_what_a_cell_can_hold() -> None:
    assert all("%s" not in sentence and "{" not in sentence for sentence in MESSAGES.values())
    assert len(str(remark("note_kept", text="x" * 5000).params["text"])) == 5000
    assert len(str(remark("note_kept", text="x" * 50_000).params["text"])) == 32_767
