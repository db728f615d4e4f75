"""Whether a disk is encrypted: said only where the kernel says it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shanyraq.foundation.disks import Encryption, encryption_of

LUKS, LVM = "CRYPT-LUKS2-0a1b-root\n", "LVM-0a1b\n"


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    (tmp_path / "devices").mkdir()
    return tmp_path / "devices"


def put(devices: Path, name: str, made_by: str = "", on: tuple[str, ...] = ()) -> None:
    """A device as the kernel shows it; a name of two numbers is that beneath the folder of the test."""
    device = devices / name
    (device / "slaves").mkdir(parents=True)
    if made_by:
        (device / "dm").mkdir()
        (device / "dm" / "uuid").write_text(made_by)
    for one in on:
        (device / "slaves" / one).symlink_to(devices / one)


def beneath(folder: Path) -> str:
    number = folder.stat().st_dev
    return f"{os.major(number)}:{os.minor(number)}"


@pytest.mark.parametrize(
    ("made_by", "on", "expected"),
    [
        (LUKS, (), Encryption.HERE),
        (LVM, ("opened",), Encryption.HERE),  # a volume on an opened LUKS partition
        (LVM, ("opened", "bare"), Encryption.NOT_HERE),  # one that goes on upon a bare disk
        ("", (), Encryption.NOT_HERE),
        (LVM, ("bare",), Encryption.NOT_HERE),
    ],
)
def test_a_disk_counts_as_encrypted_only_where_all_beneath_it_is(
    devices: Path, tmp_path: Path, made_by: str, on: tuple[str, ...], expected: Encryption
) -> None:
    put(devices, "opened", LUKS)
    put(devices, "bare")
    put(devices, beneath(tmp_path), made_by, on)

    assert encryption_of(tmp_path, devices) is expected


def test_where_no_device_is_named_nothing_is_guessed(devices: Path, tmp_path: Path) -> None:
    assert encryption_of(tmp_path, devices) is Encryption.UNKNOWN
    assert encryption_of(tmp_path / "nowhere", devices) is Encryption.UNKNOWN
