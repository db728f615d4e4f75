"""People with browsers who write notes on the site's own pages, one after the other, and remember what was saved."""

from __future__ import annotations

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CHOICE = re.compile(
    r'name="(who|compartment)"[^>]*?value="([^"]+)"|value="([^"]+)"[^>]*?name="(who|compartment)"'
)
TAG = re.compile(r"<[^>]*>")
# What somebody may meet while something is killed: nobody answers, or the page that says to wait.
MEANWHILE = (0, 503)
BROKEN = (OSError, http.client.HTTPException)


@dataclass
class Browser:
    """Keeps cookies; asks one page at a time."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, page, where it leads. Raises one of BROKEN where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {
                "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                "Host": f"127.0.0.1:{self.port}",
            }
            if data is not None:
                headers |= {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Origin": f"http://127.0.0.1:{self.port}",
                }
            connection.request(method, path, urlencode(data) if data is not None else None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            for value in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return answer.status, page, answer.headers.get("Location") or ""
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """A page that is there."""
        status, page, _ = self.ask("GET", path)
        assert status == 200, (path, status)
        return page

    def enter(self, role: str) -> None:
        """Come in by the demonstration's own button."""
        token = TOKEN.search(self.page("/log-in/"))
        assert token is not None
        status, _, _ = self.ask("POST", f"/demo/enter/{role}/", {"csrfmiddlewaretoken": token[1]})
        assert status == 302


@dataclass
class Ledger:
    """What the site said it had saved, kept outside of it."""

    saved: list[tuple[str, float]] = field(default_factory=list)  # words, when
    turned_away: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)  # answers that nobody should have had
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, words: str) -> None:
        with self.lock:
            self.saved.append((words, time.monotonic()))

    def refused(self, status: int, page: str) -> None:
        with self.lock:
            self.turned_away += 1
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status not in MEANWHILE:
                self.wrong.append(f"{status} " + " ".join(TAG.sub(" ", page).split())[-300:])

    def since(self, instant: float) -> bool:
        """Whether anything was saved since an instant."""
        return bool(self.saved) and self.saved[-1][1] > instant


@dataclass
class Crowd:
    """So many who write at once, until told to stop."""

    port: int
    many: int
    ledger: Ledger = field(default_factory=Ledger)
    is_over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Come in once, find a file, and begin."""
        first = Browser(self.port)
        first.enter("case_manager")
        family = re.search(r'href="/families/([0-9a-f-]{36})/"', first.page("/families/"))
        assert family is not None
        self.address = f"/families/{family[1]}/notes/add/"
        form = first.page(self.address)
        token = TOKEN.search(form)
        assert token is not None
        found = {a or d: b or c for a, b, c, d in reversed(CHOICE.findall(form))}
        self.data = {"csrfmiddlewaretoken": token[1], **found}
        self.cookies = first.cookies
        self.threads = [threading.Thread(target=self._write, args=(n,)) for n in range(self.many)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def _write(self, number: int) -> None:
        browser, count = Browser(self.port, dict(self.cookies)), 0
        while not self.is_over.is_set():
            count += 1
            words = f"Note {number}-{count} of this hour"
            try:
                status, page, _ = browser.ask("POST", self.address, {**self.data, "text": words})
            except BROKEN:
                status, page = 0, ""
            if status == 302:
                self.ledger.keep(words)
                self.is_over.wait(0.05)
            else:
                self.ledger.refused(status, page)
                self.is_over.wait(0.3)
