"""Reasons as sentences, and the chart of a pack."""

from __future__ import annotations

import string
from datetime import date, datetime
from typing import Any

import pytest

from shanyraq.pathway import Evidence, OverlayFact, Reason, explain, show_pack, show_text
from shanyraq.pathway.explain import MESSAGES, day_in_words
from shanyraq.pathway.show import MESSAGES as CHART_MESSAGES
from shanyraq.pathway.tests.factories import happened, kz, plan_on

TODAY = date(2021, 5, 20)
MOVED_IN = happened("home.placement.started", "2021-03-09")
ALONE = {"overlays": (OverlayFact("unaccompanied", date(2021, 1, 1)),)}
WOMAN = {"birth_date": date(1988, 1, 1)}


def sentence(key: str, *evidence: Evidence, when: str = "2021-05-20", **changes: Any) -> str:
    step = plan_on(when, *evidence, **changes).step(key)
    assert step is not None
    return explain(step, kz(), today=TODAY)


@pytest.mark.parametrize(
    ("key", "evidence", "changes", "expected"),
    [
        ("P6-01", [], {}, "Due 90 days after arrival, on 5 May; not recorded yet."),
        ("P1-06", [], {}, "Due 1 day before departure, on 3 February; not recorded yet."),
        ("P3-02", [], {}, "Due 12 hours after arrival, on 5 February at 03:00; not recorded yet."),
        ("P6-08", [], {}, "Ahead: due 180 days after arrival, on 3 August."),
        ("P5-09", [], {}, "Opens after moving in."),
        ("P5-06", [], {}, "To be done before school begins; the day is not known yet."),
        (
            "P4-10",
            [happened("learning.plan.signed", "2021-03-04")],
            {},
            "Done on 4 March: Personal learning plan signed.",
        ),
        (
            "P6-03#2",
            [MOVED_IN, happened("home.visit.made", "2021-03-11"), happened("home.visit.made", "2021-04-20")],
            {},
            "Every 30 days; the last was on 20 April. Next on 20 May.",
        ),
        (
            "P6-03#2",
            [MOVED_IN, happened("case.step.waived", "2021-05-20", action="P6-03", occurrence=1)],
            {},
            "Every 30 days; the one before was set aside on 20 May. Next on 19 June.",
        ),
        (
            "P6-04#2",
            [MOVED_IN, happened("case.step.declined", "2021-04-20", action="P6-04", occurrence=1)],
            ALONE,
            "Every 14 days; the one before was declined on 20 April. Next on 4 May.",
        ),
        (
            "P5-07",
            [MOVED_IN, happened("papers.guardianship.applied", "2021-04-02", expected_on="2021-05-27")],
            ALONE,
            "Waiting since 2 April: Guardianship applied for. An answer is expected by 27 May.",
        ),
        (
            "P4-22",
            [happened("case.step.declined", "2021-03-02", action="P4-22")],
            WOMAN,
            "Declined on 2 March. It can be asked for again at any time.",
        ),
        (
            "P4-22",
            [happened("case.step.declined", "2021-03-02", action="P4-22", ask_again_on="2021-09-01")],
            WOMAN,
            "Declined for now on 2 March; to be offered again on 1 September.",
        ),
        (
            "P5-10",
            [
                MOVED_IN,
                happened("case.step.waived", "2021-03-17", action="P5-10", reason="Visited twice that week."),
            ],
            {},
            "Set aside on 17 March: Visited twice that week.",
        ),
        (
            "P5-07",
            [MOVED_IN, happened("papers.guardianship.applied", "2021-04-02", expected_on="2021-05-10")],
            ALONE,
            "Waiting since 2 April: Guardianship applied for. An answer was expected by 10 May.",
        ),
        (
            "P6-04#2",
            [
                MOVED_IN,
                happened(
                    "case.step.declined",
                    "2021-04-20",
                    action="P6-04",
                    occurrence=1,
                    ask_again_on="2021-06-01",
                ),
            ],
            ALONE,
            "Every 14 days; the one before was declined on 20 April. Next on 1 June.",
        ),
        (
            "P4-22",
            [happened("case.step.declined", "2021-03-02", action="P4-22", ask_again_on="2021-05-01")],
            WOMAN,
            "Declined before, to be offered again on 1 May.",
        ),
        (
            "P3-12",
            [happened("care.examination.done", "2021-02-05")],
            {},
            "Done on 5 February: Full medical examination done.",
        ),
        (
            "P6-15",
            [],
            {"birth_date": date(2004, 1, 10)},
            "Ahead: due 180 days before the 18th birthday, on 14 July.",
        ),
        ("P4-13", [], {}, "Not applicable now. It is for: young person of 15 to 17."),
        ("P4-08", [], {}, "Not applicable yet: it is for those of 15 years and older."),
        ("P0-01", [], {"entry": "self"}, "Not applicable: came home by themselves."),
        ("P4-16#1", [], {}, "Not applicable: nobody has asked for it."),
        ("P6-12#1", [], {}, "Not applicable: nothing of the kind has happened."),
        ("P4-19#1", [], {}, "Not applicable unless this is recorded: Nutrition programme needed."),
        ("P6-05#1", [], {}, "Opens only with consent: Well-being and psychological support."),
    ],
)
def test_reason_reads_as_a_sentence(
    key: str, evidence: list[Evidence], changes: dict[str, Any], expected: str
) -> None:
    assert sentence(key, *evidence, **changes) == expected


