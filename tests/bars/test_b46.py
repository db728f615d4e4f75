"""B46: files sent to do harm are refused, or only the list in them is read; none breaks a page or fills the memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from shanyraq.access.queries import computing
from shanyraq.cases.models import RosterDraft
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.uploads import MOST_RECEIVED
from tests import clamav
from tests.bars import awkward_files

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_MEMORY = 300 * 1024**2  # more than before, while one file is read


@pytest.fixture
def scanner(settings: Any) -> Iterator[None]:
    with clamav.clamd() as settings.SCANNER:
        settings.UNSCANNED = "refuse"
        yield


@pytest.fixture
def memory() -> Iterator[list[int]]:
    """What this process took, looked at while a test goes on."""
    taken, is_over = [resident()], threading.Event()

    def look() -> None:
        while not is_over.wait(0.01):
            taken.append(resident())

    thread = threading.Thread(target=look)
    thread.start()
    yield taken
    is_over.set()
    thread.join()


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def send(worker: Worker, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile("x", data)
    vars(file)["_name"] = name  # as a browser may send it; Django looks at it on the way in
    return worker.client.post("/lists/", {"list_file": file})


def drafts() -> list[RosterDraft]:
    with computing("test"):
        return list(RosterDraft._base_manager.all())


def test_no_file_that_is_no_list_is_read_and_none_fills_the_memory(saule: Worker, memory: list[int]) -> None:
    before = memory[0]
    answers = {
        f"{number} {name}": send(saule, name, data).status_code
        for number, (name, data) in enumerate(awkward_files.refused())
    }

    assert set(answers.values()) == {200}, answers  # the page again, with a sentence
    assert drafts() == []
    assert max(memory) - before < MOST_MEMORY


def test_of_a_list_that_brings_more_only_the_list_is_read(saule: Worker) -> None:
    before = set(Path("/tmp").glob("evil*"))
    for name, data in awkward_files.neutralised():
        assert send(saule, name, data).status_code == 302, name

    found = drafts()
    assert len(found) == len(list(awkward_files.neutralised()))
    assert set(Path("/tmp").glob("evil*")) == before
    names = [draft.file_name for draft in found]
    assert not [name for name in names if "/" in name or "\u202e" in name]
    page = saule.client.get("/lists/").content.decode()
    assert "<img src=x" not in page
    kept = " ".join(str(draft.content) for draft in found)
    assert "AutoOpen" not in kept and "evil" not in kept


@pytest.mark.in_bars
def test_what_the_scanner_finds_is_refused_however_it_is_wrapped(scanner: None, saule: Worker) -> None:
    for name, data in awkward_files.harmful():
        answer = send(saule, name, data)
        assert answer.status_code == 200 and b"harms computers" in answer.content, name

    assert drafts() == []


def test_two_gigabytes_are_refused_before_they_are_sent(saule: Worker) -> None:
    class Endless:
        """Bytes that never end, and how many were taken."""

        taken = 0

        def read(self, size: int = -1) -> bytes:
            Endless.taken += size
            return b"0" * max(size, 0)

        readline = read

    begun = time.monotonic()
    request = RequestFactory().generic("POST", "/lists/", b"")
    environ = request.META | {
        "CONTENT_LENGTH": str(2 * 1024**3),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Endless(),
    }
    answer = saule.client.request(**{k: v for k, v in environ.items() if k != "HTTP_COOKIE"})

    assert answer.status_code == 413
    assert Endless.taken < MOST_RECEIVED
    assert time.monotonic() - begun < 2
