"""What `shanyraq doctor` says of what has to be there tomorrow: the disk, its room, backups, and whom to turn to."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connection

from shanyraq.cases.queries import pack
from shanyraq.cli.backups import drills, postgresql, private, taking
from shanyraq.cli.site import how_to_make_room
from shanyraq.foundation import space
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.disks import Encryption, encryption_of

NOTE: Literal["note"] = (
    "note"  # what a demonstration may lack, or an installation has chosen to, and which is not well for all that
)
# Whether it is well (None: not to be found out), what, in words.
Line = tuple[bool | Literal["note"] | None, str, str]


def spared(is_spared: bool) -> Literal["note", False]:
    """How something stands that is not well: only a note where this installation may do without it."""
    return NOTE if is_spared else False


def contacts(is_demo: bool) -> Line:
    """Whether what a person is given about her file says where a complaint goes."""
    known = pack().contacts
    file = settings.PACK / "pack.toml"
    if not known:
        words = f"none: nobody is told where a complaint goes; write [[contact]] tables into {file}"
        return spared(is_demo), "contacts", words
    empty = [one.code for one in known if not (one.address or one.phone)]
    if empty:
        words = f"without an address or a telephone: {', '.join(empty)}; sheets carry a line to write on instead. "
        return spared(is_demo), "contacts", f"{words}Fill [[contact]] in {file}"
    return True, "contacts", f"{len(known)} are printed on what a person is given"


def disk(devices: Path | None = None) -> Line:
    """Whether what stands in clear is encrypted on the disk: only what this system itself does can be seen."""
    folder = settings.DATA
    found = encryption_of(folder, devices) if devices else encryption_of(folder)
    if found is Encryption.HERE:
        words = f"{folder} lies on a disk that this system encrypts"
        if connection.vendor == "postgresql":
            words += "; whether the database server's does has to be asked there"
        return None if connection.vendor == "postgresql" else True, "disk", words
    why = (
        "it carries no LUKS, and what the disk itself or the host does is not seen from here"
        if found is Encryption.NOT_HERE
        else "no device of this machine is named beneath it"
    )
    words = f"whether that of {folder} is encrypted could not be found out: {why}. Whoever takes the disk reads what "
    return (
        None,
        "disk",
        f"{words}stands in clear: use LUKS, or have whoever runs the host say in writing that it is",
    )


def room(is_demo: bool) -> Line:
    """Whether there is room on the disk, and something to give up on the day on which there is none."""
    words, share = f"{space.free() // 2**20} MB are free", space.share_free()
    if space.is_low():
        return False, "room", f"{words}, and nothing is saved any more: {how_to_make_room()}; then make room"
    if share < space.ALERT:
        return (
            spared(is_demo),
            "room",
            f"{words}, {share:.0%} of the disk: make room before nothing can be saved",
        )
    if not is_demo and not space.ballast().exists():
        return False, "room", f"{words}, and the ballast is gone: `shanyraq migrate` lays it again"
    return True, "room", words


def in_clear() -> Line:
    """Whether a killed backup, or its trial, left a copy of everything in clear."""
    left = [str(path) for path in private.left_in_clear(settings.DATA)]
    if connection.vendor == "postgresql":
        left += postgresql.left_in_clear(postgresql.named(connection.settings_dict))
    if not left:
        return True, "copies", "no copy lies anywhere in clear"
    return (
        False,
        "copies",
        f"{', '.join(left)}: {private.LEFT}; the next `shanyraq backup` or trial removes it",
    )


def backup(is_demo: bool) -> Line:
    """When the last backup was made. Whether it can be restored is shown by a drill alone."""
    made = taking.last_made()
    if made is None:
        return spared(is_demo), "last backup", "none was ever made: run `shanyraq backup` each day"
    is_late = real_now() - made > taking.LATE
    words = f"{made:%Y-%m-%d %H:%M} UTC"
    if is_late:
        words += ", more than a day ago: run `shanyraq backup`, and see why it was not run"
    return not is_late or spared(is_demo), "last backup", words


def drill(is_demo: bool) -> Line:
    """When it was last shown that a backup can be restored, and of which one."""
    done = drills.last()
    how = "`shanyraq restore BACKUP --verify` where a private key is, then `shanyraq drill enter`"
    if done is None:
        words = "none was entered yet" if is_demo else f"none was ever entered: {how}"
        return spared(is_demo), "last drill", words
    of = f"of the backup of {done.of:%Y-%m-%d %H:%M}" if done.of else "of a backup that is not known here"
    words = f"{done.at:%Y-%m-%d %H:%M} UTC, {of}"
    if done.found:
        return False, "last drill", f"{words}: {drills.WORDS[done.found]}. Take another backup, and try that"
    if real_now() - done.at > drills.LATE:
        return spared(is_demo), "last drill", f"{words}, more than {drills.LATE.days} days ago: {how}"
    return True, "last drill", f"{words}: it can be restored"