def test_nobody_is_left_with_half_a_sentence_where_a_service_is_for_one_sex() -> None:
    step = plan_on("2021-05-20").step("P4-13")
    assert step is not None

    assert (
        explain(step._replace(reason=Reason("na_profile", {"profiles": ()})), kz()) == "Not applicable now."
    )


def test_sentence_is_translated_whole_and_the_number_chooses_the_form() -> None:
    step = plan_on("2021-05-20").step("P6-01")
    assert step is not None

    def plural(one: str, many: str, count: int) -> str:
        assert (one, many) == MESSAGES["due_after_days"]
        return "через {count} дней, {due}"

    assert explain(step, kz(), language="ru", plural=plural, today=TODAY) == "через 90 дней, 5 мая"


def test_translation_may_use_no_placeholder_that_a_sentence_does_not_have() -> None:
    for message in [*MESSAGES.values(), *CHART_MESSAGES.values()]:
        forms = message if isinstance(message, tuple) else (message, message)
        names = [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in forms]
        assert names[0] <= names[1]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "4 March 2021"), ("ru", "4 марта 2021"), ("kk", "2021 жылғы 4 наурыз"), ("xx", "4 March 2021")],
)
def test_dates_are_told_as_people_say_them(language: str, expected: str) -> None:
    assert day_in_words(date(2021, 3, 4), language) == expected


def test_chart_fits_a_terminal_and_has_every_action() -> None:
    text = show_text(kz())

    assert max(map(len, text.splitlines())) <= 100
    assert all(code in text for code in kz().actions)
    assert "Birth registration" in text


def test_chart_says_who_when_and_for_whom() -> None:
    rows = {row.id: row for phase in show_pack(kz(), "en") for row in phase.rows}

    assert rows["P4-10"].when == "14 days after arrival"
    assert rows["P4-10"].who == "Teacher"
    assert rows["P4-10"].for_whom == "child of 6 to 14, young person of 15 to 17"
    assert rows["P4-30"].when == "45 days after arrival, 90 days after arrival"
    assert rows["P6-03"].when == "30 days after moving in, then every 30 days"
    assert rows["P3-01"].for_whom == "everyone"
    assert len(rows) == 106


def test_instants_are_aware() -> None:
    for step in plan_on("2021-05-20", MOVED_IN).steps:
        for instant in (step.opens_at, step.due_at, step.closed_at):
            assert instant is None or (isinstance(instant, datetime) and instant.tzinfo is not None)
