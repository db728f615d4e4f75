"""Colleagues stand in the order of the spelling that the reader sees, letter by letter of her own alphabet."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse

from shanyraq.access.models import StaffMember
from shanyraq.cases.tests.cast import Worker
from shanyraq.desk.tests.programme import family_of, fixed_day  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]
# In Latin letters Qanat and Zhanar come last; in Cyrillic letters Жанар comes third and Қанат after Камила.
NAMES = (
    ("Aliya", "Алия", "عالية"),
    ("Asem", "Әсем", "آسم"),
    ("Kamila", "Камила", "كاميلا"),
    ("Nurgul", "Нұргүл", "نورغول"),
    ("Qanat", "Қанат", "قانات"),
    ("Zhanar", "Жанар", "جانار"),
)
ORDER = {
    "en": [names[0] for names in NAMES],
    "kk": ["Алия", "Әсем", "Жанар", "Камила", "Қанат", "Нұргүл"],
    "ar": ["آسم", "جانار", "عالية", "قانات", "كاميلا", "نورغول"],
}


@pytest.fixture
def team(daniyar: Worker) -> None:
    for names in NAMES:
        StaffMember.objects.create(
            given_name="T.",
            family_name=" / ".join(names),
            discipline="case_manager",
            region="ALR",
            supervisor=daniyar.staff,
            joined_on=daniyar.staff.joined_on,
        )


def shown(worker: Worker, url: str, language: str) -> list[str]:
    worker.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = worker.client.get(url).content.decode()
    return re.findall(r"T\. (\w+)</", page)


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("language", ORDER)
def test_a_team_stands_in_the_order_of_the_readers_alphabet(daniyar: Worker, language: str) -> None:
    assert shown(daniyar, reverse("desk:team"), language) == ORDER[language]


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("language", ORDER)
def test_who_can_lead_is_listed_in_the_order_of_the_readers_alphabet(daniyar: Worker, language: str) -> None:
    [case] = family_of("Saule", region="ALR")

    names = shown(daniyar, reverse("cases:assign", args=[case.family_id]), language)

    assert [name for name in names if name in ORDER[language]][: len(NAMES)] == ORDER[language]
