"""The way back: a backup becomes an installation in an empty folder, or is only tried.

No database is opened by way of the settings: those of this machine may be of an installation at work.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from shanyraq.cli.backups import archive, postgresql, sealed, sqlite
from shanyraq.cli.backups.archive import DATABASE, FILES, REMEDY
from shanyraq.cli.backups.erased import Listed, as_told
from shanyraq.cli.backups.manifest import Manifest
from shanyraq.cli.backups.postgresql import Named
from shanyraq.cli.backups.private import private_folder
from shanyraq.cli.backups.tables import Table, differing
from shanyraq.cli.faults import CommandFault, finding
from shanyraq.foundation.keyfiles import FIRST_PUBLIC, LENGTHS, MissingKey, require_keys

CARRIED = (*LENGTHS, FIRST_PUBLIC, "vault.public", "vault.private")
SQLITE = "shanyraq.sqlite3"


class Restored(NamedTuple):
    """What was restored, or tried; how many rows its record has now.

    `missing`: how many of the erasures in the lists it did not know; `held`: how many of them a legal hold keeps.
    """

    manifest: Manifest
    rows: int
    missing: int = 0
    held: int = 0


def restore(file: Path, identity: Path, keys: Path, into: Path, erasures: Listed | None = None) -> Restored:
    """Make an installation of a backup in an empty folder, and repeat in it the `erasures` that it does not know.

    Raises CommandFault; then the folder is empty again.
    """
    keys = require_keys_in(keys)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(into.iterdir()):
        raise CommandFault(
            f"{into} is not empty, and nothing is ever restored over anything: name an empty folder"
        )
    with private_folder(into) as folder:
        found = _unpacked(file, identity, keys, folder)
        restored = _made(found, keys, folder, _empty_database(found), _Wanted(erasures, repeats=True))
        # the database last: without it the folder is no installation yet
        for path in sorted((folder / "data").iterdir(), key=lambda path: path.name == SQLITE):
            path.rename(into / path.name)
    into.chmod(0o700)
    return restored


def try_out(file: Path, identity: Path, keys: Path, within: Path, erasures: Listed | None = None) -> Restored:
    """Restore into a private folder and a database of its own, and remove both. Raises CommandFault.

    Of the `erasures` it is only counted how many would be repeated.
    """
    keys = require_keys_in(keys)
    with private_folder(within) as folder:
        found = _unpacked(file, identity, keys, folder)
        with _passing_database(found) as database:
            return _made(found, keys, folder, database, _Wanted(erasures, repeats=False))


class _Wanted(NamedTuple):
    """The erasures to compare with, and whether those that are not known are repeated."""

    erasures: Listed | None
    repeats: bool


def require_keys_in(keys: Path) -> Path:
    """The folder of the keys, if all that are needed lie there. Raises CommandFault."""
    try:
        require_keys(keys)
    except MissingKey as fault:
        raise CommandFault(
            f"{fault}. A backup holds no keys: name the folder of those that were carried away with --keys"
        ) from None
    return keys.resolve()


def _unpacked(file: Path, identity: Path, keys: Path, folder: Path) -> Manifest:
    """Decrypt and unpack into `folder`/parts, every signature and hash compared."""
    if not file.is_file():
        raise CommandFault(f"there is no backup {file}")
    opening = sealed.identities(identity)
    with finding("not_decrypted"):
        sealed.unseal(file, folder / "archive", opening)
    (folder / "parts").mkdir()
    with finding("parts_differ"):
        found = archive.unpack(folder / "archive", folder / "parts", keys)
    (folder / "archive").unlink()
    return found


def _made(found: Manifest, keys: Path, folder: Path, database: Named | None, wanted: _Wanted) -> Restored:
    """Put an installation together in `folder`/data, compare every table, and have its record checked."""
    data, parts = folder / "data", folder / "parts"
    files = parts / FILES
    if files.exists():
        files.rename(data)
    data.mkdir(exist_ok=True, mode=0o700)
    if database is None:
        (parts / DATABASE).rename(data / SQLITE)
    with finding("tables_differ"):
        tables = _filled(data, parts, database)
        if wrong := differing(found.tables, tables):
            raise CommandFault("\n  ".join(["what was restored is not what was saved:", *wrong, REMEDY]))
    (data / "keys").mkdir(mode=0o700)
    for name in CARRIED:
        if (keys / name).exists():
            shutil.copyfile(keys / name, data / "keys" / name)
            (data / "keys" / name).chmod(0o600)
    with finding("record_not_held"):
        return Restored(found, **_finished(found, data, database, wanted))


def _filled(data: Path, parts: Path, database: Named | None) -> dict[str, Table]:
    """The tables of what was restored, read anew. Raises CommandFault where the database is damaged."""
    if database is None:
        sqlite.require_whole(data / SQLITE)
        return sqlite.tables(data / SQLITE)
    postgresql.fill(database, parts / DATABASE)
    return postgresql.tables(database)


def _finished(found: Manifest, data: Path, database: Named | None, wanted: _Wanted) -> dict[str, int]:
    """Have the record checked, told, and erasures repeated, in a process that opens the new installation."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SHANYRAQ_", "DATABASE_URL", "DJANGO_")) or name == "SHANYRAQ_PACK"
    }  # the witness of another installation, above all, is not told of this one
    own = {"SHANYRAQ_DATA": str(data), "SHANYRAQ_MODE": found.mode}
    if database is not None:
        own["DATABASE_URL"] = postgresql.url_of(database)
    done = subprocess.run(
        [sys.executable, "-m", "shanyraq.cli.backups.finishing"],
        input=json.dumps(
            {
                "id": found.id,
                "page": found.record.checkpoint,
                "erasures": as_told(wanted.erasures),
                "repeats": wanted.repeats,
            }
        ),
        env=kept | own,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandFault(done.stderr.strip() or "what was restored cannot be opened")
    return dict(json.loads(done.stdout))


def _server(found: Manifest) -> Named | None:
    """The PostgreSQL database that DATABASE_URL names, for a backup that came from one; else None: a file."""
    if found.database == "sqlite":
        return None
    named = settings.DATABASES["default"]
    if "postgresql" not in str(named["ENGINE"]):
        raise CommandFault(
            "the backup is of a PostgreSQL database: name a database of the server that shall hold it in DATABASE_URL"
        )
    return postgresql.named(named)


def _empty_database(found: Manifest) -> Named | None:
    server = _server(found)
    if server is not None:
        postgresql.require_empty(server)
    return server


@contextmanager
def _passing_database(found: Manifest) -> Iterator[Named | None]:
    server = _server(found)
    if server is None:
        yield None
        return
    with postgresql.scratch(server) as database:
        yield database
