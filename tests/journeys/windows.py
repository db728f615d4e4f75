"""Windows that are lent to one test after another: styles and fonts are fetched once for a site, not for each test.

What a person left in a window (pages, cookies, whatever a page stored, what she allowed) is gone before the next.
"""

from collections import defaultdict
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page


class Windows:
    """The windows of one browser, by what they are like; those of another site are closed."""

    def __init__(self, browser: Browser) -> None:
        self._browser, self._site = browser, ""
        self._idle: dict[str, list[BrowserContext]] = defaultdict(list)

    def lend(self, site: str, **options: Any) -> BrowserContext:
        """A window on a site in which nobody has been, as far as it knows."""
        if site != self._site:
            self.close()
            self._site = site
        idle = self._idle[_likeness(options)]
        return idle.pop() if idle else self._browser.new_context(base_url=site, **options)

    def take_back(self, context: BrowserContext, **options: Any) -> None:
        """Take away what was left in a window, and keep it for whoever comes next."""
        last, *others = context.pages or [context.new_page()]
        for one in others:
            one.close()
        self._empty(last)
        context.clear_permissions()
        last.close()
        self._idle[_likeness(options)].append(context)

    def close(self) -> None:
        """Close all that are not lent."""
        for contexts in self._idle.values():
            for context in contexts:
                context.close()
        self._idle.clear()

    def _empty(self, page: Page) -> None:
        """Everything but what the browser keeps of the site's own files."""
        page.context.clear_cookies()
        kept = "local_storage,indexeddb,service_workers,cache_storage,file_systems,websql"
        session = page.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self._site, "storageTypes": kept})


def _likeness(options: dict[str, Any]) -> str:
    return repr(sorted(options.items()))
