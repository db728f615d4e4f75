"""Key files: made once, for this account only."""

from pathlib import Path

from shanyraq.foundation.keyfiles import derived_key, key_file, site_key


def test_a_key_is_made_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "keys"

    first = key_file(folder, "root.key")

    assert key_file(folder, "root.key") == first
    assert len(first) == 32
    assert (folder / "root.key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in folder.iterdir()] == ["root.key"]


def test_each_purpose_has_a_key_of_its_own(tmp_path: Path) -> None:
    assert derived_key(tmp_path, "kek|C3") == derived_key(tmp_path, "kek|C3")
    assert derived_key(tmp_path, "kek|C3") != derived_key(tmp_path, "kek|C4")
    assert derived_key(tmp_path, "kek|C3") != key_file(tmp_path, "root.key")


def test_two_installations_share_no_key(tmp_path: Path) -> None:
    assert site_key(tmp_path / "a") != site_key(tmp_path / "b")
    assert len(site_key(tmp_path / "a")) >= 64
