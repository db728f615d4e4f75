"""`shanyraq keys destroy`: two custodians destroy identity, health, well-being and faith counselling of everybody."""

from __future__ import annotations

import argparse

from shanyraq.cli import keys
from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.present import asked, two_custodians
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.rights.actions.destroying import destroy_parts

PARTS = {
    "C2": "sealed identity",
    "C3": "health",
    "C4": "well-being",
    "C4n": "therapists' own notes",
    "C5": "faith counselling",
}
WORD = "destroy"


def destroy(chosen: argparse.Namespace) -> int:
    """Destroy the keys and rows of these parts of every file, once two custodians have given their words."""
    keys.require_installation()
    require_tables()
    parts = sorted(set(chosen.part)) or list(PARTS)
    print("This destroys, of everybody, and nothing brings it back:")
    for part in parts:
        print(f"  {part}  {PARTS[part]}")
    print("A legal hold does not keep it back. Two custodians of the seal decide, each with her own words.")
    present = two_custodians(undone="nothing was destroyed")
    if asked(f"Type “{WORD}” to go on: ") != WORD:
        raise CommandFault("nothing was destroyed")
    try:
        done = destroy_parts(parts=parts, present=present, at=real_now())
    except Refusal as refusal:
        raise CommandFault(f"nothing was destroyed: {refusal}") from None
    print(f"{done.keys} keys and {done.rows} rows are destroyed.")
    print("Backups of before still hold them, for whoever has a backup key and the root key of then.")
    print(
        "Delete those backups, run `shanyraq keys replace-root`, and burn the older papers of the root key."
    )
    if not done.is_swept:
        raise CommandFault(
            "free pages of the database could not be overwritten: the tables belong to another user of the "
            "database, who has to give this command (DATABASE_URL)"
        )
    return 0
