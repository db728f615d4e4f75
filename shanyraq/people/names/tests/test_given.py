"""The given name in front of a whole name, and the signs a name may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.people.names import foreign_signs, given_of, is_kunya, split_kunya


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("عبد الله عمر", "عبد الله"),
        ("عبد الرحمن محمد الشامي", "عبد الرحمن"),
        ("عبدالله عمر", "عبدالله"),
        ("أم كلثوم عمر", "أم كلثوم"),
        ("أبو بكر صالح", "أبو بكر"),
        ("ابن سينا عمر", "ابن سينا"),
        ("نور الدين عمر", "نور الدين"),
        ("نُور الدِّين عمر", "نُور الدِّين"),
        ("سيف الإسلام عمر", "سيف الإسلام"),
        ("فتح الله عمر", "فتح الله"),
        ("نور الهدى عمر", "نور الهدى"),
        ("زين العابدين عمر", "زين العابدين"),
        ("أمة الله عمر", "أمة الله"),
        ("محمد نور الدين", "محمد"),
        ("محمد الشامي", "محمد"),
        ("أحمد بن عمر", "أحمد"),
        ("مريم عمر", "مريم"),
        ("Abd al-Rahman Omarov", "Abd al-Rahman"),
        ("Abd al Rahman Omarov", "Abd al Rahman"),
        ("Abdul Rahman Omarov", "Abdul Rahman"),
        ("Abdurrahman Omarov", "Abdurrahman"),
        ("Umm Kulthum Omarova", "Umm Kulthum"),
        ("Nur ad-Din Omarov", "Nur ad-Din"),
        ("Nur ad Din Omarov", "Nur ad Din"),
        ("Noor Uddin Omarov", "Noor Uddin"),
        ("Nour Eddine Omarov", "Nour Eddine"),
        ("Saif ul-Islam Omarov", "Saif ul-Islam"),
        ("Fath Allah Omarov", "Fath Allah"),
        ("Habib Ullah Omarov", "Habib Ullah"),
        ("Ali Islam", "Ali"),
        ("Maryam Alla", "Maryam"),
        ("Omar Aliev", "Omar"),
        ("Amina Al-Shami", "Amina"),
        ("Maryam Omarova", "Maryam"),
        ("Абд ар-Рахман Омаров", "Абд ар-Рахман"),
        ("Абдул Рахман Омаров", "Абдул Рахман"),
        ("Нур ад-Дин Омаров", "Нур ад-Дин"),
        ("Нур Эддин Омаров", "Нур Эддин"),
        ("Фатх Аллах Омаров", "Фатх Аллах"),
        ("Умм Кульсум Омарова", "Умм Кульсум"),
        ("Дина Омарова", "Дина"),
        ("Марьям Аллаярова", "Марьям"),
        ("Maryam", "Maryam"),
        ("عبد", "عبد"),
        ("", ""),
    ],
)
def test_a_compound_given_name_is_kept_whole(name: str, short: str) -> None:
    assert given_of(name) == short


@given(st.text(max_size=60))
def test_a_given_name_is_always_the_beginning_of_the_name(name: str) -> None:
    tidy = " ".join(name.split())

    assert tidy.startswith(given_of(name)) and bool(given_of(name)) is bool(tidy)


@pytest.mark.parametrize(
    "name", ["أم كلثوم عمر", "Umm Kulthum Omarova", "Умм Кульсум Омарова", "Oum Kalthoum Omarova"]
)
def test_umm_kulthum_before_another_name_is_a_given_name_and_no_kunya(name: str) -> None:
    assert not is_kunya(name) and split_kunya(name) == (name, None)
    assert is_kunya("Umm Kulthum") and is_kunya("أم كلثوم")


@pytest.mark.parametrize(
    ("name", "script", "signs"),
    [
        ("Maryam O'Connor-Å. d’Arc", "Latn", ""),
        ("Әлия Ғалымқызы-Омарова", "Cyrl", ""),
        ("مَرْيَم عبـد الله علی\u200cرضا", "Arab", ""),
        ("Aïcha Ibrahimi\u0307", "Latn", ""),
        ("Maryam 2", "Latn", "2"),
        ("مريم ٣", "Arab", "٣"),
        ("Maryаm", "Latn", "а"),
        ("Марьям (2)", "Cyrl", "(2)"),
        ("Omarova, Maryam", "Latn", ","),
        ("مريم Maryam", "Arab", "Marym"),
    ],
)
def test_a_name_has_only_letters_of_its_script(name: str, script: str, signs: str) -> None:
    assert "".join(sorted(set(foreign_signs(name, script)))) == "".join(sorted(set(signs)))
