"""Asks axe what keeps people out of a page. Axe is vendored, and evaluated: the page itself loads no foreign script."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map(v => ({
    rule: v.id, impact: v.impact, help: v.help,
    where: v.nodes.map(n => n.target.join(' ') + ': ' + n.html.slice(0, 160)),
  }));
}"""


_examined: list[Page] = []


@contextmanager
def examined(page: Page) -> Iterator[None]:
    """While a page is examined or photographed, styles that the tool tries to add are blocked: not the page's fault."""
    _examined.append(page)
    try:
        yield
        page.evaluate("() => 0")  # what was said until now has been heard when this returns
    finally:
        _examined.remove(page)


def is_examined(page: Page) -> bool:
    """Whether a tool is at work on the page, so that its complaints are the tool's."""
    return page in _examined


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it is now."""
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
