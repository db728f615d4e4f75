"""What an inspector types: verify against checkpoints that she kept, since a day, for a program; and the key."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shanyraq.audit.actions import guard_rows, recorded
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.actions.watching import watch
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.queries import signing_key
from shanyraq.cases.tests.cast import Worker
from shanyraq.cli.main import main
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def record(settings, admin: Worker) -> None:
    settings.MODE = "production"
    install(fixed_day=None, at=real_now())
    for _ in range(3):
        act(admin)


def act(admin: Worker) -> None:
    with recorded("act", by=admin.actor):
        pass


def kept(folder: Path, capsys: Capture) -> str:
    """A checkpoint that an inspector took away."""
    capsys.readouterr()
    assert main(["audit", "checkpoint"]) == 0
    (folder / "kept.txt").write_text(capsys.readouterr().out)
    return str(folder / "kept.txt")


def test_a_checkpoint_that_was_kept_agrees_with_the_record_as_it_grows(
    record: None, admin: Worker, tmp_path: Path, capsys: Capture
) -> None:
    file = kept(tmp_path, capsys)
    act(admin)

    assert main(["audit", "verify", "--checkpoint", file]) == 0
    assert "1 were compared" in capsys.readouterr().out


def test_a_record_set_back_behind_a_checkpoint_is_told(record: None, tmp_path: Path, capsys: Capture) -> None:
    second = Entry.objects.get(seq=2)
    file = kept(tmp_path, capsys)
    Entry.objects.filter(seq=3).delete()
    Checkpoint.objects.all().delete()
    signature = signing_key().sign(b"shq-audit-head-v1\0" + f"2|{second.hash}".encode()).hex()
    Head.objects.update(seq=2, hash=second.hash, signature=signature)
    assert main(["audit", "verify"]) == 0

    assert main(["audit", "verify", "--checkpoint", file]) == 1

    assert "  rolled back    the record ends at row 2, but on " in capsys.readouterr().out


def test_what_was_found_is_told_to_programs_too(record: None, capsys: Capture) -> None:
    Entry.objects.filter(seq=2).update(actor="another")

    assert main(["audit", "verify", "--json"]) == 1

    said = json.loads(capsys.readouterr().out)
    assert (said["holds"], said["first"], said["last"]) == (False, 1, 3)
    assert [(one["kind"], one["first"], one["last"]) for one in said["faults"]] == [("altered", 2, 2)]
    assert list(said["shards"].values()) == [[1, 3]]


def test_since_a_day_only_later_rows_are_read(record: None, admin: Worker, capsys: Capture) -> None:
    sign_checkpoint(at=datetime(2021, 5, 20, 23, 59, tzinfo=UTC))
    act(admin)
    Entry.objects.filter(seq=2).update(actor="another")

    assert main(["audit", "verify", "--since", "2021-05-21"]) == 0
    assert "rows 4 to 4" in capsys.readouterr().out
    assert main(["audit", "verify"]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--since", "2021-05-20"], "no checkpoint was signed before 2021-05-20: leave --since out"),
        (["--checkpoint", "/nowhere/kept.txt"], "/nowhere/kept.txt cannot be read"),
        (["--checkpoint", __file__], "holds no checkpoint: 0 were compared"),
    ],
)
def test_what_cannot_be_checked_ends_with_two_and_the_reason(
    record: None, capsys: Capture, words: list[str], told: str
) -> None:
    sign_checkpoint(at=datetime(2021, 5, 20, tzinfo=UTC))
    capsys.readouterr()

    assert main(["audit", "verify", *words]) == 2

    said = capsys.readouterr()
    assert told in said.err and len(said.err.splitlines()) == 1 and said.out == ""


def test_a_day_that_is_none_is_told(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["audit", "verify", "--since", "yesterday"])

    assert "give a day such as 2021-05-20" in capsys.readouterr().err


def test_a_checkpoint_that_another_signed_is_told(record: None, tmp_path: Path, capsys: Capture) -> None:
    file = Path(kept(tmp_path, capsys))
    file.write_text(file.read_text().replace("\n3\n", "\n2\n"))
    Checkpoint.objects.all().delete()

    assert main(["audit", "verify", "--checkpoint", str(file)]) == 1

    assert "  bad signature  a checkpoint in " in capsys.readouterr().out


def test_the_key_is_told_for_the_second_verifier(record: None, capsys: Capture) -> None:
    assert main(["audit", "key"]) == 0

    assert capsys.readouterr().out == f"{signing_key().public_key().public_bytes_raw().hex()}\n"


def test_no_checkpoint_is_signed_over_a_record_with_a_hole(record: None, capsys: Capture) -> None:
    Entry.objects.filter(seq=2).delete()

    assert main(["audit", "checkpoint"]) == 1

    assert "no checkpoint was signed" in capsys.readouterr().err


def test_the_doctor_says_how_the_record_is_guarded_and_who_is_told(
    record: None, settings, tmp_path: Path, capsys: Capture
) -> None:
    main(["doctor"])
    alone = capsys.readouterr().out
    settings.WITNESS = tmp_path / "nowhere" / "witness.txt"
    watch(at=real_now())
    main(["doctor"])
    untold = capsys.readouterr().out
    settings.WITNESS = tmp_path / "witness.txt"
    watch(at=real_now())
    guard_rows()
    main(["doctor"])
    told = capsys.readouterr().out

    assert "BAD  rows        run `shanyraq migrate`: rows can be changed" in alone
    assert "BAD  witness     none: whoever holds this machine and its keys" in alone
    assert f"BAD  witness     {tmp_path}/nowhere/witness.txt cannot be written: No such file" in untold
    assert re.search(rf"ok   witness     {tmp_path}/witness.txt was told on 20.* UTC, of 3 rows", told)
    assert "ok   rows        never changed" in told


def test_the_doctor_is_not_well_before_a_witness_that_was_never_told_or_is_another_one(
    record: None, settings, tmp_path: Path, capsys: Capture
) -> None:
    def said() -> str:
        main(["doctor"])
        return capsys.readouterr().out

    settings.WITNESS = tmp_path / "nowhere" / "witness.txt"
    assert f"BAD  witness     {settings.WITNESS} is not there" in said()
    settings.WITNESS = tmp_path / "witness.txt"
    settings.WITNESS.touch()
    assert f"BAD  witness     {settings.WITNESS} was never told of anything" in said()
    watch(at=real_now())
    assert f"ok   witness     {settings.WITNESS} was told on" in said()
    settings.WITNESS = tmp_path / "another.txt"
    assert f"BAD  witness     {settings.WITNESS} is not there" in said()


def test_a_page_without_its_signature_is_named_and_the_others_are_compared(
    record: None, admin: Worker, tmp_path: Path, capsys: Capture
) -> None:
    kept(tmp_path, capsys)
    page = (tmp_path / "kept.txt").read_text()
    (tmp_path / "kept.txt").write_text(page.partition("\n\n")[0] + f"\n\n{page}")

    assert main(["audit", "verify", "--checkpoint", str(tmp_path / "kept.txt")]) == 0

    said = capsys.readouterr()
    assert "the checkpoint numbered 1 has no signature: it was not compared" in said.err
    assert "checkpoints    1 were compared" in said.out


def test_where_no_row_came_since_a_day_it_says_so(
    record: None, admin: Worker, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_checkpoint(at=real_now())

    assert main(["audit", "verify", "--since", "2030-01-01"]) == 0

    assert "The record holds: no rows came since row 3, and the signed head fits." in capsys.readouterr().out
