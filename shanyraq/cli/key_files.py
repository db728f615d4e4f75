"""Other keys in files that seal nothing: the one that signs the record, and the one of sessions and forms."""

from __future__ import annotations

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions import recorded
from shanyraq.audit.actions.checkpoints import CannotSign
from shanyraq.audit.actions.epochs import begin_epoch
from shanyraq.cli.database import require_builder
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keys import folder
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import replace_site_key


def rotate_record() -> int:
    """Have another key sign the record from here on; the one before is destroyed."""
    require_builder("have another key sign the record")  # it takes the place of a checkpoint
    try:
        epoch = begin_epoch(by=system_actor("keys rotate"), at=real_now())
    except CannotSign as fault:
        raise CommandFault(f"the key stays as it is: {fault}. Run `shanyraq audit verify`") from None
    except OSError as fault:
        raise _cannot_write(fault) from None
    print(
        f"Epoch {epoch} of the record has begun: its key signs from here on, and the one before is destroyed."
    )
    print("What an inspector checks with stays the same: shanyraq audit key")
    if epoch == 1:
        print("Keep the copy of audit.key that was carried away until now, offline: a restore needs it,")
        print("and the server cannot make it again. Carry keys/audit.public away too.")
        print("From now on another key follows by itself once a month is over.")
    return 0


def rotate_site() -> int:
    """Have another key sign sessions and forms; what the one before signed is good until the next time."""
    try:
        with recorded("keys.site", by=system_actor("keys rotate")):
            replace_site_key(folder())
    except OSError as fault:
        raise _cannot_write(fault) from None
    print("There is another site key. Now start the site anew: only then it is used.")
    print(
        "Nobody is logged out and no open form is lost: the key of before is good until you run this again."
    )
    return 0


def _cannot_write(fault: OSError) -> CommandFault:
    return CommandFault(
        f"{folder()} cannot be written: {fault.strerror}. Make room there, and run this again"
    )
