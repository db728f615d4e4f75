"""A first start makes a living programme; a second one takes seconds and finds everything as it was left."""

import time
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.journeys.doors import enter
from tests.journeys.site import copy_of, served
from tests.journeys.walking import addresses, count, expect_done, families, save


def test_a_second_start_takes_seconds_and_keeps_what_was_written(
    browser: Browser, demo_data: Path, tmp_path: Path
) -> None:
    data = copy_of(demo_data, tmp_path / "var")
    with served(data) as site:
        page = browser.new_page(base_url=site.url, locale="en")
        enter(page, "case_manager")
        family = families(page)[0]
        page.goto(f"{family}notes/add/")
        page.fill("[name=text]", "Written before the site was stopped")
        save(page)
        expect_done(page)
        people = count(site, "people_person")
        page.close()

    begun = time.monotonic()
    with served(data) as site:
        assert time.monotonic() - begun < 15
        page = browser.new_page(base_url=site.url, locale="en")
        enter(page, "case_manager")
        page.goto(f"{family}notes/")
        expect(page.locator("main")).to_contain_text("Written before the site was stopped")
        assert count(site, "people_person") == people
        assert addresses(page, "/notes/")
        page.close()
