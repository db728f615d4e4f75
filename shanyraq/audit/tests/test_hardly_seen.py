"""What hardly ever happens to the record: pages that cannot be read, half a page told, keys out of reach."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from shanyraq.audit import jobs
from shanyraq.audit.actions import checkpoints as acts
from shanyraq.audit.actions import guard_rows, watching
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.actions.watching import watch
from shanyraq.audit.models import Checkpoint, Entry, Head, Witness
from shanyraq.audit.queries import belonging, unguarded, verifying
from shanyraq.audit.queries.belonging import foreign_keys
from shanyraq.audit.queries.verifying import examine
from shanyraq.audit.tests.test_checkpoint import act
from shanyraq.foundation import wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.keyfiles import MissingKey

pytestmark = pytest.mark.django_db
NOW = real_now()


@pytest.fixture
def witness(settings: Any, tmp_path: Path) -> Path:
    settings.WITNESS = tmp_path / "witness.txt"
    return tmp_path / "witness.txt"


# --- guards, checkpoints, the witness ---------------------------------------------------------------------------------


def test_rows_that_are_unguarded_are_guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[Any] = []
    monkeypatch.setattr("shanyraq.audit.triggers.raise_all", raised.append)

    assert unguarded()  # tests clear their tables
    guard_rows()

    assert raised == [connection]


def test_where_the_site_may_delete_none_all_checkpoints_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "_may_delete", lambda: False)
    for hours in (2, 1):
        act()
        sign_checkpoint(at=NOW - timedelta(hours=hours))

    assert Checkpoint.objects.count() == 2


def test_an_empty_record_is_watched_and_nobody_told(witness: Path) -> None:
    jobs.watch_over_the_record(NOW)

    assert not witness.exists() and not Witness.objects.exists()


def test_a_witness_that_takes_half_a_page_is_told_as_such(
    witness: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def half(descriptor: int, text: bytes) -> int:
        return write(descriptor, text[: len(text) // 2])

    act()
    monkeypatch.setattr(os, "write", half)
    watch(at=NOW)
    monkeypatch.undo()

    assert Witness.objects.get().fault.endswith("did not take all")


def test_a_witness_that_is_no_file_is_told_and_not_synced(
    witness: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(witness)
    reader = os.open(witness, os.O_RDONLY | os.O_NONBLOCK)
    monkeypatch.setattr(os, "fsync", None)
    act()

    watch(at=NOW)

    told = os.read(reader, 65536)
    os.close(reader)
    assert b"shanyraq record of" in told and Witness.objects.get().fault == ""


def test_a_witness_that_hangs_is_waited_for_once(witness: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 0.01)
    os.mkfifo(witness)
    for _ in range(2):
        act()
        watch(at=NOW)
        assert len(watching._hanging) == 1 and "does not answer" in Witness.objects.get().fault
    reader = os.open(witness, os.O_RDONLY | os.O_NONBLOCK)  # lets the one that waits go
    watching._hanging[0].join()
    os.close(reader)
    watching._hanging.clear()


# --- keys that are another's, or out of reach -------------------------------------------------------------------------


def test_keys_that_cannot_be_asked_for_are_nobody_else_s(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def opens(self, row: object) -> bool:
            raise KeysOutOfReach(KeysOutOfReach.SILENT)

    wrapping.in_use(["C0"])
    monkeypatch.setattr(wrapping, "holder", Gone)

    assert foreign_keys() == []


def test_a_signature_that_is_none_says_nothing_of_the_key() -> None:
    act()
    Head.objects.update(signature="no hex")
    assert [one.split()[2] for one in foreign_keys()] == ["audit.key"]
    Head.objects.all().delete()
    assert foreign_keys() == []


@pytest.mark.parametrize("is_there", [True, False])
def test_a_key_that_leads_to_no_epoch_is_anothers_and_one_that_is_gone_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_there: bool
) -> None:
    def missing() -> None:
        raise MissingKey("audit.key", tmp_path)

    act()
    monkeypatch.setattr(belonging, "signing_key", missing)
    monkeypatch.setattr(wrapping, "keys_folder", lambda: tmp_path)
    monkeypatch.setattr(belonging, "_root_opens", lambda: True)
    if is_there:
        (tmp_path / "audit.key").write_bytes(bytes(32))
        assert [one.split()[2] for one in foreign_keys()] == ["audit.key"]
    else:
        with pytest.raises(MissingKey):
            foreign_keys()


# --- what a file cannot give ------------------------------------------------------------------------------------------


@pytest.mark.only_on("sqlite")
def test_pages_are_read_singly_where_one_cannot_be_read() -> None:
    act()
    sign_checkpoint(at=NOW - timedelta(days=1))
    act()
    last = sign_checkpoint(at=NOW)
    assert last is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_checkpoint SET page = CAST(X'c328' AS TEXT) WHERE id = %s", [last.pk])

    report = examine()

    assert [one.words.partition(":")[0] for one in report.faults] == ["a checkpoint in the database"]
    assert report.checkpoints == 1


def test_since_a_day_is_asked_of_a_checkpoint_before_it_that_can_be_used() -> None:
    act()
    with pytest.raises(LookupError, match="no checkpoint was signed before"):
        examine(since=NOW.date())
    sign_checkpoint(at=NOW - timedelta(days=2))
    act()
    report = examine(since=NOW.date())
    assert report.faults == [] and (report.checkpoints, report.skipped) == (0, 1)
    Checkpoint.objects.update(frontier=b"")
    with pytest.raises(LookupError, match="cannot be used: its tree was altered"):
        examine(since=NOW.date())


@pytest.mark.only_on("sqlite")
def test_a_head_and_a_number_that_cannot_be_read_are_named() -> None:
    act(3)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET seq = 'zz' WHERE seq = 3")
    assert "its column seq holds no number" in examine().faults[0].words
    Entry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_head SET signature = CAST(X'c328' AS TEXT)")
    assert examine().faults[0].words == "the signed head cannot be read"


def test_a_number_that_is_no_whole_one_stands_behind_the_one_below_it() -> None:
    assert verifying._whole("7") == 7 and verifying._whole("7.5") == 7
