"""The doctor says whether files are looked through, and by what."""

from datetime import datetime
from typing import Any

import pytest

from shanyraq.cli import scanner
from shanyraq.cli.keeping import NOTE
from shanyraq.foundation import scanning
from shanyraq.foundation.scanning import Base, ScannerSilent


def silent() -> Base:
    raise ScannerSilent("nothing answers at /run/clamd")


@pytest.mark.parametrize(
    ("known", "unscanned", "is_demo", "is_well", "said"),
    [
        (silent, "refuse", False, False, "no file that is sent is read"),
        (silent, "allow", False, NOTE, "files are read unscanned"),
        (silent, "allow", True, NOTE, "files are read unscanned"),
        (lambda: Base("ClamAV 1.4.6", None), "refuse", False, False, "without a signature base"),
        (
            lambda: Base("ClamAV 1.4.6", datetime.fromisoformat("2020-01-01")),
            "refuse",
            False,
            False,
            "more than a week ago",
        ),
        (
            lambda: Base("ClamAV 1.4.6", datetime.fromisoformat("2999-01-01")),
            "refuse",
            False,
            True,
            "signatures of 2999-01-01",
        ),
    ],
)
def test_the_doctor_says_how_the_scanner_is(
    known: Any,
    unscanned: str,
    is_demo: bool,
    is_well: bool | str,
    said: str,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.UNSCANNED = unscanned
    monkeypatch.setattr(scanning, "base", known)

    is_good, what, words = scanner.state(is_demo=is_demo)

    assert (is_good, what) == (is_well, "scanner")
    assert said in words
