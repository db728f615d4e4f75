"""What is done in an installation that was just made of a backup."""

from __future__ import annotations

import argparse
import json

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Head
from shanyraq.audit.queries.verifying import examine
from shanyraq.cli.backups.erased import as_read
from shanyraq.cli.database import prepare
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.clock import real_now
from shanyraq.rights.actions.repeating import repeat_erasures
from shanyraq.rights.queries.erasures import to_repeat

RESTORED = "record.restored"


def check_and_tell(chosen: argparse.Namespace) -> int:
    """Bring the database to this version, check its record with the checkpoint of the manifest, say whence it came.

    Then repeat the erasures that it does not know; where it is only tried (`repeats` false), count them.
    """
    prepare()
    walk = examine([("in the manifest", chosen.page)] if chosen.page else []).walk
    if not walk.is_well:
        lines = (f"{fault.kind}: {fault.words}" for fault in walk.faults if fault.is_open)
        raise CommandFault("\n  ".join(["the record in the backup does not hold:", *lines]))
    with recorded(RESTORED, by=system_actor("restore")) as act:
        act.about(chosen.id, kind="restored_from")
    known = as_read(chosen.erasures)
    missing = len(to_repeat(known))
    held = repeat_erasures(known=known, at=real_now()).held if missing and chosen.repeats else 0
    print(json.dumps({"rows": Head.objects.get().seq, "missing": missing, "held": held}))
    return 0
