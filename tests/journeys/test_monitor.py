"""An independent monitor: one officer asks, a second colleague agrees, and she reads that one file until its day."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.laying_out_for_two import ask_mandate
from tests.journeys.site import Site
from tests.journeys.test_administrator import SENTENCE, accept, invite, log_in
from tests.journeys.test_her_data import adults
from tests.journeys.walking import addresses, count, expect_done, press, status

ONE = re.compile(r"/oversight/monitors/[0-9a-f-]{36}/$")


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


def test_a_monitor_reads_the_one_file_that_two_have_opened_and_writes_nothing(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    officer, supervisor, monitor = visit("dpo"), visit("supervisor"), visit()
    accept(monitor, invite(visit("administrator"), officer, "a.monitor", "monitor", given="Madi"))
    log_in(monitor, "a.monitor", SENTENCE)
    axe(monitor)
    person, another = adults(site)[:2]
    assert status(monitor, person) == 404

    # Who asks decides nothing; somebody who may know of the person does.
    officer.goto("/oversight/monitors/")
    axe(officer)
    ask_mandate(officer, site, person, "a.monitor")
    one = next(address for address in addresses(officer) if ONE.search(address))
    officer.goto(one)
    expect(officer.locator("#answer button")).to_have_count(0)
    assert status(monitor, person) == 404
    supervisor.goto(one)
    axe(supervisor)
    picture(supervisor, f"monitor-asked-{language}")
    press(supervisor.locator("#answer button.btn-primary"))
    expect_done(supervisor)

    # She reads it from now on, this one alone, and nothing leads her to write.
    assert status(monitor, person) == 200
    axe(monitor)
    picture(monitor, f"monitor-reads-{language}")
    assert not [address for address in addresses(monitor) if re.search(r"/(record|add|correct)/", address)]
    assert status(monitor, f"{person}record/") == 403
    assert status(monitor, another) == 404
    officer.goto(one)
    axe(officer)
    expect(officer.locator("#answer")).to_have_count(0)
    assert count(site, "cases_assignment", "discipline = 'monitor' AND ends_at IS NULL") == 1
