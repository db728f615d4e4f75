"""B27: what is restored equals what was saved: every row of every table, every file.

Compared with the drivers alone, not with the digests of the programme. The restored installation has one row more in
its record, which says so; the source has one more, which says that a backup was made.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from shanyraq.cli.tests.installations import UPLOAD, Place, back_up, empty_database, make_keys, put_upload

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.in_bars]
RECORD = ("audit_entry", "audit_head", "audit_checkpoint", "audit_about", "sqlite_sequence")


def test_an_installation_restored_elsewhere_has_every_row_and_file_of_its_source(tmp_path: Path) -> None:
    keys = make_keys(tmp_path / "offline")
    with empty_database() as here, empty_database() as there:
        source, restored = Place(tmp_path / "var", here), Place(tmp_path / "again", there)
        source.must("demo --people 20")
        put_upload(source, os.urandom(300_000))
        before = source.rows()
        file = back_up(source, keys, tmp_path / "backups")

        words = (
            f"restore {file} --identity {keys.private} --keys {source.data / 'keys'} --into {restored.data}"
        )
        Place(tmp_path / "elsewhere", there).must(words)

        after = restored.rows()
        assert after.keys() == before.keys()
        for table in before.keys() - set(RECORD):
            assert after[table] == before[table], table
        assert len(after["audit_entry"]) == len(before["audit_entry"]) + 1
        assert set(before["audit_entry"]) < set(after["audit_entry"])
        assert set(before["audit_about"]) <= set(after["audit_about"])
        assert (restored.data / UPLOAD).read_bytes() == (source.data / UPLOAD).read_bytes()
        assert json.loads(restored.must("audit verify --json"))["holds"]
        (own,) = set(after["audit_entry"]) - set(before["audit_entry"])
        assert "record.restored" in own and "restored_from:" in own
