"""Taking a backup: one instant of the database, the files, what was in both, as one encrypted file."""

from __future__ import annotations

import shutil
import sys
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pyrage
from django.conf import settings
from django.db import connection

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions import recorded
from shanyraq.audit.actions.checkpoints import CannotSign, sign_checkpoint
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import signing_key
from shanyraq.audit.queries.signing import epoch_pages
from shanyraq.cli.backups import archive, erased, manifest, postgresql, sealed, sqlite
from shanyraq.cli.backups.archive import DATABASE, FILES
from shanyraq.cli.backups.manifest import Manifest, Record
from shanyraq.cli.backups.private import PREFIX, private_folder
from shanyraq.cli.backups.tables import Table
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.key_line import agent_at
from shanyraq.foundation.keyfiles import ROOT
from shanyraq.foundation.space import BALLAST
from shanyraq.rights.queries.erasures import proofs

MADE = "backup.made"
LATE = timedelta(hours=25)  # one a day
# Keys are carried apart, styles are gathered anew, the database is copied by its own means.
LEFT_OUT = (
    "keys",
    "static",
    BALLAST,
    "shanyraq.sqlite3",
    "shanyraq.sqlite3-journal",
    "shanyraq.sqlite3-wal",
    "shanyraq.sqlite3-shm",
)


class Made(NamedTuple):
    """A backup that stands."""

    path: Path
    manifest: Manifest


def back_up(into: Path, to: list[pyrage.x25519.Recipient], *, at: datetime) -> Made:
    """Write a backup of this installation into a folder and record that it was made. Raises CommandFault."""
    data = Path(settings.DATA)
    if into.resolve().is_relative_to(data.resolve()):
        raise CommandFault(
            f"{into} lies in {data}, so the backup would be lost together with what it saves: name another "
            "folder, best on another machine"
        )
    _require_space(data, into)
    try:
        sign_checkpoint(at=at)
    except CannotSign as fault:  # a bent record is a reason to save what there is, not to stop
        print(
            f"shanyraq: the backup has no new checkpoint: {fault}. Run `shanyraq audit verify`",
            file=sys.stderr,
        )
    with private_folder(data) as folder:
        tables, record = _copy(folder / DATABASE)
        files = {DATABASE: folder / DATABASE} | dict(_files(data, folder))
        made = _manifest(tables, record, files, at)
        text = made.as_bytes()
        archive.write(folder / "archive", text, manifest.sign(text, signing_key()), files)
        path = into / f"shanyraq-{at:%Y%m%dT%H%M%SZ}-{made.id[:8]}.age"
        sealed.seal(folder / "archive", path, to)
    # in clear, for whoever restores an older backup: it names nobody
    listed = erased.written(proofs(), signing_key(), at=at, pages=epoch_pages())
    path.with_suffix(erased.SUFFIX).write_text(listed)
    with recorded(MADE, by=system_actor("backup")) as act:
        act.about(made.id, kind="backup")
    return Made(path, made)


def last_made() -> datetime | None:
    """When the last backup of this installation was made, by its record."""
    rows = Entry.objects.filter(action=MADE, decision=Entry.ALLOWED).order_by("-seq")
    return rows.values_list("at", flat=True).first()


def _copy(destination: Path) -> tuple[dict[str, Table], Record]:
    if connection.vendor == "sqlite":
        return sqlite.copy(Path(str(connection.settings_dict["NAME"])), destination)
    return postgresql.copy(postgresql.named(connection.settings_dict), destination)


def _files(data: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Copies of the files of the installation by the names they have in the archive. One that has gone is left out."""
    for path in sorted(data.rglob("*")):
        place = path.relative_to(data)
        if place.parts[0] in LEFT_OUT or place.parts[0].startswith(PREFIX):
            continue
        if path.is_symlink():
            raise CommandFault(
                f"{path} is a link, and what it leads to would be missing from the backup: "
                "put the files themselves there"
            )
        if path.is_file():
            copied = folder / FILES / place
            copied.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                shutil.copyfile(path, copied)
            except FileNotFoundError:
                continue
            yield f"{FILES}/{place.as_posix()}", copied


def _manifest(tables: dict[str, Table], record: Record, files: dict[str, Path], at: datetime) -> Manifest:
    return Manifest(
        id=str(uuid.uuid4()),
        made_at=at.isoformat(timespec="seconds"),
        version=version("shanyraq"),
        mode="production" if settings.MODE == "production" else "demo",
        database="sqlite" if connection.vendor == "sqlite" else "postgresql",
        record=record,
        keys=manifest.fingerprints(Path(settings.DATA) / "keys", _held_elsewhere()),
        tables=tables,
        files={name: archive.digest_of(path) for name, path in files.items()},
    )


def _held_elsewhere() -> dict[str, str | None]:
    """The mark of the root key, where a key agent holds it. One that is away or sealed is no reason to save nothing."""
    if settings.KEY_AGENT is None:
        return {}
    try:
        return {ROOT: agent_at(settings.KEY_AGENT).mark()}
    except KeysOutOfReach as fault:
        print(
            f"shanyraq: the backup does not say which root key it needs: {fault}. Restoring tells",
            file=sys.stderr,
        )
        return {ROOT: None}


def _require_space(data: Path, into: Path) -> None:
    """Raise CommandFault where the disk would be full before the end: two copies in clear, one encrypted."""
    if not into.is_dir():
        raise CommandFault(f"{into} is no folder: make it first, or mount the disk that it should be on")
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file() and not path.is_symlink())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            size += cursor.fetchone()[0]
    for folder, times in ((data, 2), (into, 1)):
        free = shutil.disk_usage(folder).free
        if free < size * times:
            raise CommandFault(
                f"there is too little room on the disk of {folder}: {free // 10**6} MB are free and up to "
                f"{size * times // 10**6} MB are needed. Make room, or name another folder"
            )
