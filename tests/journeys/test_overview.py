"""The programme in figures: charts with their tables, one function for page and file, and never a person."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window
from tests.journeys.layout import narrow
from tests.journeys.site import Site
from tests.journeys.walking import addresses, ask, dashed, follow, status

CELLS = """table => [...table.querySelectorAll('tr')].map(
    row => [...row.querySelectorAll('th, td')].map(cell => cell.innerText.trim()))"""

FETCH = """address => fetch(address).then(
    async answer => [answer.headers.get('content-type'), await answer.text()])"""


def tables(page: Page) -> list[list[list[str]]]:
    """Each table of the page, row by row, without its heading row."""
    return [one.evaluate(CELLS)[1:] for one in page.locator("main table").all()]


def is_small(text: str) -> bool:
    return text in {"1", "2", "3", "4", "١", "٢", "٣", "٤"}


def test_every_chart_has_its_table_and_the_file_holds_the_same_figures(visit: Window) -> None:
    page = visit("programme_manager")

    expect(page).to_have_url(re.compile(r"/overview/$"))
    charts, files = page.locator(".chart-pair"), addresses(page, ".csv")
    assert charts.count() == len(files) > 1
    for chart, shown, address in zip(charts.all(), tables(page), files, strict=True):
        expect(chart.locator("figure, svg, .chart, ul, ol").first).to_be_visible()
        kind, text = page.evaluate(FETCH, address)
        assert kind.startswith("text/csv")
        held = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1:]
        assert [[cell.lstrip("'") for cell in row] for row in held] == [
            [re.sub(r"\s+", " ", cell) for cell in row] for row in shown
        ]


def test_small_counts_are_hidden_wherever_they_stand(visit: Window) -> None:
    page = visit("programme_manager")
    pages = ["/overview/", *addresses(page, "/overview/disciplines/"), *addresses(page, "/overview/regions/")]
    hidden = 0

    for address in pages[:8]:
        page.goto(address)
        figures = [cell for table in tables(page) for row in table for cell in row[1:]]
        assert figures and not [cell for cell in figures if is_small(cell)], address
        hidden += sum("<" in cell for cell in figures)
        drawn = page.locator("main svg text, main .figures strong").all_text_contents()
        assert drawn and not [text for text in drawn if is_small(text.strip())], address

    assert hidden > 0


def test_she_goes_deeper_by_discipline_and_region_and_meets_nobody(visit: Window, site: Site) -> None:
    page = visit("programme_manager")

    for part in ("/overview/disciplines/", "/overview/regions/"):
        page.goto("/overview/")
        follow(page, part)
        expect(page.locator(".chart-pair table")).to_be_visible()
        to_people = [one for one in addresses(page, "", "body") if re.search(r"/(people|families)/", one)]
        assert to_people == []

    family = dashed(ask(site, "SELECT id FROM people_family LIMIT 1")[0][0])
    person = dashed(ask(site, "SELECT id FROM people_person LIMIT 1")[0][0])
    for address in (
        "/families/",
        "/team/",
        "/search/?q=a",
        f"/families/{family}/",
        f"/people/{person}/",
        f"/families/{family}/history/",
        "/families/new/",
        "/lists/",
    ):
        assert status(page, address) in (403, 404), address


@pytest.mark.parametrize("language", ["kk", "ru", "en", "ar"])
def test_on_a_phone_no_table_of_figures_has_to_be_pushed_sideways(visit: Window) -> None:
    page = visit("programme_manager", width=390, height=844)
    page.goto("/overview/")

    assert page.locator(".chart-pair table").count() > 1
    assert narrow(page) == []


@pytest.mark.parametrize("address", ["/overview/disciplines/nobody/", "/overview/tables/nothing.csv"])
def test_what_does_not_exist_is_not_here(visit: Window, address: str) -> None:
    assert status(visit("programme_manager"), address) == 404
