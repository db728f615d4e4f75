"""The one file that a backup is before encryption: a tar whose first members are the manifest and its signature."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from shanyraq.cli.backups import manifest
from shanyraq.cli.backups.manifest import File, Manifest
from shanyraq.cli.faults import CommandFault

MANIFEST, SIGNATURE, DATABASE = "manifest.json", "manifest.signature", "database"
FILES = "files"  # the folder of all others
AT_ONCE = 1024 * 1024
REMEDY = "Take another backup"


def digest_of(path: Path) -> File:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        return File(bytes=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest())


def write(path: Path, text: bytes, signature: bytes, files: Mapping[str, Path]) -> None:
    """Write an archive: the manifest, its signature, then the files by the names that the manifest gives them."""
    with tarfile.open(path, "x", format=tarfile.PAX_FORMAT) as tar:
        for name, content in ((MANIFEST, text), (SIGNATURE, signature)):
            tar.addfile(_member(name, len(content)), io.BytesIO(content))
        for name, source in files.items():
            with source.open("rb") as file:
                tar.addfile(_member(name, source.stat().st_size), file)


def unpack(path: Path, folder: Path, keys: Path) -> Manifest:
    """Write what an archive holds into a folder. Its manifest. Raises CommandFault that names a damaged part."""
    try:
        with tarfile.open(path, "r:") as tar:
            text, signature = (_content(tar, name) for name in (MANIFEST, SIGNATURE))
            found = manifest.read(text, signature, keys)
            left = dict(found.files)
            for member in tar:
                _unpack_one(tar, member, folder, left)
    except tarfile.TarError:
        raise CommandFault(
            f"the archive in the backup cannot be read: its headers are damaged. {REMEDY}"
        ) from None
    if left:
        raise CommandFault(f"{part(min(left))} is missing from the backup. {REMEDY}")
    return found


def part(name: str) -> str:
    """A member of the archive, in words."""
    known = {MANIFEST: "the manifest", SIGNATURE: "the manifest's signature", DATABASE: "the database"}
    return known.get(name) or f"the file {name}"


def part_at(path: Path, length: int) -> str:
    """Which part of an archive lies behind its first `length` bytes, all that could be had of it."""
    last = ""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                last = member.name
                if member.offset_data + member.size > length:
                    return part(last)
    except tarfile.TarError:
        pass
    return f"what follows {part(last)}" if last else part(MANIFEST)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _content(tar: tarfile.TarFile, wanted: str) -> bytes:
    member = tar.next()
    file = tar.extractfile(member) if member is not None and member.name == wanted else None
    if file is None:
        raise CommandFault(f"{part(wanted)} is missing from the backup. {REMEDY}")
    return file.read()


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, left: dict[str, File]) -> None:
    wanted = left.pop(member.name, None)
    name, file = PurePosixPath(member.name), tar.extractfile(member) if member.isreg() else None
    if wanted is None and member.name in (MANIFEST, SIGNATURE):
        return
    if wanted is None or file is None or name.is_absolute() or ".." in name.parts:
        raise CommandFault(f"{part(member.name)} is in the backup and not in its manifest. {REMEDY}")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _copied(file, path) != wanted.sha256:
        raise CommandFault(
            f"{part(member.name)} is damaged: its SHA-256 is not that of the manifest. {REMEDY}"
        )


def _copied(file: IO[bytes], path: Path) -> str:
    """Copy and give the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with path.open("xb") as out:
        while some := file.read(AT_ONCE):
            digest.update(some)
            out.write(some)
    return digest.hexdigest()
