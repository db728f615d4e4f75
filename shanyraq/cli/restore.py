"""`shanyraq restore`: a backup becomes an installation, or is only tried. The installation here is not touched."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from django.conf import settings

from shanyraq.cli.backups.restoring import Restored, restore, try_out
from shanyraq.cli.faults import CommandFault


def run(chosen: argparse.Namespace) -> int:
    """Restore, or try to, and say what was found."""
    done = _done(chosen)
    manifest = done.manifest
    rows = sum(table.rows for table in manifest.tables.values())
    files = len(manifest.files) - 1
    print(f"  made {manifest.made_at} by version {manifest.version} ({manifest.mode})")
    print(f"  {len(manifest.tables)} tables with {rows} rows and {files} files are as they were")
    print(f"  the record holds; its row {done.rows} says that it was restored")
    return 0


def _done(chosen: argparse.Namespace) -> Restored:
    file, identity = Path(chosen.file), Path(chosen.identity)
    keys = Path(chosen.keys) if chosen.keys else settings.DATA / "keys"
    if chosen.verify:
        with tempfile.TemporaryDirectory(prefix="shanyraq-") as passing:
            done = try_out(file, identity, keys, Path(chosen.into or passing))
        print("The backup can be restored; what was made for trying is removed.")
        return done
    if chosen.into is None:
        raise CommandFault("name an empty folder with --into, or only try the backup with --verify", 2)
    done = restore(file, identity, keys, Path(chosen.into))
    print(f"The installation stands in {chosen.into}: name it in SHANYRAQ_DATA and run `shanyraq doctor`")
    return done
