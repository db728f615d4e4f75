"""`shanyraq sweep`: going on with erasures, and overwriting free pages as the owner of the tables."""

from __future__ import annotations

import argparse

from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.clock import real_now
from shanyraq.rights.actions.erasing import resume
from shanyraq.rights.queries.erasures import under_way


def sweep(chosen: argparse.Namespace) -> int:
    """Do what was decided to be erased and is not through."""
    require_installation()
    require_tables()
    done = resume(at=real_now())
    left = len(under_way())
    if left:
        raise CommandFault(
            f"{left} of {done} wait still: a legal hold keeps them, or the tables belong to another user "
            "of the database, who has to give this command (DATABASE_URL)"
        )
    print(f"{done} gone on with; nothing is left in free pages." if done else "Nothing waits to be erased.")
    return 0
