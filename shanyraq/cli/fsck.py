"""`shanyraq fsck`: whether every paper has its file and every file its paper."""

from __future__ import annotations

import argparse

from shanyraq.cli.database import require_tables
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.clock import real_now
from shanyraq.papers.actions.tidying import compare, strangers, tidy


def fsck(chosen: argparse.Namespace) -> int:
    """Compare, say what does not belong together and what to do about it; 1 where something is left to do."""
    require_installation()
    require_tables()
    found = tidy(at=real_now()) if chosen.mend else compare(at=real_now())
    compared = (
        "1 paper was compared with its file"
        if found.papers == 1
        else f"{found.papers} papers were compared with their files"
    )
    print(f"{compared}.")
    for names, what in ((found.missing, "is missing"), (found.cut, "has another length than it had")):
        for name in names:
            print(f"  papers/{name[:2]}/{name} {what}: restore it from a backup (docs/how-to/keep-papers.md)")
    if found.left_over:
        print(f"  {_left_over(len(found.left_over), is_mended=chosen.mend)}")
    for where in (foreign := strangers()):
        print(
            f"  papers/{where} was not put there by Shanyraq: find out what it is, and take it away yourself"
        )
    is_well = found.is_well or (chosen.mend and not (found.missing or found.cut))
    if is_well and not foreign:
        print("Every paper has its file, and every file its paper.")
    return 0 if is_well and not foreign else 1


def _left_over(count: int, *, is_mended: bool) -> str:
    """Files without a paper, in words."""
    if is_mended:
        one, more = (
            "file that belonged to no paper was taken away",
            "files that belonged to no paper were taken away",
        )
        return f"1 {one}" if count == 1 else f"{count} {more}"
    if count == 1:
        return "1 file belongs to no paper: `shanyraq fsck --mend` takes it away"
    return f"{count} files belong to no paper: `shanyraq fsck --mend` takes them away"
