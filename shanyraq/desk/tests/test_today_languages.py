"""A day in the language and the script of its reader."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse

from shanyraq.access.models import StaffMember
from shanyraq.cases.tests.cast import Worker
from shanyraq.desk.tests.programme import family_of, fixed_day, owed  # noqa: F401 - a fixture
from shanyraq.desk.tests.test_today import TODAY, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def test_a_family_and_a_colleague_are_named_in_the_script_of_the_page(aigul: Worker) -> None:
    StaffMember.objects.filter(pk=aigul.staff.pk).update(given_name="Aigul / Айгүл / آيغول")
    [case] = family_of("Saule", label="Omarova / Омарова / عمروفا", case_manager=aigul.staff)
    owed(case, "P6-03", days=3, compartment="C7")

    for language, family, given in (
        ("en", "Omarova", "Aigul"),
        ("ru", "Омарова", "Айгүл"),
        ("ar", "عمروفا", "آيغول"),
    ):
        aigul.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = page_of(aigul)
        assert family in page and given in page
        assert " / " not in re.sub(r"<[^>]*>", "", page)


def test_the_day_reads_in_arabic_from_right_to_left(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    owed(case, "P6-06", days=2)

    page = aigul.client.get(reverse(TODAY), headers={"accept-language": "ar"}).content.decode()

    assert '<html lang="ar" dir="rtl">' in page
