"""Names stand where readers of their language look for them."""

from __future__ import annotations

import random

import pytest

from shanyraq.foundation.alphabet import alphabetical


@pytest.mark.parametrize(
    "names",
    [
        "Абай Әбіл Бота Ғани Дина Ербол Жанар Кенже Қайрат Нұрлан Ораз Өмір Сәуле Умар Ұлан Үміт Хасан Һадиша "
        "Шара Ыбырай Ілияс Эльмира Юрий Яна",
        "أحمد باسل پرويز تامر جميل چنار حسن ريم زينب سارة عمر فاطمة كريم گلنار ليلى مريم نور هدى وفاء ياسين",
        "Abay Ádám Bota Çınar Dana Éva Gulnara Zarina",
        "Егор Ёлкин Ждан",
        "Иван Йозеф Кира",
    ],
)
def test_each_letter_has_its_place_in_its_own_alphabet(names: str) -> None:
    expected = names.split()
    mixed = random.Random(4).sample(expected, len(expected))

    assert sorted(mixed, key=alphabetical) == expected


def test_small_letters_marks_and_spaces_do_not_part_names_that_belong_together() -> None:
    names = ["сатпаева б", "Сатпаева В", "САТПАЕВА Г", "Сатпаев-Абай", "Сатпаев Яков"]

    assert sorted(names, key=alphabetical) == [
        "Сатпаев Яков",
        "Сатпаев-Абай",
        "сатпаева б",
        "Сатпаева В",
        "САТПАЕВА Г",
    ]
    assert alphabetical("إبراهيم")[0] == alphabetical("ابراهيم")[0]


def test_a_shorter_name_comes_before_the_longer_one_and_a_strange_sign_breaks_nothing() -> None:
    assert sorted(["Алиева", "Али", "", "王"], key=alphabetical)[-2:] == ["Али", "Алиева"]
