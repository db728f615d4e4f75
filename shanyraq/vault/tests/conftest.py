"""What the vault's tests share: words that cost little, and a person whom whoever may ask sees."""

from __future__ import annotations

import pytest

from shanyraq.vault import queries
from shanyraq.vault.queries import Subject
from shanyraq.vault.rules import SEAL_ASK, words


@pytest.fixture(autouse=True)
def _light_words_and_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with little memory, and a file behind every key: neither is what these tests are about."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    monkeypatch.setattr(
        queries,
        "_subjects",
        [lambda actor, person: Subject("K-7F4Q-2M", "/her-file/" if SEAL_ASK in actor.may else "")],
    )
