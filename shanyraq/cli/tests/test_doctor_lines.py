"""What the doctor says of contacts and of the disk: what to do, and nothing that was guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shanyraq.cases.queries import pack
from shanyraq.cli import health, keeping, scanner
from shanyraq.cli.backups import taking
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.disks import Encryption


def with_contacts(monkeypatch: pytest.MonkeyPatch, **written: str) -> None:
    """The pack as an installation has it that wrote something to some of its contacts."""
    known = pack().contacts
    told = [one.model_copy(update={"phone": written.get(one.code, "")}) for one in known]
    pack_here = replace(pack(), contacts=tuple(told))
    monkeypatch.setattr(keeping, "pack", lambda: pack_here)


def test_contacts_that_nobody_wrote_are_named_with_the_file_to_fill(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = (one.code for one in pack().contacts)
    with_contacts(monkeypatch, **{first: "1414"})

    is_good, what, words = keeping.contacts(is_demo=False)

    assert (is_good, what) == (False, "contacts")
    assert f": {', '.join(others)};" in words and words.endswith(
        f"Fill [[contact]] in {settings.PACK}/pack.toml"
    )
    assert keeping.contacts(is_demo=True)[0]


def test_contacts_that_are_all_written_are_well(monkeypatch: pytest.MonkeyPatch) -> None:
    with_contacts(monkeypatch, **{one.code: "1414" for one in pack().contacts})

    assert keeping.contacts(is_demo=False)[0]


def test_a_pack_without_contacts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pack_here = replace(pack(), contacts=())
    monkeypatch.setattr(keeping, "pack", lambda: pack_here)

    assert keeping.contacts(is_demo=False)[0] is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "told"),
    [(Encryption.NOT_HERE, "it carries no LUKS"), (Encryption.UNKNOWN, "no device of this machine")],
)
def test_a_disk_of_which_nothing_is_known_is_never_called_well(
    monkeypatch: pytest.MonkeyPatch, found: Encryption, told: str
) -> None:
    monkeypatch.setattr(keeping, "encryption_of", lambda folder: found)

    is_good, _, words = keeping.disk()

    assert is_good is None and f"could not be found out: {told}" in words and "use LUKS" in words


@pytest.mark.django_db
@pytest.mark.only_on("sqlite")
def test_a_disk_that_this_system_encrypts_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "encryption_of", lambda folder: Encryption.HERE)

    assert keeping.disk()[0] is True


def test_what_could_not_be_found_out_is_marked_and_makes_nobody_ill(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [(True, "a", "good"), (None, "disk", "could not be found out")]
    monkeypatch.setattr(health, "_lines", lambda: iter(lines))
    assert health.doctor(None) == 0  # type: ignore[arg-type]
    assert "?    disk        could not be found out" in capsys.readouterr().out

    lines.append((False, "b", "bad"))
    assert health.doctor(None) == 1  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "mark"), [(True, keeping.NOTE), (False, False)])
def test_what_an_installation_has_to_have_is_never_called_well_where_it_is_missing(
    settings, monkeypatch: pytest.MonkeyPatch, is_demo: bool, mark: object
) -> None:
    settings.WITNESS, settings.UNSCANNED, settings.SCANNER = None, "refuse", "/nowhere/clamd.sock"
    long_ago = real_now() - 2 * taking.LATE

    lines = [health._witness(is_demo), keeping.backup(is_demo), scanner.state(is_demo=is_demo)]
    monkeypatch.setattr(taking, "last_made", lambda: long_ago)
    lines.append(keeping.backup(is_demo))

    assert [is_good for is_good, *_ in lines] == [mark] * 4
    todo = ["SHANYRAQ_WITNESS", "`shanyraq backup`", "docs/how-to/scan-files.md", "see why it was not run"]
    assert all(what in words for what, (_, _, words) in zip(todo, lines, strict=True))
    assert health.MARKS[mark] != health.MARKS[True]  # type: ignore[index]


@pytest.mark.django_db
def test_files_that_are_read_unscanned_by_choice_are_told_as_a_note(settings) -> None:
    settings.UNSCANNED, settings.SCANNER = "allow", "/nowhere/clamd.sock"

    assert scanner.state(is_demo=False)[0] == keeping.NOTE


@pytest.mark.parametrize(
    ("mode", "production", "demo"),
    [(0o700, True, True), (0o755, False, True), (0o777, False, False), (0o770, False, False)],
)
def test_a_folder_of_data_that_is_open_to_others_is_told(
    tmp_path: Path, settings: Any, mode: int, production: bool, demo: bool
) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(mode)

    for name, is_well in (("production", production), ("demo", demo)):
        settings.MODE = name
        is_good, what, words = health.data_folder()
        assert (is_good, what) == (is_well, "data")
        assert is_well or words.endswith(f"run chmod 700 {tmp_path}")
