"""Key files outlive a power failure, and of a replaced one nothing is left; what they are made of fits together."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from shanyraq.foundation import root
from shanyraq.foundation.keyfiles import (
    ROOT,
    ROOT_BEFORE,
    ROOT_NEXT,
    SITE,
    SITE_BEFORE,
    MissingKey,
    key_file,
    length_of,
    make_key_file,
    replace_key_file,
    replace_site_key,
    site_key,
    site_keys_before,
)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int | str]:
    """What was brought to the disk: of a file how many bytes it had then, of a folder that it was one."""
    done: list[int | str] = []

    def fsync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        done.append("folder" if stat.S_ISDIR(found.st_mode) else found.st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    return done


def open_files() -> set[str]:
    return {os.readlink(one.path) for one in os.scandir("/proc/self/fd") if os.path.islink(one.path)}


def test_a_new_key_is_on_the_disk_before_it_has_its_name(tmp_path: Path, synced: list[int | str]) -> None:
    folder = tmp_path / "site" / "data" / "keys"

    make_key_file(folder, SITE)

    assert synced == [48]
    assert (folder / SITE).stat().st_mode & 0o777 == 0o600
    assert {one.stat().st_mode & 0o777 for one in (folder, folder.parent)} == {0o700}


def test_a_key_that_is_there_is_not_even_begun_anew(tmp_path: Path, synced: list[int | str]) -> None:
    make_key_file(tmp_path, ROOT)

    make_key_file(tmp_path, ROOT)

    assert synced == [32]


@pytest.mark.parametrize("user", [0, 7])
def test_who_looks_after_the_machine_makes_the_key_for_the_folders_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int
) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(os, "fchown", lambda descriptor, *whose: given.append(whose))

    make_key_file(tmp_path, ROOT)

    owner = tmp_path.stat()
    assert given == ([(owner.st_uid, owner.st_gid)] if user == 0 else [])


def test_a_replaced_key_is_whole_on_the_disk_and_noughts_stand_where_the_old_one_was(
    tmp_path: Path, synced: list[int | str]
) -> None:
    make_key_file(tmp_path, ROOT)
    synced.clear()
    with (tmp_path / ROOT).open("rb") as old:
        replace_key_file(tmp_path, ROOT, b"k" * 32)

        assert old.read() == bytes(32)
    assert synced == [32, "folder", 32]
    assert key_file(tmp_path, ROOT) == b"k" * 32
    assert [one.name for one in tmp_path.iterdir()] == [ROOT]
    assert (tmp_path / ROOT).stat().st_mode & 0o777 == 0o600
    assert str(tmp_path) not in open_files()


def test_the_old_key_gets_its_noughts_before_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_key_file(tmp_path, ROOT)
    with (tmp_path / ROOT).open("rb") as old:
        seen: list[bytes] = []

        def fsync(descriptor: int) -> None:
            seen.append(os.pread(old.fileno(), 32, 0))

        monkeypatch.setattr(os, "fsync", fsync)
        replace_key_file(tmp_path, ROOT, b"k" * 32)

    assert seen[-1] == bytes(32) != seen[0]


def test_the_sites_key_of_before_stays_for_what_it_signed_and_that_before_it_goes(tmp_path: Path) -> None:
    assert site_keys_before(tmp_path) == []
    make_key_file(tmp_path, SITE)
    before = []
    for _ in range(2):
        before.append(site_key(tmp_path))
        replace_site_key(tmp_path)
        assert site_keys_before(tmp_path) == before[-1:]
    assert len({*before, site_key(tmp_path)}) == 3
    assert {one.name for one in tmp_path.iterdir()} == {SITE, SITE_BEFORE}


def test_a_passing_key_of_the_site_is_as_long_as_a_lasting_one(tmp_path: Path) -> None:
    assert len(site_key(tmp_path)) == 96 and site_key(tmp_path) != site_key(tmp_path)


def test_every_key_has_its_length_and_one_to_come_that_of_the_one_it_replaces() -> None:
    names = (SITE, SITE_BEFORE, ROOT, ROOT_NEXT, ROOT_BEFORE, "audit.key", "vault.public", "vault.private")

    assert [length_of(name) for name in names] == [48, 48, *[32] * 6]


def test_a_damaged_key_and_one_that_is_not_there_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MissingKey) as missing:
        key_file(tmp_path, ROOT)
    (tmp_path / ROOT).write_bytes(b"short")
    with pytest.raises(MissingKey) as damaged:
        key_file(tmp_path, ROOT)

    assert (missing.value.is_there, damaged.value.is_there) == (False, True)


# --- the root key -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "keys"


@pytest.mark.django_db
def test_the_old_root_key_is_overwritten_before_it_goes_and_only_when_nothing_was_begun(
    folder: Path, synced: list[int | str]
) -> None:
    for name in (ROOT, ROOT_BEFORE, ROOT_NEXT):
        make_key_file(folder, name)
    root.let_go()
    assert root.is_begun() and root.is_before_there()

    (folder / ROOT_NEXT).unlink()
    synced.clear()
    with (folder / ROOT_BEFORE).open("rb") as old:
        root.let_go()

        assert old.read() == bytes(32)
    assert not root.is_begun() and not root.is_before_there()
    assert synced == [32, "folder"]
    root.let_go()
    assert synced == [32, "folder"] and str(folder) not in open_files()
    root.replace()
    assert synced == [32, "folder", 32, "folder"]


@pytest.mark.django_db
def test_the_noughts_of_the_old_root_key_are_written_out_before_they_are_synced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (ROOT, ROOT_BEFORE):
        make_key_file(folder, name)
    with (folder / ROOT_BEFORE).open("rb") as old:
        seen: list[bytes] = []
        monkeypatch.setattr(os, "fsync", lambda descriptor: seen.append(os.pread(old.fileno(), 32, 0)))
        root.let_go()

    assert seen[0] == bytes(32)
