"""Words side by side: the commas of each language, and names that keep their own direction."""

from __future__ import annotations

import pytest

from shanyraq.ui.lists import (
    FIRST_STRONG,
    ISOLATE_END,
    comma,
    direction_around,
    kept_apart,
    listed,
    with_commas,
    with_dots,
    with_semicolons,
)
from shanyraq.ui.templatetags.ui import bdi


@pytest.mark.parametrize(
    ("language", "three", "commas", "semicolons"),
    [
        ("en", "a, b, and c", "a, b", "a; b"),
        ("ru", "a, b и c", "a, b", "a; b"),
        ("kk", "a, b, c", "a, b", "a; b"),
    ],
)
def test_each_language_has_its_own_small_words(
    language: str, three: str, commas: str, semicolons: str
) -> None:
    assert listed(["a", "b", "c"], language) == three
    assert with_commas(["a", "b"], language) == commas
    assert with_semicolons(["a", "b"], language) == semicolons


def test_arabic_has_its_own_comma_and_semicolon() -> None:
    assert with_commas(["أم", "أب"], "ar") == "أم، أب"
    assert with_semicolons(["أم", "أب"], "ar") == "أم؛ أب"
    assert listed(["أم", "أب"], "ar") == "أم وأب"
    assert comma("ar") == "، " and comma("kk") == ", "


def test_a_name_in_another_script_keeps_its_full_stop_behind_it() -> None:
    isolated = f"{FIRST_STRONG}Bolat T.{ISOLATE_END}"

    assert kept_apart("Bolat T.", "ar") == isolated
    assert listed(["سارة", "Bolat T."], "ar") == f"سارة و{isolated}"
    assert with_dots(["سارة", "", "Bolat T."], "ar") == f"سارة · {isolated}"
    assert kept_apart("سارة", "en") == f"{FIRST_STRONG}سارة{ISOLATE_END}"
    assert kept_apart("Bolat T.", "en") == "Bolat T." and kept_apart("12", "ar") == "12"
    assert kept_apart("سارة", "ar") == "سارة" and kept_apart("Болат Т.", "kk") == "Болат Т."


def test_a_phrase_runs_as_its_own_words_do_not_as_the_name_it_begins_with() -> None:
    phase = f"{kept_apart('P7', 'ar')} المتابعة"

    assert direction_around(phase) == "rtl"
    assert direction_around(f"{kept_apart('سارة', 'en')} family") == "ltr"
    assert direction_around("P7 Follow-up") == direction_around(kept_apart("P7", "ar")) == ""
    assert bdi(phase) == f'<bdi dir="rtl">{phase}</bdi>' and bdi("P7") == "<bdi>P7</bdi>"
