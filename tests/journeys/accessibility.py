"""Asks axe what keeps people out of a page. Axe is vendored, and evaluated: the page itself loads no foreign script."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map(v => ({
    rule: v.id, impact: v.impact, help: v.help,
    where: v.nodes.map(n => n.target.join(' ') + ': ' + n.html.slice(0, 160)),
  }));
}"""


_examined: WeakSet[Page] = WeakSet()


@contextmanager
def examined(page: Page) -> Iterator[None]:
    """A tool is at work on the page: styles that it tries to add are blocked, and that is not the page's fault.

    Chromium may tell of it much later, so the page stays marked; what it did before was heard before.
    """
    page.evaluate("() => 0")
    _examined.add(page)
    yield


def was_examined(page: Page) -> bool:
    """Whether a tool was at work on the page, so that blocked styles may be the tool's."""
    return page in _examined


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it is now, once it has come whole: after a click it may still be empty."""
    page.wait_for_load_state("load")
    with examined(page):
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(axe_source())
        found: list[dict[str, Any]] = page.evaluate(RUN)
    return found


def axe(page: Page) -> None:
    """Assert that axe finds nothing; otherwise say which rule, where, and what it is about."""
    lines = [
        f"{one['rule']} ({one['impact']}): {one['help']}\n    " + "\n    ".join(one["where"][:5])
        for one in violations(page)
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)
