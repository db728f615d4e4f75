"""The chart in another language: no text of it that a translator could not reach."""

from __future__ import annotations

import re

import pytest

from shanyraq.pathway import show_pack, show_text
from shanyraq.pathway.tests.factories import kz

LANGUAGES = ("kk", "ru", "ar")
LATIN = re.compile(r"[A-Za-z]")
# What stays as it is in every language: numbers of phases and services, and the pack's version.
CODES = re.compile(r"\bP[0-8](-[0-9]+[a-z]?)?\b")


def foreign(message: str) -> str:
    """A translation without a Latin letter: every letter outside a placeholder becomes another one."""
    return re.sub(r"\{\w+\}|[A-Za-z]", lambda found: found[0] if len(found[0]) > 1 else "ж", message)


def foreign_plural(one: str, many: str, count: int) -> str:
    return foreign(one if count == 1 else many)


def left_in_english(text: str) -> list[str]:
    return [word for word in CODES.sub("", text).split() if LATIN.search(word)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_printed_chart_is_translated(language: str) -> None:
    assert left_in_english(show_text(kz(), language, foreign, foreign_plural)) == []
    assert left_in_english(show_text(kz(), language, foreign)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_the_page_shows_is_translated(language: str) -> None:
    phases = show_pack(kz(), language, foreign, foreign_plural)
    shown = [text for p in phases for text in (p.name, p.entry, p.exit, p.owner, p.typical)]
    shown += [
        text
        for phase in phases
        for row in phase.rows
        for text in (row.name, row.who, row.when, row.for_whom, *row.closed_by)
    ]

    assert left_in_english(" ".join(shown)) == []


def test_without_a_translation_the_chart_is_english_and_this_check_would_notice() -> None:
    left = left_in_english(show_text(kz(), "ru"))

    assert {"days", "everyone", "hours", "Service"} <= set(left)


def test_the_chart_has_a_heading_over_each_column_and_fits_a_terminal() -> None:
    lines = show_text(kz()).splitlines()

    heads = [line.split() for line in lines if line.startswith(" ") and "For whom" in line]
    assert heads == [["Service", "Who", "When", "For", "whom"]] * len(kz().phases)
    assert max(map(len, lines)) <= 100
