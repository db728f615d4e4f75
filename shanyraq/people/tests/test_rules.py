"""Ages, keys of names, the order in a family."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.people import rules
from shanyraq.people.names import fold

KEYS = st.text("abcxyz0189", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2013, 5, 20), date(2021, 5, 20), 8),
        (date(2013, 5, 21), date(2021, 5, 20), 7),
        (None, date(2021, 5, 20), None),
    ],
)
def test_age_is_whole_years_on_a_day(born: date | None, day: date, age: int | None) -> None:
    assert rules.age_on(born, day) == age


@given(KEYS, KEYS)
def test_a_range_of_keys_holds_exactly_those_that_begin_so(prefix: str, key: str) -> None:
    end = rules.after_prefix(prefix)

    assert (key >= prefix and (end is None or key < end)) is key.startswith(prefix) or set(prefix) == {"z"}


def test_keys_hold_each_word_folded_and_its_consonants() -> None:
    assert rules.search_keys(["Абд аль-Рахман", "Maryam"]) == {
        ("F", fold("Абдрахман")),
        ("S", "bdrgmn"),
        ("F", "maryam"),
        ("S", "mrm"),
    }


def test_names_are_sorted_by_latin_letters_where_there_are_any() -> None:
    assert rules.sort_name({"Arab": "مريم", "Latn": "Maryam"}) == "Maryam"
    assert rules.sort_name({"Arab": "مريم", "Cyrl": "Марьям"}) == "Марьям"
    assert rules.sort_name({}) == ""


def test_a_family_is_listed_head_first_and_children_by_age() -> None:
    family = [
        ("child", date(2015, 1, 1)),
        ("child", None),
        ("head", date(1990, 1, 1)),
        ("child", date(2010, 1, 1)),
    ]

    assert sorted(family, key=lambda one: rules.place_in_family(*one)) == [
        ("head", date(1990, 1, 1)),
        ("child", date(2010, 1, 1)),
        ("child", date(2015, 1, 1)),
        ("child", None),
    ]
