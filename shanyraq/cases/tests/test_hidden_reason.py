"""What a step waits for is told to nobody who may not open it, and nothing untrue instead."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.access.rules import Actor
from shanyraq.cases.presenters.owed import why_words
from shanyraq.pathway import OverlayFact
from shanyraq.pathway.tests.factories import happened, plan_on


@pytest.mark.parametrize(("expected_on", "state"), [("2021-05-10", "LATE"), ("2021-05-27", "WAITING")])
def test_whoever_may_not_open_an_answer_reads_that_it_is_waited_for(expected_on: str, state: str) -> None:
    step = plan_on(
        "2021-05-20",
        happened("home.placement.started", "2021-03-09"),
        happened("papers.guardianship.applied", "2021-04-02", expected_on=expected_on),
        overlays=(OverlayFact("unaccompanied", date(2021, 1, 1)),),
    ).step("P5-07")
    assert step is not None and step.state == state

    said = why_words(step, Actor(None, None), date(2021, 5, 20))

    assert said == "Waiting for somebody outside the team."
