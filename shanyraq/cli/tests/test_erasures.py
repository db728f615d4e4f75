"""The list of what was erased: only what this installation signed erases anything, and what a restore says of it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shanyraq.audit.rules import GENESIS, checkpoints
from shanyraq.audit.rules.epochs import following, public_of
from shanyraq.cli.backups import erased
from shanyraq.cli.backups.manifest import Manifest, Record
from shanyraq.cli.backups.restoring import Restored
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.restore import _erasures, _told
from shanyraq.rights.rules.proofs import Proof

AT = datetime(2021, 5, 20, 2, 15, tzinfo=UTC)
PROOF = Proof(uuid4(), (uuid4(), uuid4()), ("C5",), None, AT - timedelta(days=2), AT - timedelta(days=1))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "audit.key").write_bytes(os.urandom(32))
    return folder


def put(
    folder: Path, name: str, keys: Path, *known: Proof, at: datetime = AT, pages: Iterable[str] = ()
) -> Path:
    key = Ed25519PrivateKey.from_private_bytes((keys / "audit.key").read_bytes())
    path = folder / name
    path.write_text(erased.written(known, key, at=at, pages=pages))
    return path


def test_a_list_is_read_as_it_was_written(keys: Path, tmp_path: Path) -> None:
    found = erased.read(put(tmp_path, "a.erasures", keys, PROOF), keys)

    assert found == erased.Listed(AT, [PROOF])
    assert erased.as_read(erased.as_told(found)) == [PROOF]


def test_somebody_else_cannot_have_anybody_erased(keys: Path, tmp_path: Path) -> None:
    path = put(tmp_path, "a.erasures", keys, PROOF)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "audit.key").write_bytes(os.urandom(32))
    with pytest.raises(CommandFault, match="signed by another installation"):
        erased.read(path, theirs)

    path.write_text(path.read_text().replace(str(PROOF.people[0]), str(uuid4())))
    with pytest.raises(CommandFault, match="was changed"):
        erased.read(path, keys)


def next_epoch(keys: Path) -> str:
    """Put the following key into the folder; the page with which the epoch ends."""
    seed = (keys / "audit.key").read_bytes()
    if not (keys / "audit.public").exists():
        (keys / "audit.public").write_bytes(bytes.fromhex(public_of(seed)))
    (keys / "audit.key").write_bytes(following(seed))
    size = 1 + len(list(keys.iterdir()))
    mark = checkpoints.Checkpoint(
        "ours", size, bytes(32), GENESIS, AT.isoformat(), public_of(following(seed))
    )
    return checkpoints.signed(mark, Ed25519PrivateKey.from_private_bytes(seed))


def test_lists_of_before_are_still_ours_after_the_key_of_the_record_has_changed_twice(
    keys: Path, tmp_path: Path
) -> None:
    first = put(tmp_path, "a.erasures", keys, PROOF)
    page = next_epoch(keys)
    second = put(tmp_path, "b.erasures", keys, PROOF, pages=[page])
    next_epoch(keys)

    assert erased.read(first, keys) == erased.read(second, keys) == erased.Listed(AT, [PROOF])

    for path in (first, second):
        path.write_text(path.read_text().replace(str(PROOF.people[0]), str(uuid4())))
        with pytest.raises(CommandFault, match="was changed"):
            erased.read(path, keys)


def test_a_page_that_our_own_key_did_not_sign_vouches_for_no_list(keys: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "audit.key").write_bytes(os.urandom(32))
    page = next_epoch(theirs)
    path = put(tmp_path, "a.erasures", theirs, PROOF, pages=[page])
    next_epoch(keys)

    with pytest.raises(CommandFault, match="signed by another installation"):
        erased.read(path, keys)


@pytest.mark.parametrize("text", ["", "nothing", "signature zz\n"])
def test_what_is_no_list_is_told(keys: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.erasures"
    path.write_text(text)

    with pytest.raises(CommandFault, match=r"is no list of erasures|was changed"):
        erased.read(path, keys)


def test_the_lists_beside_a_backup_count_together_and_a_strange_one_is_named_and_left_out(
    keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Proof(uuid4(), (uuid4(),), (), None, AT, AT)
    put(tmp_path, "a.erasures", keys, PROOF)
    put(tmp_path, "b.erasures", keys, PROOF, other, at=AT + timedelta(days=1))
    (tmp_path / "c.erasures").write_text("nothing")

    found = _erasures(argparse.Namespace(erasures=[], file=tmp_path / "x.age"), keys)

    assert found is not None
    assert found.until == AT + timedelta(days=1) and set(found.proofs) == {PROOF, other}
    assert "c.erasures" in capsys.readouterr().err


def test_a_list_that_was_named_must_be_good(keys: Path, tmp_path: Path) -> None:
    (tmp_path / "c.erasures").write_text("nothing")

    with pytest.raises(CommandFault):
        _erasures(argparse.Namespace(erasures=[tmp_path / "c.erasures"], file=tmp_path / "x.age"), keys)


def told(listed: erased.Listed | None, *, is_tried: bool, held: int = 0) -> str:
    manifest = Manifest(
        id="1",
        made_at="2021-05-01T02:15:00+00:00",
        version="1",
        mode="demo",
        database="sqlite",
        record=Record(last=1, head="", checkpoint=""),
        keys={},
        tables={},
        files={},
    )
    return "\n".join(_told(Restored(manifest, 1, missing=3, held=held), listed, is_tried=is_tried))


def test_a_drill_says_how_many_would_be_repeated() -> None:
    said = told(erased.Listed(AT, []), is_tried=True)

    assert "would be repeated, by the list of 2021-05-20T02:15+00:00: 3" in said and "is back" not in said


def test_a_restore_says_what_it_repeated_and_since_when_nobody_knows() -> None:
    said = told(erased.Listed(AT, []), is_tried=False, held=1)

    assert "were repeated, by the list of 2021-05-20T02:15+00:00: 2" in said
    assert "wait for a legal hold of the backup: 1" in said
    assert "who was erased after 2021-05-20T02:15+00:00 is back" in said and "erasures\n" in said


def test_without_a_list_a_restore_says_what_to_do() -> None:
    said = told(None, is_tried=False)

    assert "no list of erasures was given" in said
    assert "who was erased after 2021-05-01T02:15:00+00:00 is back" in said and "decided again" in said
