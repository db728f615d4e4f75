"""Whoever registers a family by hand and leads it goes above the ceiling no more easily than by assigning."""

from __future__ import annotations

import pytest

from shanyraq.access.queries import system
from shanyraq.cases.models import Case, Evidence
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.test_assign import fill
from shanyraq.cases.tests.test_register_family import URL, typed

pytestmark = pytest.mark.django_db


def registered() -> int:
    with system("test"):
        return int(Case.objects.filter(family__label="Omarova", person__sort_name__contains="Омаров").count())


def test_two_people_more_than_the_ceiling_are_not_taken_without_a_reason(aigul: Worker) -> None:
    fill(aigul, 24)

    shown = aigul.client.post(URL, typed()).content.decode()

    assert "With these people the case manager would have 26, and 25 is the most." in shown
    assert 'name="over_ceiling_reason"' in shown
    assert registered() == 0


def test_a_reason_of_one_word_is_told_to_be_too_short(aigul: Worker) -> None:
    fill(aigul, 24)

    shown = aigul.client.post(URL, typed(over_ceiling_reason="back")).content.decode()

    assert "Give the reason in a sentence" in shown and "is the most" not in shown
    assert shown.count("Choose somebody else") == 0 and registered() == 0


def test_who_registers_by_hand_is_not_told_to_choose_somebody_else(aigul: Worker) -> None:
    fill(aigul, 24)

    shown = aigul.client.post(URL, typed()).content.decode()

    assert "hoose somebody else" not in shown and "say why in a sentence" in shown


def test_with_a_reason_they_are_and_it_is_kept_with_the_evidence(aigul: Worker) -> None:
    fill(aigul, 24)
    why = "Nobody else in the region speaks Arabic."

    assert aigul.client.post(URL, typed(over_ceiling_reason=why)).status_code == 302

    with system("test"):
        kept = Evidence.objects.filter(kind="case.manager.assigned").order_by("pk")
        assert [row.payload for row in kept] == [{"over_ceiling_reason": why}] * 2


def test_up_to_the_ceiling_nothing_is_asked(aigul: Worker) -> None:
    fill(aigul, 23)

    assert 'name="over_ceiling_reason"' not in aigul.client.get(URL).content.decode()
    assert aigul.client.post(URL, typed()).status_code == 302


def test_members_without_a_support_file_do_not_count(aigul: Worker) -> None:
    fill(aigul, 24)
    data = {key: value for key, value in typed().items() if key != "m1-opens_case"}

    assert aigul.client.post(URL, data).status_code == 302


def test_who_registers_without_leading_is_under_no_ceiling(saule: Worker) -> None:
    fill(saule, 30)

    assert saule.client.post(URL, typed()).status_code == 302
