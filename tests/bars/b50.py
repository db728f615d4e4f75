"""B50: clients that are slow, send too much or come all at once harm nobody else, on this machine alone.

A real site is served on loopback. While it is troubled in seven ways, two colleagues go on working: for 95 of 100 of
their pages it takes less than two seconds. The program does not end, and stays below a gigabyte.
"""

from __future__ import annotations

import http.client
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.bars.trouble import FORM, WAYS, Door
from tests.journeys.site import run, served

MOST_MEMORY, SLOWEST = 1024**3, 2.0
PROCESSORS = os.cpu_count() or 1


class Colleague(threading.Thread):
    """Somebody who goes on working, and how long her pages took."""

    def __init__(self, door: Door, role: str) -> None:
        super().__init__(daemon=True)
        self.door, self.role, self.took, self.faults, self.is_over = (
            door,
            role,
            list[float](),
            list[str](),
            False,
        )

    def run(self) -> None:
        cookies = self._enter()
        while not self.is_over:
            begun = time.monotonic()
            try:
                answer = self.door.ask("GET", "/families/", Cookie=cookies)
                if answer.status != 200:
                    self.faults.append(str(answer.status))
            except OSError as fault:
                self.faults.append(repr(fault))
            self.took.append(time.monotonic() - begun)
            time.sleep(0.2)

    def _enter(self) -> str:
        page = http.client.HTTPConnection(self.door.host, self.door.port, timeout=60)
        page.request("GET", "/log-in/")
        shown = page.getresponse()
        words = shown.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', words)
        assert token is not None
        cookie = _cookies(shown)
        page.request(
            "POST",
            f"/demo/enter/{self.role}/",
            urlencode({"csrfmiddlewaretoken": token.group(1)}),
            FORM | {"Cookie": cookie, "Referer": self.door.url, "Origin": self.door.url},
        )
        entered = page.getresponse()
        entered.read()
        page.close()
        assert entered.status == 302, entered.status
        return f"{cookie}; {_cookies(entered)}"


def _cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or [])


@contextmanager
def watched(pids: Callable[[], list[int]]) -> Iterator[list[int]]:
    """How much memory the processes take together, looked at all the time."""
    taken, is_over = [0], threading.Event()

    def look() -> None:
        while not is_over.wait(0.1):
            taken.append(sum(_resident(pid) for pid in pids()))

    thread = threading.Thread(target=look)
    thread.start()
    yield taken
    is_over.set()
    thread.join()


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def serving(port: int) -> list[int]:
    """The processes that answer at a port, by its number in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = f"PORT={port}\0".encode() in (folder / "environ").read_bytes()
        except OSError:
            continue
        if is_ours:
            found.append(int(folder.name))
    return found


def main() -> int:
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "var")
        data.mkdir()
        run(data, "demo", "--people", "60")
        with served(data) as site:
            return trouble(Door(site.url), busy)


def trouble(door: Door, busy: float) -> int:
    """Trouble the site, and say what became of it and of the colleagues."""
    before = set(serving(door.port))
    colleagues = [Colleague(door, role) for role in ("case_manager", "supervisor")]
    for colleague in colleagues:
        colleague.start()
    slowest: dict[str, float] = {}
    with watched(lambda: sorted(before)) as taken:
        for way in WAYS:
            at = [len(colleague.took) for colleague in colleagues]
            way(door)
            time.sleep(1)
            took = sorted(t for one, n in zip(colleagues, at, strict=True) for t in one.took[n:])
            slowest[way.__name__] = took[int(len(took) * 0.95)] if took else 60.0
    for colleague in colleagues:
        colleague.is_over = True
    is_alive = set(serving(door.port)) >= before and door.ask("GET", "/log-in/").status == 200
    faults = [fault for colleague in colleagues for fault in colleague.faults]
    took = sorted(t for colleague in colleagues for t in colleague.took)
    p95 = max(slowest.values())
    stands = is_alive and not faults and max(taken) < MOST_MEMORY
    verdict = "FAIL" if not stands else "PASS" if p95 < SLOWEST else "NOTRUN" if busy > PROCESSORS else "FAIL"
    worst = max(slowest, key=lambda name: slowest[name])
    print(
        f"BAR B50 {verdict} {len(took)} pages of colleagues, 95 of 100 within {p95:.2f} s at the worst ({worst}), "
        f"{len(faults)} of them failed, {max(taken) / 1024**2:.0f} MB, "
        f"{'it answers on' if is_alive else 'it ended'}, target {SLOWEST} s, 0, 1024 MB, answers "
        f"(others kept {busy:.1f} of {PROCESSORS} processors busy before)"
    )
    print({name: round(seconds, 2) for name, seconds in slowest.items()}, faults[:5], file=sys.stderr)
    return int(verdict == "FAIL")


if __name__ == "__main__":
    sys.exit(main())
