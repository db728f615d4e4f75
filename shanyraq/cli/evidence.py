"""`shanyraq evidence rebuild`"""

from __future__ import annotations

import argparse
import sys

from shanyraq.access.queries import system_actor
from shanyraq.cases.actions.rebuild import rebuild_evidence
from shanyraq.cli.database import require_tables
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.clock import now


def rebuild(chosen: argparse.Namespace) -> int:
    """Work evidence out anew; print what differs. Writes only with --apply. 1 where something differs and stays."""
    require_installation()
    require_tables()
    outcome = rebuild_evidence(apply=chosen.apply, by=system_actor("evidence.rebuild"), at=now())
    for line in outcome.differences:
        print(line)
    kept = f"{outcome.elsewhere} kept by other rooms" if outcome.elsewhere else "none kept by other rooms"
    print(f"{outcome.compared} pieces of evidence compared, {kept}, {len(outcome.differences)} differ.")
    if outcome.differences and not chosen.apply:
        print("Nothing was changed: run it with --apply to write what the records say.", file=sys.stderr)
        return 1
    return 0
