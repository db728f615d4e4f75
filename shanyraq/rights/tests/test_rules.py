"""What can be asked and answered, until when; what a hold can be; what can be erased. No database."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.rights import rules
from shanyraq.rights.rules import erasures, holds

TODAY = date(2021, 5, 20)


def received(**told: object) -> str:
    known: dict[str, object] = {
        "kind": "SEE",
        "asked_by": "SELF",
        "identified": "KNOWN",
        "may_ask": ("SELF",),
        "received_on": TODAY,
        "today": TODAY,
    }
    return rules.reason_not_to_receive(**(known | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"kind": "COPY"}, "kind"),
        ({"asked_by": "CAREGIVER"}, "receiver"),  # nobody asks for an adult
        ({"asked_by": "GUARDIAN", "may_ask": ("GUARDIAN",), "identified": "GUARDIAN"}, ""),
        ({"identified": "GUARDIAN"}, "guardian"),
        ({"identified": "FORMER_NAME"}, "identified"),
        ({"received_on": date(2021, 5, 21)}, "day"),
        ({"received_on": date(2020, 5, 1)}, "day"),
    ],
)
def test_what_is_asked_says_who_asks_and_how_that_is_known(told: dict[str, object], reason: str) -> None:
    assert received(**told) == reason


def test_it_is_confirmed_in_three_days_and_answered_in_thirty() -> None:
    clock = rules.clock_of(date(2021, 5, 10), 3, 30)

    assert (clock.acknowledge_by, clock.answer_by) == (date(2021, 5, 13), date(2021, 6, 9))
    assert clock.due("RECEIVED") == clock.acknowledge_by
    assert clock.due("ACKNOWLEDGED") == clock.answer_by
    assert clock.due("ANSWERED") is None


LONG = "Another child is named there, whom this would show."


@pytest.mark.parametrize(
    ("facts", "answer", "reason"),
    [
        (("SEE", "RECEIVED", False, False, False, True), ("DONE", "", ""), ""),
        (("READERS", "RECEIVED", False, True), ("DONE", "", ""), ""),
        (("SEE", "RECEIVED", False, True), ("DONE", "", ""), "copy"),
        (("READERS", "RECEIVED", False, False), ("DONE", "", ""), "sheet"),
        (("CORRECT", "RECEIVED", False), ("DONE", "", ""), ""),
        (("OBJECT", "RECEIVED", False, False, True), ("DONE", "", ""), "still_yes"),
        (("OBJECT", "RECEIVED", False, False, False), ("DONE", "", ""), ""),
        (("ERASE", "RECEIVED", False), ("DONE", "", ""), "by_erasing"),
        (("SEE", "ANSWERED", False, True), ("DONE", "", ""), "answered"),
        (("SEE", "RECEIVED", False, True), ("DONE", "VITAL", ""), "ground_not_needed"),
        (("ERASE", "RECEIVED", True), ("DECLINED", "HOLD", LONG), ""),
        (("ERASE", "RECEIVED", False), ("DECLINED", "HOLD", LONG), "no_hold"),
        (("SEE", "RECEIVED", True), ("DECLINED", "HOLD", LONG), "hold_erases"),
        (("SEE", "RECEIVED", False), ("PARTLY", "VITAL", LONG), ""),
        (("SEE", "RECEIVED", False), ("PARTLY", "VITAL", "too short"), "reasons"),
        (("SEE", "RECEIVED", False), ("DECLINED", "", LONG), "ground"),
        (("SEE", "RECEIVED", False), ("DECLINED", "BUSY", LONG), "ground"),
        (("SEE", "RECEIVED", False), ("LATER", "VITAL", LONG), "ground"),
    ],
)
def test_nothing_is_declined_but_on_the_two_grounds_and_with_reasons(
    facts: tuple[object, ...], answer: tuple[str, str, str], reason: str
) -> None:
    outcome, ground, reasons = answer

    found = rules.reason_not_to_answer(
        rules.Facts(*facts),  # type: ignore[arg-type]
        outcome=outcome,
        ground=ground,
        reasons=reasons,
    )

    assert found == reason


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2021, 5, 20), date(2021, 11, 20)),
        (date(2021, 8, 31), date(2022, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2021, 12, 1), date(2022, 6, 1)),
    ],
)
def test_a_hold_lasts_six_months_at_most(starts: date, ends: date) -> None:
    assert holds.last_day(starts) == ends


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"act": "no"}, "act"),
        ({"parts": []}, "parts"),
        ({"parts": ["C13"]}, "parts"),
        ({"starts_on": date(2021, 5, 21)}, "begins"),
        ({"ends_on": date(2021, 11, 21)}, "too_long"),
        ({"ends_on": TODAY}, "too_short"),
    ],
)
def test_a_hold_names_its_act_its_parts_and_its_end(told: dict[str, object], reason: str) -> None:
    known: dict[str, object] = {
        "act": "Order 12",
        "parts": ["C3", "C9"],
        "starts_on": TODAY,
        "ends_on": date(2021, 11, 20),
        "today": TODAY,
    }

    assert holds.reason_not_to_hold(**(known | told)) == reason  # type: ignore[arg-type]


def test_a_hold_on_one_part_keeps_that_part_and_so_the_whole_file() -> None:
    assert holds.frozen([["C3"]], ["C3", "C4"]) == ["C3"]
    assert holds.frozen([["C3"]], ["C5"]) == []
    assert holds.frozen([["C3"]], []) == ["C3"]


@pytest.mark.parametrize(
    ("parts", "held", "reason"),
    [([], [], ""), (["C5"], [], ""), (["C1"], [], "parts"), (["C12"], [], "parts"), ([], ["C3"], "held")],
)
def test_who_she_is_goes_only_with_the_whole_file(parts: list[str], held: list[str], reason: str) -> None:
    assert erasures.reason_not_to_erase(is_there=True, parts=parts, held=held) == reason
