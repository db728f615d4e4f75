"""Choosing the family that somebody moves to."""

import pytest
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.spellings import DIVIDER
from shanyraq.people.tests.factories import make_family, make_membership, make_person

pytestmark = pytest.mark.django_db


def test_families_are_offered_in_the_order_of_the_alphabet_of_the_page(aigul: Worker) -> None:
    child = make_person("Yusuf Omarov", sex="M")
    make_case(child, make_family(), case_manager=aigul.staff)
    for label in (f"Aliya{DIVIDER}Яна", f"Botagoz{DIVIDER}Гуля", f"Vera{DIVIDER}Вера"):
        member = make_person("Омарова", sex="F")
        family = make_family(label)
        make_membership(family, member)
        make_case(member, family, case_manager=aigul.staff)
    aigul.client.cookies["django_language"] = "kk"

    address = reverse("cases:move_person", args=[child.pk])
    page = aigul.client.get(address, {"q": "Омарова"}).content.decode()

    assert page.index("Вера") < page.index("Гуля") < page.index("Яна")
