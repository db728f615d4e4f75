"""A name in several scripts in one field."""

from __future__ import annotations

import pytest

from shanyraq.foundation.spellings import in_script_of, spellings_of, spelt

NAME = "Omarova / Омарова / عمروفا"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Omarova"),
        ("ru", "Омарова"),
        ("kk", "Омарова"),
        ("ar", "عمروفا"),
        ("ar-sy", "عمروفا"),
        ("", "Omarova"),
    ],
)
def test_each_reader_is_shown_the_spelling_of_her_script(language: str, shown: str) -> None:
    assert in_script_of(language, NAME) == shown


@pytest.mark.parametrize("text", ["", "Omarova", "Karimov / Omarova", "Omarov / ", "12 / 13", "a/б"])
def test_what_is_not_one_name_in_several_scripts_stays_as_it_was_written(text: str) -> None:
    assert spellings_of(text) == [text]
    assert in_script_of("ru", text) == text


def test_who_has_no_spelling_of_her_script_is_shown_the_first() -> None:
    assert in_script_of("ar", "Omarova / Омарова") == "Omarova"


def test_a_spelling_that_comes_twice_is_kept_once() -> None:
    assert spelt(["Omarova", "Омарова", "", "Omarova"]) == "Omarova / Омарова"
    assert spellings_of(NAME) == ["Omarova", "Омарова", "عمروفا"]
