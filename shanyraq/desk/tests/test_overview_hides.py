"""What the overview may not print is hatched in its drawings and told in words, never left out."""

from __future__ import annotations

import re

import pytest

from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_arrival
from shanyraq.desk.tests.programme import DAY, family_of, fixed_day, owed  # noqa: F401 - a fixture
from shanyraq.desk.tests.test_overview import overview_of, programme  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


@pytest.mark.usefixtures("programme")
def test_a_hidden_region_is_hatched_on_the_map_and_explained(damir: Worker) -> None:
    page = overview_of(damir)
    map_of = page[page.index('id="regions"') : page.index('id="arrivals"')]

    tiles = {
        code: tile
        for tile in re.findall(r"<g class=.*?</g>", map_of)
        for code in re.findall("[A-Z]{3}", tile)
    }
    assert tiles["SHY"].startswith('<g class="s0">') and "&lt;5" in tiles["SHY"]
    assert tiles["ALR"].startswith('<g class="hatched">') and "*" in tiles["ALR"]
    assert 'fill="url(#regions-hatch)"' in tiles["ALR"]
    assert '<pattern id="regions-hatch"' in map_of
    assert "hidden, so that nobody can be recognised" in map_of


def test_too_few_people_to_show_are_told_in_words(damir: Worker) -> None:
    [case] = family_of("Saule", arrival=make_arrival(operation="Zhusan-2", arrived_on=DAY))
    owed(case, "P6-07", days=9, compartment="C8", discipline="legal")

    page = overview_of(damir)
    head = page[page.index("<h1>") : page.index('id="phases"')]

    assert "Too few people to show how many." in head
    assert "too few late services to show how many" in head
    assert (
        "*" not in head and "&lt;5" not in head and "children" not in head.replace("school-age children", "")
    )
