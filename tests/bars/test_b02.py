"""B02, the quick part: a case manager hears of nobody out of sight (the whole: test_b02_whole.py)."""

from __future__ import annotations

import pytest

from shanyraq.vault.rules import words
from tests.bars.channels import listen_to_channels
from tests.bars.crawl import Crawl
from tests.bars.town import make_town

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]
FEW = {"search", "choice", "dashboard", "history", "notes", "print", "list as a file"}


@pytest.mark.only_on("sqlite")
def test_no_channel_tells_a_case_manager_of_somebody_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    town = make_town(only={"case_manager"}, parts={"C1", "C3", "C7"})
    crawl = Crawl(town)

    told = listen_to_channels(crawl, town.colleagues["case_manager here"], only=FEW)

    assert crawl.heard.faults == [] and crawl.heard.broken == []
    assert {channel for channel, canaries in told.items() if canaries} == FEW
