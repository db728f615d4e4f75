"""B46 for papers: files sent to do harm are not kept with anybody, or only their pages are; none breaks a page.

Each is looked at by the process that really does it. Memory is that of this process and of those that it starts.
"""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.uploads import MOST_RECEIVED
from shanyraq.papers import queries, shelf
from shanyraq.papers.models import Paper
from shanyraq.papers.tests import samples
from tests import clamav
from tests.bars import awkward_files, awkward_papers
from tests.bars.verdicts import tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_MEMORY = 300 * 1024**2
PAGE = 4096
HARM: tuple[bytes, ...] = (
    b"AutoOpen",
    b"evil",
    b"app.alert",
    b"/JS",
    b"/Launch",
    b"EmbeddedFile",
    b"Exif",
    b"GPS",
    b"vbaProject",
)
HARM += (b"127.0.0.1:9", b"/etc/passwd", b"<script", b"Testova", b"house")


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shelf, "FOLDER", str(tmp_path / "papers"))


@pytest.fixture
def case(aigul: Worker, zhanna: Worker) -> Case:
    found = the_omarova_family(aigul.staff)[0]
    make_assignment(found, zhanna.staff)
    return found


def send(worker: Worker, case: Case, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile("x", data)
    vars(file)["_name"] = name  # as a browser may send it; Django looks at it on the way in
    url = reverse("papers:add_paper", args=[case.person_id])
    return worker.client.post(url, {"kind": "civil-document", "title": "A letter", "file": file})


def kept() -> list[Paper]:
    with computing("test"):
        return list(Paper._base_manager.all())


def insides(content: bytes) -> bytes:
    """All that a file holds, unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(plain := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
        return plain.getvalue()
    return content


@pytest.mark.in_bars
def test_of_what_is_sent_to_do_harm_nothing_is_kept_and_no_page_breaks(zhanna: Worker, case: Case) -> None:
    sent = [(name, send(zhanna, case, name, data).status_code) for name, data in awkward_papers.never_kept()]

    assert [one for one in sent if one[1] != 200] == []
    assert kept() == [] and list(shelf.names()) == []
    tell(f"{len(sent)} files refused with a sentence")


@pytest.mark.in_bars
def test_of_what_brings_more_along_only_the_page_is_kept(zhanna: Worker, case: Case) -> None:
    before = set(Path("/tmp").glob("evil*"))
    sent = [(name, send(zhanna, case, name, data).status_code) for name, data in awkward_papers.neutralised()]

    assert [one for one in sent if one[1] != 302] == []
    found = kept()
    assert len(found) == len(sent)
    for paper in found:
        content = insides(queries.content_of(paper))
        assert [word for word in HARM if word in content] == [], paper.form
    assert set(Path("/tmp").glob("evil*")) == before
    page = zhanna.client.get(reverse("papers:papers", args=[case.person_id])).content.decode()
    assert not [word for word in ("Testova", "passwd", "\u202e", "<img src=x") if word in page]
    tell(f"{len(sent)} files kept without what they brought along")


@pytest.mark.in_bars
def test_no_file_fills_the_memory(zhanna: Worker, case: Case) -> None:
    files = list(awkward_papers.large())
    with watched() as taken:
        codes = {send(zhanna, case, name, data).status_code for name, data in files}

    own, theirs = max(one for one, _ in taken) - taken[0][0], max(one for _, one in taken)
    tell(f"at most {own >> 20} MB more in this process, {theirs >> 20} MB in one that looks at a file")
    assert codes <= {200, 302}
    assert theirs > 0 and max(own, theirs) < MOST_MEMORY


@pytest.mark.in_bars
def test_what_the_scanner_finds_is_not_kept_however_it_is_wrapped(
    zhanna: Worker, case: Case, settings: Any
) -> None:
    wrapped = [samples.docx({"word/media/a.png": clamav.EICAR}), samples.zipped({"a.com": clamav.EICAR})]
    with clamav.clamd() as settings.SCANNER:
        settings.UNSCANNED = "refuse"
        for data in (clamav.EICAR, *wrapped):
            assert b"harms computers" in send(zhanna, case, "letter.docx", data).content
        assert send(zhanna, case, "letter.pdf", samples.pdf()).status_code == 302

    assert len(kept()) == 1


def test_a_photograph_and_a_macro_in_short(zhanna: Worker, case: Case) -> None:
    assert send(zhanna, case, "a.jpg", samples.jpeg(says_where=True)).status_code == 302
    assert send(zhanna, case, "a.jpg", awkward_files.SVG).status_code == 200

    (paper,) = kept()
    assert b"Exif" not in queries.content_of(paper)


def test_two_gigabytes_for_a_paper_are_refused_before_they_are_sent(zhanna: Worker, case: Case) -> None:
    class Endless:
        """Bytes that never end, and how many were taken."""

        taken = 0

        def read(self, size: int = -1) -> bytes:
            Endless.taken += size
            return b"0" * max(size, 0)

        readline = read

    url = reverse("papers:add_paper", args=[case.person_id])
    told = {
        "CONTENT_LENGTH": str(2 * 1024**3),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Endless(),
    }
    environ = RequestFactory().generic("POST", url, b"").META | told
    answer = zhanna.client.request(**{k: v for k, v in environ.items() if k != "HTTP_COOKIE"})

    assert answer.status_code == 413 and Endless.taken < MOST_RECEIVED


class watched:
    """What this process takes, and the largest of those that it started, looked at a hundred times a second."""

    def __enter__(self) -> list[tuple[int, int]]:
        self.taken = [(resident("self"), 0)]
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()
        return self.taken

    def look(self) -> None:
        while not self.is_over.wait(0.01):
            self.taken.append((resident("self"), max(map(resident, children()), default=0)))

    def __exit__(self, *args: object) -> None:
        self.is_over.set()
        self.thread.join()


def resident(process: str) -> int:
    """Bytes of memory of a process; none where it has ended, or is still a copy of this one."""
    try:
        if process != "self" and b"cleaning.alone" not in Path(f"/proc/{process}/cmdline").read_bytes():
            return 0
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def children() -> list[str]:
    """The processes that this one started."""
    found: list[str] = []
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found += task.read_text().split()
        except OSError:
            continue
    return found
