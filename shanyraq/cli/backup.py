"""`shanyraq backup`: everything but the keys, as one encrypted file."""

from __future__ import annotations

import argparse
from pathlib import Path

from shanyraq.cli import database, keys
from shanyraq.cli.backups import sealed, taking
from shanyraq.cli.backups.erased import SUFFIX
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.clock import real_now


def backup(chosen: argparse.Namespace) -> int:
    """Write a backup and say what is in it."""
    to = sealed.recipients(Path(name) for name in chosen.recipients)
    keys.require_installation()
    database.require_tables()
    database.require_builder("back it up")
    if database.pending():
        raise CommandFault(
            "the database is of an older Shanyraq: back it up with the version that it belongs to, before this one "
            "is installed"
        )
    made = taking.back_up(Path(chosen.to), to, at=real_now())
    rows = sum(table.rows for table in made.manifest.tables.values())
    print(f"The backup stands: {made.path}")
    print(f"  {len(made.manifest.tables)} tables with {rows} rows, {len(made.manifest.files) - 1} files")
    print(f"  the record up to row {made.manifest.record.last}")
    print(f"  beside it {made.path.with_suffix(SUFFIX).name}: what was erased, for restoring an older backup")
    print(f"  {len(to)} keys open it. The installation's own keys are not in it: carry them apart")
    return 0
