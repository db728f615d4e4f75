"""`shanyraq pack check` and `shanyraq pack show`: no database, no settings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shanyraq import pathway
from shanyraq.cases.rules.roles import role_ceiling
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.words import words_in


def check(chosen: argparse.Namespace) -> int:
    """Print every fault of a pack with file, line, field and remedy; 0 where there is none."""
    faults = pathway.check_pack(_folder(chosen.path), role_ceiling)
    for fault in faults:
        print(f"{fault}" if fault.fatal else f"{fault} (the pack loads all the same)")
    if not faults:
        print(f"{chosen.path}: all is well.")
        return 0
    fatal = sum(fault.fatal for fault in faults)
    print(f"{len(faults)} to mend; {fatal} of them keep the pack from loading.")
    return 1


def show(chosen: argparse.Namespace) -> int:
    """Print the pathway as a chart."""
    try:
        pack = pathway.load_pack(_folder(chosen.path))
    except pathway.PackError as error:
        raise CommandFault(
            "the pack cannot be loaded:\n  " + "\n  ".join(str(f) for f in error.faults)
        ) from error
    if chosen.language not in pack.languages:
        raise CommandFault(f"this pack speaks {', '.join(pack.languages)}, not {chosen.language}", 2)
    words = words_in(chosen.language)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # four languages do not depend on the terminal's own
    print(pathway.show_text(pack, chosen.language, words.gettext, words.ngettext))
    return 0


def _folder(path: str) -> Path:
    folder = Path(path)
    if not folder.is_dir():
        raise CommandFault(f"there is no folder {path}: name a pack's folder, such as packs/kz", 2)
    return folder
