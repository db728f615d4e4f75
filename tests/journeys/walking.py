"""How a journey walks: in a language, by addresses and names of fields, never by the words on a button.

So one journey serves every language: what it needs to find stands in `href`, `name`, `value` and `id`.
"""

import re
import sqlite3
from contextlib import closing
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.site import Site

LANGUAGES = ("en", "ar")  # every story is walked in both; ar is written from right to left
DIRECTIONS = {"en": "ltr", "kk": "ltr", "ru": "ltr", "ar": "rtl"}
FAMILY = re.compile(r"/families/[0-9a-f-]{36}/$")
PERSON = re.compile(r"/people/[0-9a-f-]{36}/$")

# Said by every page itself, as a console error, where it is not in the language that was asked for.
WATCH = """addEventListener('DOMContentLoaded', () => {
  const page = document.documentElement, headings = document.querySelectorAll('h1').length;
  if (page.lang !== '%(language)s' || page.dir !== '%(direction)s') {
    console.error(`speaks ${page.lang}, runs ${page.dir}, not %(language)s`);
  }
  if (headings !== 1) console.error(`has ${headings} main headings`);
});"""


def watched(page: Page, language: str) -> Page:
    """The page, which from now on complains where it does not speak the language, or has not one main heading."""
    page.add_init_script(WATCH % {"language": language, "direction": DIRECTIONS[language]})
    return page


def addresses(page: Page, part: str = "", within: str = "main") -> list[str]:
    """Where the links lead, in their order, each once; those with `part` in them."""
    found: list[str] = page.locator(f"{within} a[href]").evaluate_all(
        "links => links.map(one => one.getAttribute('href'))"
    )
    return [one for one in dict.fromkeys(found) if part in one]


def follow(page: Page, part: str, within: str = "main") -> None:
    """Click the first link whose address has `part` in it."""
    page.locator(f"{within} a[href*='{part}']").first.click()
    page.wait_for_load_state()


def press(button: Locator) -> None:
    """Press a button that sends a form."""
    button.click()
    button.page.wait_for_load_state()


def save(page: Page, within: str = "main") -> None:
    """Press the main button of the last form."""
    press(page.locator(f"{within} form button.btn-primary[type=submit]:visible").last)


def expect_done(page: Page) -> Locator:
    """What the page answers where something was saved."""
    answer = page.locator("main .notice-good").first
    expect(answer).to_be_visible()
    return answer


def expect_asked_again(page: Page, name: str) -> Locator:
    """What a form says under a field that it does not take as it is."""
    field = page.locator(f"main [name='{name}'], main fieldset#id_{name}").first
    expect(field).to_have_attribute("aria-invalid", "true")
    return field


def status(page: Page, address: str) -> int:
    """What a page answers to somebody who types its address."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def ask(site: Site, question: str, *values: object) -> list[Any]:
    """What the site's database holds: for what no role may see on one page. Reads only."""
    with closing(sqlite3.connect(f"file:{site.data / 'shanyraq.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(question, values).fetchall()


def count(site: Site, table: str, where: str = "1") -> int:
    """How many rows of a table there are."""
    return int(ask(site, f"SELECT COUNT(*) FROM {table} WHERE {where}")[0][0])


def families(page: Page) -> list[str]:
    """The addresses of the files that the page of families lists."""
    page.goto("/families/")
    return [one for one in addresses(page) if FAMILY.search(one)]


def family_with(page: Page, part: str, *, people: int = 1) -> str:
    """The first family of so many people or more whose file offers a link with `part` in it; she stands there now."""
    for one in families(page):
        page.goto(one)
        if page.locator("ul.members > li").count() >= people and addresses(page, part):
            return one
    raise AssertionError(f"no family of {people} or more offers {part}")


def dashed(key: str) -> str:
    """A key as addresses spell it."""
    return "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:]))
