"""`shanyraq fsck`: whether every paper has its file and every file its paper."""

from __future__ import annotations

import argparse

from shanyraq.cli.database import require_tables
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.clock import real_now
from shanyraq.papers.actions.tidying import compare, tidy


def fsck(chosen: argparse.Namespace) -> int:
    """Compare, say what does not belong together and what to do about it; 1 where something is left to do."""
    require_installation()
    require_tables()
    found = tidy(at=real_now()) if chosen.mend else compare(at=real_now())
    print(f"{found.papers} papers were compared with their files.")
    for names, what in ((found.missing, "is missing"), (found.cut, "has another length than it had")):
        for name in names:
            print(f"  papers/{name[:2]}/{name} {what}: restore it from a backup (docs/how-to/keep-papers.md)")
    if found.left_over and chosen.mend:
        print(f"  {len(found.left_over)} files that belonged to no paper were taken away")
    elif found.left_over:
        print(f"  {len(found.left_over)} files belong to no paper: `shanyraq fsck --mend` takes them away")
    is_well = found.is_well or (chosen.mend and not (found.missing or found.cut))
    if is_well:
        print("Every paper has its file, and every file its paper.")
    return 0 if is_well else 1
