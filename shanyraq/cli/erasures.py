"""`shanyraq erasures …`: the list of what was erased, and repeating what an older backup has brought back."""

from __future__ import annotations

import argparse
from pathlib import Path

from shanyraq.audit.queries import signing_key
from shanyraq.audit.queries.signing import epoch_pages
from shanyraq.cli import keys
from shanyraq.cli.backups import erased
from shanyraq.cli.database import require_tables
from shanyraq.foundation.clock import real_now
from shanyraq.rights.actions.repeating import repeat_erasures
from shanyraq.rights.queries.erasures import proofs


def show(chosen: argparse.Namespace) -> int:
    """Print the signed list of what was erased here. Writes nothing."""
    keys.require_installation()
    require_tables()
    print(erased.written(proofs(), signing_key(), at=real_now(), pages=epoch_pages()), end="")
    return 0


def repeat(chosen: argparse.Namespace) -> int:
    """Do again what the lists say and this installation does not know. Raises CommandFault."""
    keys.require_installation()
    require_tables()
    known = erased.together([erased.read(Path(name), keys.folder()) for name in chosen.lists])
    assert known is not None  # the command asks for one at least
    done = repeat_erasures(known=known.proofs, at=real_now())
    print(f"{done.done} erasures were repeated, by a list of {known.until}.")
    if done.held:
        print(f"{done.held} wait: a legal hold keeps them. Lift it where it was lifted before.")
    return 0
