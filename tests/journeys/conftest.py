"""What a journey starts with: a small demonstration, a site that serves it, and a browser that hears every complaint.

    def test_a_case_manager_sees_her_day(site, page): page.goto("/") …

`site`    a copy of the demonstration for this module, served by the real command
`page`    a page in a fresh window: English, a laptop's width; a console error or a failing answer fails the test
`window`  makes more of them: window(locale="ar", width=390)
`visit`   visit("supervisor"): comes in as a colleague, in each of the languages that the stories are walked in
`axe(page)` from tests.journeys.accessibility
`picture(page, "day")` leaves pictures/day.png for you to look at, where you ask for it: PICTURES=1 make test-journeys
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.journeys import chromium
from tests.journeys.accessibility import examined, was_examined
from tests.journeys.doors import enter
from tests.journeys.site import ROOT, Site, copy_of, run, served
from tests.journeys.walking import LANGUAGES, watched
from tests.journeys.windows import Windows
from tests.once import once

PEOPLE = 60
Window = Callable[..., Page]


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small demonstration, made once. Served once, so that its copies have styles and icons."""

    def make(data: Path) -> None:
        run(data, "demo", "--people", str(PEOPLE))
        with served(data):
            pass

    return once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="module")
def site(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served copy of the demonstration: what a journey changes, no other module sees."""
    with served(copy_of(demo_data, tmp_path_factory.mktemp("site") / "var")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with chromium.browser() as started:
        yield started


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    """Windows that tests borrow one after the other."""
    made = Windows(browser)
    yield made
    made.close()


@pytest.fixture
def window(windows: Windows, site: Site) -> Iterator[Window]:
    """Opens windows on the site: window(locale="ar", width=390, height=844, javascript=False).

    Each has its own cookies. At the end, everything the pages complained about fails the test.
    """
    complaints: list[str] = []
    lent: list[tuple[BrowserContext, dict[str, object]]] = []

    def open_window(
        locale: str = "en",
        width: int = 1280,
        height: int = 900,
        *,
        javascript: bool = True,
        **options: object,
    ) -> Page:
        wanted = {
            "locale": locale,
            "viewport": {"width": width, "height": height},
            "timezone_id": "Asia/Almaty",
            "reduced_motion": "reduce",
            "java_script_enabled": javascript,
            **options,
        }
        context = windows.lend(site.url, **wanted)
        context.set_default_timeout(10_000)
        lent.append((context, wanted))
        page = context.new_page()
        listen(page, complaints)
        return page

    yield open_window
    for context, wanted in lent:
        windows.take_back(context, **wanted)
    heard = "\n".join(dict.fromkeys(complaints))
    assert not heard, f"the pages complained:\n{heard}"


@pytest.fixture
def page(window: Window) -> Page:
    """A page in English, a laptop wide."""
    return window()


@pytest.fixture
def phone(window: Window) -> Page:
    """A page in English, a phone wide."""
    return window(width=390, height=844)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that a story is walked in."""
    return str(request.param)


@pytest.fixture(scope="module")
def fresh_site(language: str, demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for each language, where a story leaves too much behind to be walked twice on one."""
    with served(copy_of(demo_data, tmp_path_factory.mktemp(f"site-{language}") / "var")) as running:
        yield running


@pytest.fixture
def visit(window: Window, language: str) -> Window:
    """Comes in as the invented colleague of a role; every page she opens has to speak her language."""

    def come_in(role: str = "", **options: object) -> Page:
        page = watched(window(locale=language, **options), language)
        if role:
            enter(page, role)
        return page

    return come_in


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what goes wrong behind a page: console errors (blocked content too), exceptions, failing answers."""

    def console(message: ConsoleMessage) -> None:
        # Chromium repeats every 4xx answer as a console error; whether one was expected, the test itself says.
        blocked = "Content Security Policy" in message.text and was_examined(page)
        expected = "Failed to load resource" in message.text or blocked
        if message.type == "error" and not expected:
            complaints.append(f"{page.url}: console: {message.text}")

    def response(answer: Response) -> None:
        if answer.status >= 500 or (answer.status == 404 and "/static/" in answer.url):
            complaints.append(f"{answer.status} {answer.url}")

    page.on("console", console)
    page.on("response", response)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: script: {error}"))


@pytest.fixture(scope="session")
def picture() -> Callable[..., None]:
    """picture(page, "day"): a whole-page picture in the git-ignored folder pictures/, for people to look at.

    Taken where somebody asks for pictures: no test looks at one.
    """

    def take(page: Page, name: str, *, full_page: bool = True) -> None:
        if "PICTURES" not in os.environ:
            return
        path = ROOT / "pictures" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        with examined(page):
            page.screenshot(path=path, full_page=full_page, animations="disabled")

    return take
