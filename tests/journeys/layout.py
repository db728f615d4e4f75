"""Whether a page keeps its shape: on a phone nothing sticks out, on paper nothing is folded away."""

from playwright.sync_api import Page

STICKS_OUT = """() => {
    const root = document.documentElement, width = root.clientWidth, found = [];
    if (root.scrollWidth > width) found.push(`${root.scrollWidth} px wide`);
    for (const box of document.querySelectorAll('main .scroll-x:has(.tbl-stack), .chart-pair .scroll-x')) {
        if (box.scrollWidth > box.clientWidth) found.push(`a table is cut: ${box.getAttribute('aria-label')}`);
    }
    for (const one of document.querySelectorAll('body *:not(script)')) {
        if (one.closest('.scroll-x, .tabs, .skip, .visually-hidden, .hide-s, svg *')) continue;
        const {left, right, width: own} = one.getBoundingClientRect();
        if (own > 1 && (left < -1 || right > width + 1) && one.checkVisibility()) {
            found.push(`<${one.localName} class="${one.getAttribute('class')}"> from ${left} to ${right}`);
        }
    }
    return found.slice(0, 3);
}"""


def narrow(page: Page) -> list[str]:
    """What of a page cannot be read on a phone without pushing it sideways: the page, a table, a piece that sticks out.

    A wide table of figures may be pushed, since as cards its figures could not be compared; not so those beside charts.
    """
    found: list[str] = page.evaluate(STICKS_OUT)
    return [f"on a phone: {one}" for one in found]


def on_paper(page: Page) -> list[str]:
    """Whether a page prints: its heading and its content, folded or not, without the navigation."""
    page.emulate_media(media="print")
    folded = page.locator("details.fold:not([open]):not(form *) > div > :not(.filters)")
    hidden = [one for one in folded.all() if not one.is_visible()]
    # A sheet for the person begins with its own title, in her language: what staff read above it is not printed.
    is_there = page.locator("h1:visible, main [lang] > h2:visible").count() > 0
    has_navigation = (
        page.locator("header nav").first.is_visible() if page.locator("header nav").count() else False
    )
    page.emulate_media(media="screen")
    return [
        *([] if is_there else ["no heading on paper"]),
        *(["navigation on paper"] if has_navigation else []),
        *([f"{len(hidden)} folded parts missing on paper"] if hidden else []),
    ]
