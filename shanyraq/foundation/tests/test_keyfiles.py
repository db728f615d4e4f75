"""Key files: made once, for this account only, and never by somebody who only wants to read one."""

from pathlib import Path
from random import Random

import pytest

from shanyraq.foundation.keyfiles import (
    MissingKey,
    derived_key,
    is_guessable,
    key_file,
    make_key_file,
    require_keys,
    site_key,
)


def test_a_key_is_made_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "keys"

    first = make_key_file(folder, "root.key")

    assert make_key_file(folder, "root.key") == key_file(folder, "root.key") == first
    assert len(first) == 32
    assert (folder / "root.key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in folder.iterdir()] == ["root.key"]


def test_each_purpose_has_a_key_of_its_own(tmp_path: Path) -> None:
    root = make_key_file(tmp_path, "root.key")

    assert derived_key(tmp_path, "kek|C3") == derived_key(tmp_path, "kek|C3")
    assert derived_key(tmp_path, "kek|C3") != derived_key(tmp_path, "kek|C4")
    assert derived_key(tmp_path, "kek|C3") != root


def test_two_installations_share_no_key(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_key_file(tmp_path / name, "site.key")

    assert site_key(tmp_path / "a") == site_key(tmp_path / "a")
    assert site_key(tmp_path / "a") != site_key(tmp_path / "b")
    assert len(site_key(tmp_path / "a")) >= 64


def test_a_key_that_is_asked_for_and_missing_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(MissingKey, match=r"the key is missing: audit\.key"):
        key_file(tmp_path, "audit.key")
    with pytest.raises(MissingKey, match=r"the key is missing: root\.key"):
        derived_key(tmp_path, "kek|C3")
    with pytest.raises(MissingKey, match=r"the key is missing: site\.key"):
        require_keys(tmp_path)
    assert len(site_key(tmp_path)) >= 64
    assert not list(tmp_path.iterdir())


def test_of_a_key_that_only_ends_sessions_nothing_worse_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingKey, match="a new one ends sessions only"):
        key_file(tmp_path, "site.key")
    with pytest.raises(MissingKey, match="a new one would open nothing"):
        key_file(tmp_path, "root.key")


def test_a_key_that_was_cut_short_is_named(tmp_path: Path) -> None:
    make_key_file(tmp_path, "audit.key")
    (tmp_path / "audit.key").write_bytes(b"short")

    with pytest.raises(MissingKey, match=r"the key is damaged: audit\.key"):
        key_file(tmp_path, "audit.key")


@pytest.mark.parametrize("length", [32, 48])
@pytest.mark.parametrize(
    "key",
    [
        bytes(48),
        bytes(range(48)),
        bytes(range(96, 0, -2)),
        b"django-insecure-" * 3,
        b"correct horse battery staple, and some more words",
        bytes([7, 200, 31]) * 16,
        bytes([1, 250, 3, 77, 128]) * 9 + bytes([1, 250, 3]),
    ],
)
def test_what_somebody_typed_or_repeated_is_guessable(key: bytes, length: int) -> None:
    assert is_guessable(key[:length])


def test_a_key_that_was_drawn_by_lot_is_not() -> None:
    lot = Random(20210101)

    assert not any(is_guessable(lot.randbytes(length)) for length in (32, 48) for _ in range(5_000))
