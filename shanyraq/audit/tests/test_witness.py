"""Checkpoints are told to a witness outside, whom nobody waits for; what is wrong with it is told to the doctor."""

import os
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from shanyraq.audit.actions import watching
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.actions.watching import tell_witness, watch
from shanyraq.audit.models import Entry, Witness
from shanyraq.audit.queries import checkpoints_late, witness_fault
from shanyraq.audit.queries.verifying import examine
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.tests.test_checkpoint import act, rows_of
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(settings, tmp_path: Path) -> Path:
    settings.WITNESS = tmp_path / "witness.txt"
    return settings.WITNESS


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(watching, "PATIENCE", 0.1)
    yield
    watching._hanging.clear()


def pages(witness: Path) -> list[tuple[str, str]]:
    with witness.open(encoding="utf-8") as file:
        return [("kept", page) for page in checkpoints.pages_of(file)]


def test_each_checkpoint_is_added_to_the_witness_once(witness: Path) -> None:
    for _ in range(3):
        act()
        watch(at=real_now())
        watch(at=real_now())

    assert [rows_of(page).size for _, page in pages(witness)] == [1, 2, 3]
    assert witness.stat().st_mode & 0o777 == 0o600
    assert witness_fault(real_now() + timedelta(hours=1)) == ""
    assert examine(pages(witness)).faults == []


def test_a_page_that_the_witness_has_in_part_does_not_spoil_the_others(witness: Path) -> None:
    act()
    watch(at=real_now())
    with witness.open("a") as file:
        file.write("\nshanyraq record of 12\n1")
    act()
    watch(at=real_now())

    assert [rows_of(page).size for _, page in pages(witness)] == [1, 2]


def test_a_witness_that_is_gone_is_told_and_not_made_again(witness: Path) -> None:
    act()
    watch(at=real_now())
    witness.unlink()
    act()

    watch(at=real_now())

    assert "No such file" in witness_fault(real_now())
    assert not witness.exists()
    witness.touch()
    watch(at=real_now())
    assert witness_fault(real_now()) == ""
    assert [rows_of(page).size for _, page in pages(witness)] == [2]


def test_a_witness_that_hangs_stops_neither_the_watch_nor_an_act(witness: Path, impatient: None) -> None:
    os.mkfifo(witness)  # nobody reads: opening it for writing never ends
    act()
    began, threads = time.monotonic(), threading.active_count()

    for _ in range(5):
        watch(at=real_now())
        act()

    assert time.monotonic() - began < 2
    assert threading.active_count() <= threads + 1  # one waits, not one for each page
    assert "does not answer" in witness_fault(real_now())
    assert Witness.objects.get().told_at is None
    reader = os.open(witness, os.O_RDONLY | os.O_NONBLOCK)  # lets the one that waits go
    while watching._hanging and watching._hanging[0].is_alive():
        time.sleep(0.01)
    os.close(reader)


def test_a_worker_that_stands_still_is_told_where_rows_wait_for_minutes(witness: Path) -> None:
    act()
    now = real_now()
    assert checkpoints_late(now) == ""
    Entry.objects.update(at=now - timedelta(minutes=6))
    assert checkpoints_late(now) == ""  # nobody is at work at all
    act()

    assert "none for the rows after 0" in checkpoints_late(now)

    made = sign_checkpoint(at=now - timedelta(minutes=6))
    assert checkpoints_late(now) == ""
    assert "not told of the rows after 0" in witness_fault(now)
    assert made is not None and tell_witness(checkpoint=made, at=now) == ""
    assert witness_fault(now) == ""
