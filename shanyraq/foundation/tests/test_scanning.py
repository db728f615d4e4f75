"""A file that somebody sends is looked through by a scanner: ClamAV with a signature of ours, where it is installed."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from shanyraq.foundation import scanning
from shanyraq.foundation.scanning import NotScanned, ScannerSilent, base, look_through
from tests import clamav


@contextmanager
def answering(folder: Path, words: bytes) -> Iterator[str]:
    """Something at a socket that takes what is sent and says always the same."""
    place = str(folder / "socket")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()

        def answer() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                line.sendall(words)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield place
        thread.join(5)


@pytest.fixture
def real(settings: Any) -> Iterator[None]:
    with clamav.clamd() as place:
        settings.SCANNER = place
        settings.UNSCANNED = "refuse"
        yield


@pytest.mark.in_bars
def test_what_the_scanner_knows_is_not_read_and_everything_else_is(real: None) -> None:
    look_through(b"name;sex;born\nZhibek;F;2014\n" * 100_000)

    with pytest.raises(NotScanned, match="harms computers") as found:
        look_through(clamav.EICAR)
    assert found.value.code == "harmful"


@pytest.mark.in_bars
def test_a_scanner_without_a_signature_base_says_so(real: None) -> None:
    known = base()

    assert known.program.startswith("ClamAV 1.")
    assert known.of is None


def test_a_scanner_with_a_base_tells_of_which_day_it_is(tmp_path: Path, settings: Any) -> None:
    with answering(tmp_path, b"ClamAV 1.4.6/27839/Sat Nov 21 09:30:11 2026\0") as settings.SCANNER:
        known = base()

    assert known.of is not None and known.of.isoformat() == "2026-11-21T09:30:11"


@pytest.mark.parametrize("words", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"220 mail.example\0"])
def test_what_does_not_answer_as_a_scanner_lets_nothing_pass(
    tmp_path: Path, settings: Any, words: bytes
) -> None:
    settings.UNSCANNED = "refuse"
    with answering(tmp_path, words) as settings.SCANNER, pytest.raises(NotScanned) as refused:
        look_through(b"a list")

    assert refused.value.code == "not_scanned"


def test_where_nobody_answers_the_installation_says_whether_files_are_read(
    tmp_path: Path, settings: Any
) -> None:
    settings.SCANNER = str(tmp_path / "nobody")
    settings.UNSCANNED = "allow"
    look_through(b"a list")

    settings.UNSCANNED = "refuse"
    with pytest.raises(NotScanned, match="nothing of this file was kept"):
        look_through(b"a list")
    with pytest.raises(ScannerSilent, match="nothing answers at"):
        base()


def test_a_scanner_that_hangs_is_not_waited_for(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "PATIENCE", 0.05)
    settings.SCANNER, settings.UNSCANNED = str(tmp_path / "socket"), "refuse"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(settings.SCANNER)
        door.listen()

        with pytest.raises(NotScanned):
            look_through(b"a list")
