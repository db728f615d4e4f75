"""`shanyraq audit …`: check the record, sign a checkpoint of it, say which key signs it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from shanyraq.audit.actions.checkpoints import CannotSign, origin, sign_checkpoint
from shanyraq.audit.queries.signing import first_key
from shanyraq.audit.queries.verifying import Report, examine
from shanyraq.audit.rules.checkpoints import parts_of
from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.clock import real_now

KNOWN = 3  # what the command ends with where nothing is wrong but what was acknowledged
EMPTY = "the record is empty, but every installation begins with a row: rows and head were removed"


def verify(chosen: argparse.Namespace) -> int:
    """Check the record. Writes nothing. 0 it holds, 1 with a line for each fault, 2 it cannot be checked.

    3 where all that is wrong was acknowledged.
    """
    require_installation()
    require_tables()
    pages = [page for name in chosen.checkpoint for page in _pages(Path(name))]
    try:
        report = examine(pages, chosen.since)
    except LookupError as fault:
        raise CommandFault(f"{fault}: leave --since out, and the whole record is checked") from fault
    walk = report.walk
    if not walk.faults and not walk.last:
        walk.tell("truncated", "", 0, 0, EMPTY)
    print(json.dumps(as_json(report), indent=2) if chosen.json else "\n".join(as_lines(report)))
    return 1 if not walk.is_well else KNOWN if walk.faults else 0


def checkpoint(chosen: argparse.Namespace) -> int:
    """Sign a checkpoint of the record as it is now and print it, for somebody who keeps it elsewhere."""
    require_installation()
    require_tables()
    try:
        made = sign_checkpoint(at=real_now())
    except CannotSign as fault:
        raise CommandFault(f"no checkpoint was signed: {fault}. Run `shanyraq audit verify`") from None
    if made is None:
        raise CommandFault("the record is empty: there is nothing to sign")
    print(made.page, end="")
    return 0


def public_key(chosen: argparse.Namespace) -> int:
    """Print the key that vouches for every signature, for the second verifier: the same one in every epoch."""
    require_installation()
    require_tables()
    print(first_key().public_bytes_raw().hex())
    return 0


def as_lines(report: Report) -> Iterator[str]:
    """What was found, for reading."""
    walk = report.walk
    if not walk.is_well:
        yield "The record does not hold:"
    elif walk.faults:
        yield f"The record holds up to row {walk.last}, but for damage that was acknowledged:"
    elif walk.last == walk.start.size:
        yield f"The record holds: no rows came since row {walk.last}, and the signed head fits."
    else:
        yield f"The record holds: rows {walk.start.size + 1} to {walk.last}, and the signed head fits."
    for fault in walk.faults:
        entry = f" (acknowledged by row {fault.entry})" if fault.entry else ""
        yield f"  {fault.kind:<13}  {fault.words}{entry}"
    if walk.untold:
        yield f"  and {walk.untold} faults more"
    for shard, rows in walk.shards.items():
        yield f"  {shard:<13}  rows {rows.first} to {rows.last}"
    before = f"; {report.skipped} of earlier rows were not" if report.skipped else ""
    yield f"  checkpoints    {report.checkpoints} were compared{before}"
    if walk.silences:
        minutes, since = walk.longest[0].total_seconds() / 60, walk.longest[1]
        times = f"{walk.silences} of more than five minutes, the longest of {minutes:.0f} from {since}"
        yield f"  silences       {times}"


def as_json(report: Report) -> dict[str, object]:
    """What was found, for programs."""
    walk = report.walk
    return {
        "record": origin(),
        "holds": walk.is_well,
        "first": walk.start.size + 1,
        "last": walk.last,
        "shards": {shard: [rows.first, rows.last] for shard, rows in walk.shards.items()},
        "checkpoints": {"compared": report.checkpoints, "skipped": report.skipped},
        "silences": {"number": walk.silences, "longest_seconds": walk.longest[0].total_seconds()},
        "faults": [vars(fault) for fault in walk.faults],
        "untold": walk.untold,
    }


def _pages(path: Path) -> Iterator[tuple[str, str]]:
    """The checkpoints in a file that somebody kept. Raises CommandFault where there are none."""
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            number = 0
            for place, (page, is_whole) in enumerate(parts_of(file), 1):
                if is_whole:
                    number += 1
                    yield f"in {path}, the one numbered {place}", page
                else:
                    cut = f"in {path}, the checkpoint numbered {place} has no signature: it was not compared"
                    print(f"shanyraq: {cut}", file=sys.stderr)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandFault(f"{path} cannot be read: {error}") from None
    if number == 0:
        raise CommandFault(f"{path} holds no checkpoint: 0 were compared", 2)
