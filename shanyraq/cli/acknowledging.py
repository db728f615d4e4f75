"""`shanyraq audit acknowledge`: two custodians enter into the record that they know of damage of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions.damage import enter_damage
from shanyraq.audit.queries.verifying import examine
from shanyraq.audit.rules.damage import KINDS, Fault
from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keys import require_installation
from shanyraq.cli.present import asked, two_custodians
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.vault.actions.custodians import keys_of_two

WORD = "acknowledge"
SYSTEM = system_actor("audit acknowledge")
REMEDY = {
    "truncated": "it is called removed as soon as the site has written its next row; acknowledge it then",
    "altered": "a row that cannot be read has nothing by which it could be told again: take the record from a backup",
}


def acknowledge(chosen: argparse.Namespace) -> int:
    """Enter the damage at the rows that were named. 0 where it is entered; raises CommandFault where it is not."""
    require_installation()
    require_tables()
    faults = _named(examine().faults, set(chosen.rows))
    print("This will stand in the record for ever, with both your names as ids. It mends nothing:")
    for fault in faults:
        print(f"  {fault.kind:<13}  {fault.words}")
    print(f"  {'cause':<13}  {chosen.because}")
    present = two_custodians(undone="nothing was entered")
    if asked(f"Type “{WORD}” to go on: ") != WORD:
        raise CommandFault("nothing was entered")
    try:
        keys_of_two(present=present, by=SYSTEM, at=real_now())
        two = present[0].custodian_id, present[1].custodian_id
        enter_damage(faults=faults, because=chosen.because, two=two, by=SYSTEM)
    except Refusal as refusal:
        raise CommandFault(f"nothing was entered: {refusal}") from None
    found = examine()
    print("It is entered. `shanyraq audit verify` goes on naming it, and by which row it is acknowledged.")
    if left := sum(fault.is_open for fault in found.faults):
        print(f"{left} other faults are not acknowledged: run `shanyraq audit verify`")
    return 0


def _named(faults: Sequence[Fault], rows: set[int]) -> list[Fault]:
    """The damage that begins at these rows. Raises CommandFault where there is none, or it cannot be acknowledged."""
    found = [fault for fault in faults if fault.first in rows and fault.is_open]
    if missing := rows - {fault.first for fault in found}:
        raise CommandFault(
            f"no damage that is not acknowledged begins at row {min(missing)}: give the first row of each, as "
            "`shanyraq audit verify` names them"
        )
    for fault in found:
        if not fault.mark or fault.kind not in KINDS:
            remedy = REMEDY.get(fault.kind, "the record cannot go on behind it: take it from a backup")
            raise CommandFault(f"{fault.words}. This cannot be acknowledged: {remedy}")
    return found
