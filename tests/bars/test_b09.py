"""B09: whoever's part, role or access ends while her pages are open is told nothing more, from the next request on.

She opens every address that names the family, by herself; then somebody ends it by the act that is meant for it. Every
page that opened is closed, and on none stands a word of theirs. Of all roles: test_b09_whole.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shanyraq.vault.rules import words
from tests.bars.ended import ENDINGS, Kept, pages_of, still_told
from tests.bars.town import Town, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = {
    "cases:person",
    "cases:family",
    "cases:notes",
    "cases:correct_record",
    "cases:record_step",
    "cases:end_care",
}


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_what_ends_is_closed_at_the_next_request(
    end: Callable[[Town, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    town = make_town(only={"psychologist", "supervisor", "administrator"}, parts={"C4"})
    who = town.colleagues["psychologist here"]
    opened = pages_of(town, who, only=PAGES)

    end(town, who.name)

    assert len(opened) > 4
    assert still_told(town, who, opened) == Kept([], [])


@pytest.mark.only_on("sqlite")
def test_whose_role_has_ended_is_told_of_no_meeting_on_her_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    town = make_town(only={"case_manager", "administrator"}, parts={"C4"})
    who = town.colleagues["case_manager here"]

    ENDINGS["role"](town, who.name)

    assert still_told(town, who, {}) == Kept([], [])
