"""The desk: everything that waits for the officer on one page, the nearest clock first, in few queries."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_emergency_opening
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.presenters.lede import lede
from shanyraq.oversight.rules import Waiting
from shanyraq.oversight.tests.factories import make_finding
from shanyraq.oversight.tests.test_breaches import enter as enter_breach
from shanyraq.oversight.tests.test_invent import ask as ask_to_invent
from shanyraq.oversight.tests.test_legal_requests import enter as enter_letter
from shanyraq.oversight.tests.test_legal_requests import somebody

pytestmark = pytest.mark.django_db
DESK = "oversight:desk"


def page(worker: Worker) -> str:
    return str(worker.client.get(reverse(DESK)).content.decode())


def test_her_day_begins_at_her_desk(auditor: Worker) -> None:
    assert auditor.client.get("/")["Location"] == reverse(DESK)
    shown = page(auditor)

    assert "A quiet morning" in shown and "Nothing waits for you" in shown
    assert "Nobody outside is a witness" in shown
    for name in ("findings", "legal_requests", "breaches", "invented_people"):
        assert reverse(f"oversight:{name}") in shown
    assert reverse("desk:access_matrix") in shown


def test_with_a_witness_there_is_no_warning(auditor: Worker, settings: Any, tmp_path: Path) -> None:
    settings.WITNESS = tmp_path / "witness"

    shown = page(auditor)

    assert "Nobody outside is a witness" not in shown and "Witness told" in shown


def test_everything_that_waits_stands_there_the_nearest_clock_first(
    auditor: Worker, aigul: Worker, zhanna: Worker
) -> None:
    make_emergency_opening(somebody(), aigul.staff, opened_at=real_now() - timedelta(hours=80))
    make_finding(aigul.staff)
    ask_to_invent(auditor)
    enter_breach(auditor, noticed_at=real_now() - timedelta(hours=70))
    enter_letter(zhanna, somebody(), answer_by=(real_now() + timedelta(days=9)).date())

    shown = page(auditor)

    titles = [
        "Emergency openings to be reviewed",
        "Breaches",
        "People to be invented",
        "Legal requests",
        "Questions about reading",
    ]
    places = [shown.index(f">{title}<", shown.index('id="waiting')) for title in titles]
    assert places == sorted(places)
    assert "5 things wait; a clock ran out on" in shown


def test_what_was_kept_long_enough_is_counted_apart_from_what_waits() -> None:
    asked = Waiting("Legal requests", "/", 2)
    pile = Waiting("Kept long enough", "/", 48, is_pile=True)

    assert lede([asked, pile], real_now()) == (
        "2 things wait, and no clock is running. Besides, 48 parts of files were kept long enough."
    )
    assert lede([pile], real_now()).startswith("Nothing waits for you.")
    assert "Besides" not in lede([asked], real_now())


def test_the_desk_takes_as_many_queries_however_much_waits(
    auditor: Worker, aigul: Worker, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        enter_breach(auditor)
        make_emergency_opening(somebody(), aigul.staff, opened_at=real_now())
    make_finding(aigul.staff)
    page(auditor)

    with django_assert_max_num_queries(40):
        page(auditor)


def test_nobody_else_has_this_desk(admin: Worker, aigul: Worker, damir: Worker) -> None:
    for worker in (admin, aigul, damir):
        assert worker.client.get(reverse(DESK)).status_code == 403
