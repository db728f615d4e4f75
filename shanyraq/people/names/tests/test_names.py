"""Scripts, digits, tokens, keys and kunyas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.people.names import (
    ascii_digits,
    fold,
    is_kunya,
    script_of,
    skeleton,
    split_by_script,
    split_kunya,
    tokens,
)

LETTERS = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("محمدعائشةأإآىلاخقغ ёәғқңөұүһійъьжцчшщ šžçğışəéüßIİ'’-()/،؟٣۴ ABCDEFGHxyz"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "script"),
    [("محمد", "Arab"), ("Мұхаммед", "Cyrl"), ("Muhammad", "Latn"), ("?", None), ("123", None), ("", None)],
)
def test_script_is_told_by_the_letters(text: str, script: str | None) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Айша Ахметова / Aisha Akhmetova", [("Cyrl", "Айша Ахметова"), ("Latn", "Aisha Akhmetova")]),
        ("Айша/Aisha", [("Cyrl", "Айша"), ("Latn", "Aisha")]),
        ("Aisha (عائشة)", [("Latn", "Aisha"), ("Arab", "عائشة")]),
        ("Aisha Akhmetova (Umm Ali) عائشة", [("Latn", "Aisha Akhmetova (Umm Ali)"), ("Arab", "عائشة")]),
        ("Аisha", [("Latn", "Аisha")]),
        ("عائشة Айша Aisha أم علي", [("Arab", "عائشة أم علي"), ("Cyrl", "Айша"), ("Latn", "Aisha")]),
        ("- ? -", []),
    ],
)
def test_a_cell_is_split_into_one_entry_for_each_script(text: str, runs: list[tuple[str, str]]) -> None:
    assert [(run.script, run.text) for run in split_by_script(text)] == runs


def test_digits_of_arabic_and_persian_become_ascii() -> None:
    assert ascii_digits("٢٠١٤ and ۱۳۹۳, ١٫٥") == "2014 and 1393, 1.5"


@pytest.mark.parametrize(
    "spellings",
    [
        ("محمد", "Мұхаммед", "Muhammad", "Mohammed", "Мухаммад", "Магомед", "Mohamed"),
        ("عائشة", "Айша", "Aisha", "Aïcha", "Aishah"),
        ("فاطمة", "Фатима", "Fatima", "Fatimah"),
        ("عثمان", "Осман", "Othman", "Osman"),
        ("إبراهيم", "Ибрагим", "Ibrahim", "ابراهيم"),
        ("جميلة", "Жәмила", "Жамиля", "Jamila", "Djamila"),
        ("يوسف", "Юсуф", "Yusuf"),
        ("صلاح", "Салах", "Salah"),
        ("خديجة", "Хадиджа", "Khadija"),
        ("Қайрат", "Kairat", "Qairat"),
        ("Әлия", "Aliya", "علياء"),
        ("كريموفا", "Каримова", "Karimova"),
        ("Гүлнәр", "Gulnar"),
        ("Һадиша", "Hadisha"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "pair", [("Али", "Омар"), ("محمد", "محمود ي خالد"), ("Aisha", "Fatima"), ("Karimova", "Khalilova")]
)
def test_different_names_have_different_skeletons(pair: tuple[str, str]) -> None:
    assert skeleton(pair[0]) != skeleton(pair[1])


def test_abdullah_meets_in_three_scripts() -> None:
    spellings = ("Abdullah", "Abdulla", "عبد الله", "عبدالله", "Абдулла", "Abd Allah")

    assert {skeleton("".join(tokens(spelling))) for spelling in spellings} == {"bdl"}


def test_names_of_vowels_only_still_have_a_key() -> None:
    assert skeleton("Ая") == skeleton("آية") == skeleton("Aya") == "a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Айша  Ахметова", ("Айша", "Ахметова")),
        ("Abd al-Rahman", ("AbdRahman",)),
        ("عبد الرحمن", ("عبدرحمن",)),
        ("عائشة الشامي", ("عائشة", "شامي")),
        ("Ahmad al-Ali", ("Ahmad", "Ali")),
        ("ар-Рахман", ("Рахман",)),
        ("An Kim", ("An", "Kim")),
        ("مُحَمَّد", ("محمد",)),
        ("", ()),
    ],
)
def test_tokens_leave_out_the_article_and_join_abd(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


def test_abd_al_rahman_meets_in_three_scripts() -> None:
    spellings = ("Abd al-Rahman", "Abdurrahman", "عبد الرحمن", "عبدالرحمن", "Абдурахман", "Абд ар-Рахман")

    assert len({skeleton("".join(tokens(spelling))) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Umm Ali",
        "أم علي",
        "Умм Али",
        "ابو حمزة",
        "Abu Hamza",
        "Абу-Умар",
        "(Umm Ali)",
        "Oum Yasin",
        "أبو بكر",
    ],
)
def test_kunyas_are_recognised_in_three_scripts(text: str) -> None:
    assert is_kunya(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ahmad Abu Saleh",
        "Umar",
        "Абубакар",
        "Abu Bakr Karimov",
        "Umm",
        "",
        "أماني",
        "Aisha (Umm Ali)",
        "Ummkulsum",
    ],
)
def test_a_name_with_abu_inside_is_no_kunya(text: str) -> None:
    assert not is_kunya(text)


@pytest.mark.parametrize(
    ("text", "name", "kunya"),
    [
        ("Aisha Karimova (Umm Ali)", "Aisha Karimova", "Umm Ali"),
        ("Aisha Karimova Umm Ali", "Aisha Karimova", "Umm Ali"),
        ("Umm Ali", "", "Umm Ali"),
        ("عائشة، أم علي", "عائشة", "أم علي"),
        ("Ahmad Abu Saleh", "Ahmad Abu Saleh", None),
        ("Ахмед (Абу Умар) Каримов", "Ахмед Каримов", "Абу Умар"),
        ("Ali", "Ali", None),
    ],
)
def test_a_kunya_is_taken_apart_from_the_name(text: str, name: str, kunya: str | None) -> None:
    assert split_kunya(text) == (name, kunya)


@given(LETTERS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
def test_skeleton_of_a_skeleton_is_itself(text: str) -> None:
    key = skeleton(text)

    assert skeleton(key) == key
    assert bool(key) == bool(fold(text))


@given(LETTERS)
def test_every_text_can_be_read(text: str) -> None:
    assert ascii_digits(ascii_digits(text)) == ascii_digits(text)
    assert script_of(text) in ("Arab", "Cyrl", "Latn", None)
    runs = split_by_script(text)
    assert len({run.script for run in runs}) == len(runs)
    assert all(tokens(text))
    name, kunya = split_kunya(text)
    assert kunya is None or kunya.strip()
    is_kunya(text)
