"""What is done in an installation that was just made of a backup."""

from __future__ import annotations

import argparse

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Head
from shanyraq.audit.queries.verifying import examine
from shanyraq.cli.database import prepare
from shanyraq.cli.faults import CommandFault

RESTORED = "record.restored"


def check_and_tell(chosen: argparse.Namespace) -> int:
    """Bring the database to this version, check its record with the checkpoint of the manifest, say whence it came."""
    prepare()
    walk = examine([("in the manifest", chosen.page)] if chosen.page else []).walk
    if walk.faults:
        lines = (f"{fault.kind}: {fault.words}" for fault in walk.faults)
        raise CommandFault("\n  ".join(["the record in the backup does not hold:", *lines]))
    with recorded(RESTORED, by=system_actor("restore")) as act:
        act.about(chosen.id, kind="restored_from")
    print(Head.objects.get().seq)
    return 0
