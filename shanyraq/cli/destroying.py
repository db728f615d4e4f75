"""`shanyraq keys destroy`: two custodians destroy identity, health, well-being and faith counselling of everybody."""

from __future__ import annotations

import argparse
import getpass
import sys

from shanyraq.cli import keys
from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.rights.actions.destroying import destroy_parts
from shanyraq.vault.actions.custodians import Present
from shanyraq.vault.queries import keepers

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
    present = (_custodian("first"), _custodian("second"))
    if _asked(f"Type “{WORD}” to go on: ") != WORD:
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


def _custodian(which: str) -> Present:
    """One custodian who is here, and her words."""
    name = _asked(f"User name of the {which} custodian: ")
    found = keepers().filter(staff__account__login=name).first()
    if found is None:
        raise CommandFault(f"“{name}” does not keep the seal: nothing was destroyed")
    return Present(found.pk, _secret("Her words: "))


def _asked(what: str) -> str:
    return input(what).strip() if sys.stdin.isatty() else sys.stdin.readline().strip()


def _secret(what: str) -> str:
    return getpass.getpass(what) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
