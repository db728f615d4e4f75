"""B22: where the record cannot be written nothing leaves and nothing is done: a plain page says so, with 503.

The disk is really full (SQLite), the server refuses as a full one does (PostgreSQL), the signing key is gone. A witness
outside that hangs stops nobody.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from shanyraq.access.queries import computing
from shanyraq.audit import queries
from shanyraq.audit.actions import watching
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = b"Omarova"
FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER disk_is_full BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION disk_is_full();
"""


@pytest.fixture
def family(aigul: Worker) -> list[Case]:
    return the_omarova_family(aigul.staff)


@contextmanager
def full_disk() -> Iterator[None]:
    """No page more for the database."""
    on_server = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_server:
            cursor.execute(FULL)
        else:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "DROP FUNCTION disk_is_full CASCADE" if on_server else "PRAGMA max_page_count = 1073741823"
            )


@contextmanager
def no_signing_key(settings, tmp_path: Path) -> Iterator[None]:
    """As if the file were gone and the process had just started."""
    there = settings.DATA
    shutil.copytree(there / "keys", tmp_path / "keys")
    (tmp_path / "keys" / "audit.key").unlink()
    settings.DATA = tmp_path
    yield
    settings.DATA = there
    signing._signing_keys.pop(str(tmp_path / "keys"), None)


def addresses(family: list[Case]) -> list[str]:
    return [
        f"/families/{family[0].family_id}/",
        f"/people/{family[0].person_id}/",
        "/families/",
        "/search/?q=Alikhan",
    ]


def ask_until_refused(worker: Worker, pages: list[str]) -> int:
    """Ask again and again: the last free bytes of a full disk may still take a row. How often it was refused."""
    refused = 0
    for turn in range(60):
        rows = Entry.objects.count()
        answer = worker.client.get(pages[turn % len(pages)])
        is_recorded = Entry.objects.count() == rows + 1
        assert answer.status_code in {200, 503}
        assert (answer.status_code == 200) == is_recorded
        assert (CANARY in answer.content) <= is_recorded
        refused += answer.status_code == 503
    return refused


@pytest.mark.in_bars
def test_on_a_full_disk_no_page_about_anybody_leaves(aigul: Worker, family: list[Case]) -> None:
    with full_disk():
        assert ask_until_refused(aigul, addresses(family)) > 40

    assert CANARY in aigul.client.get(addresses(family)[0]).content  # and all is as before once there is room
    assert verify() is None


@pytest.mark.in_bars
def test_on_a_full_disk_nothing_is_done_without_its_row_and_what_was_typed_is_given_back(
    aigul: Worker, family: list[Case]
) -> None:
    form = a_note(family, aigul)
    with computing("test"):
        notes = Note.objects.count()
    form.data["text"] = "A long note about how the first week at home went. " * 40

    with full_disk():
        ask_until_refused(aigul, addresses(family))
        answer = aigul.client.post(form.url, form.data)

    assert answer.status_code == 503
    assert b"A long note about how the first week at home went." in answer.content
    # The last free bytes may have taken the act with its row, and not the row of the reading.
    with computing("test"):
        assert Note.objects.count() == notes + Entry.objects.filter(action="note.write").count()
    assert verify() is None


def test_without_the_signing_key_nothing_leaves_and_nothing_is_done(
    aigul: Worker, family: list[Case], settings, tmp_path: Path
) -> None:
    form, rows = a_note(family, aigul), Entry.objects.count()
    with no_signing_key(settings, tmp_path):
        shown = [aigul.client.get(address) for address in addresses(family)]
        sent = aigul.client.post(form.url, form.data)

    assert [answer.status_code for answer in (*shown, sent)] == [503] * 5
    assert not any(CANARY in answer.content for answer in shown)
    assert Entry.objects.count() == rows


def test_a_witness_that_hangs_stops_no_page(
    aigul: Worker, family: list[Case], settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WITNESS = tmp_path / "witness"
    monkeypatch.setattr(watching, "PATIENCE", 0.1)
    os.mkfifo(settings.WITNESS)  # nobody reads: opening it for writing never ends
    watching.watch(at=real_now())
    assert watching._hanging

    began = time.monotonic()
    answer = aigul.client.get(addresses(family)[0])

    assert answer.status_code == 200 and CANARY in answer.content
    assert time.monotonic() - began < 5
    assert "does not answer" in queries.witness_fault(real_now())
    os.close(os.open(settings.WITNESS, os.O_RDONLY | os.O_NONBLOCK))
    watching._hanging.clear()
