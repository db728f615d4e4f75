"""The browser of the journeys: the machine's own Chromium (Debian's package), never a downloaded one.

Its headless shell draws the same pages for less than half the processor's time: it is taken where there is one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

PACKAGES = "Chromium is missing: apt-get install chromium-headless-shell fonts-noto-core (Debian's packages)."

# Quiet and offline; the sandbox needs a user that a root-run CI does not have.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",  # the shell alone would widen letters to whole pixels: no reader's browser does
]


class ChromiumMissing(Exception):
    """No Chromium on this machine; the message names the Debian packages."""


def executable() -> str:
    """Where Chromium is. Raises ChromiumMissing."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser"):
        found = shutil.which(name)
        if found:
            return found
    raise ChromiumMissing(PACKAGES)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield started
        finally:
            started.close()
