"""`shanyraq restore`: a backup becomes an installation, or is only tried. The installation here is not touched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from shanyraq.cli.backups import drills
from shanyraq.cli.backups.erased import Listed, beside, read, together
from shanyraq.cli.backups.private import trial_folder
from shanyraq.cli.backups.restoring import Restored, require_keys_in, restore, try_out
from shanyraq.cli.faults import CommandFault


def run(chosen: argparse.Namespace) -> int:
    """Restore, or try to, and say what was found."""
    keys = require_keys_in(Path(chosen.keys) if chosen.keys else settings.DATA / "keys")
    erasures = _erasures(chosen, keys)
    done = _done(chosen, keys, erasures)
    manifest = done.manifest
    rows = sum(table.rows for table in manifest.tables.values())
    files = len(manifest.files) - 1
    print(f"  made {manifest.made_at} by version {manifest.version} ({manifest.mode})")
    print(f"  {len(manifest.tables)} tables with {rows} rows and {files} files are as they were")
    print(f"  the record holds up to its row {done.rows}, and says that it was restored")
    for line in _told(done, erasures, is_tried=chosen.verify):
        print(f"  {line}")
    return 0


def _erasures(chosen: argparse.Namespace, keys: Path) -> Listed | None:
    """What the lists that were named say; else those beside the backup, as far as this installation signed them."""
    if chosen.erasures:
        return together([read(Path(name), keys) for name in chosen.erasures])
    found = []
    for path in beside(Path(chosen.file)):
        try:
            found.append(read(path, keys))
        except CommandFault as fault:
            print(f"shanyraq: {fault}", file=sys.stderr)
    return together(found)


def _told(done: Restored, erasures: Listed | None, *, is_tried: bool) -> Iterator[str]:
    """What became of the erasures that the backup does not know, and what is still to be done about them."""
    until = erasures.until.isoformat(timespec="minutes") if erasures else done.manifest.made_at
    if erasures is None:
        yield "no list of erasures was given, and none lies beside the backup"
    elif is_tried:
        yield f"erasures that would be repeated, by the list of {until}: {done.missing}"
    else:
        yield f"erasures that were repeated, by the list of {until}: {done.missing - done.held}"
    if done.held:
        yield f"erasures that wait for a legal hold of the backup: {done.held}. Lift it where it was lifted since"
    if not is_tried:
        yield f"who was erased after {until} is back: before the site starts, give a later list to `shanyraq erasures"
        yield "  repeat FILE`: the file *.erasures beside a later backup, or what `shanyraq erasures list` prints where"
        yield "  the installation that was still opens. Without one, have those erasures decided again"


def _tell(drill: drills.Drill, keys: Path) -> None:
    """Enter what a drill found, where this is the installation that made the backup; else print a slip to carry."""
    if drills.is_of_here(drill):
        drills.enter(drill)
        print("  the drill is entered in the record")
        return
    print(
        "The installation is not here. Carry this line there in a file, and enter it with `shanyraq drill enter FILE`:"
    )
    print(drills.slip(drill, keys), flush=True)


def _done(chosen: argparse.Namespace, keys: Path, erasures: Listed | None) -> Restored:
    file, identity = Path(chosen.file), Path(chosen.identity)
    if chosen.verify:
        within = Path(chosen.into) if chosen.into else trial_folder(Path(settings.DATA))
        try:
            done = try_out(file, identity, keys, within, erasures)
        except CommandFault as fault:
            if fault.found:
                _tell(drills.drilled(file, "", fault.found), keys)
            raise
        print("The backup can be restored; what was made for trying is removed.")
        _tell(drills.drilled(file, done.manifest.id, ""), keys)
        return done
    if chosen.into is None:
        raise CommandFault("name an empty folder with --into, or only try the backup with --verify", 2)
    done = restore(file, identity, keys, Path(chosen.into), erasures)
    print(f"The installation stands in {chosen.into}: name it in SHANYRAQ_DATA and run `shanyraq doctor`")
    return done
