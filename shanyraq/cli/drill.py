"""`shanyraq drill enter`: the result of a trial of a backup that was done elsewhere goes into the record."""

from __future__ import annotations

import argparse
from pathlib import Path

from shanyraq.cli import keys
from shanyraq.cli.backups import drills
from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault


def enter(chosen: argparse.Namespace) -> int:
    """Enter what a slip says. Raises CommandFault where this installation's keys did not sign it."""
    keys.require_installation()
    require_tables()
    try:
        text = Path(chosen.slip).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandFault(f"{chosen.slip} cannot be read: give a file with the slip of a drill", 2) from None
    for drill in list(drills.read(text)):
        drills.enter(drill)
        how = drills.WORDS.get(drill.found, "the backup can be restored")
        print(f"The drill of {drill.at:%Y-%m-%d %H:%M} UTC is entered: {how}.")
    return 0
