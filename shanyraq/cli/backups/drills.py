"""The drill: that a backup was tried, when, and whether it is good or what was wrong, as a row of the record.

It is done where a private key of age is, which is not the server. So its result is a slip: two lines, signed with the
key of the record that was carried there, and entered on the server. In the installation itself it is entered at once.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import QuerySet
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.signing import known_epochs
from shanyraq.audit.rules.checkpoints import is_signed
from shanyraq.cli import database
from shanyraq.cli.backups.taking import MADE
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import AUDIT, key_file

DRILL = "backup.drill"
LATE = timedelta(days=7)  # a default, for the authority to sign off
AHEAD = timedelta(minutes=10)  # by which two machines' clocks may differ
DOMAIN = b"shanyraq drill 1\n"  # so that no signature of anything else is taken for this one
NAMED = re.compile(r"-([0-9a-f]{8})\.age$")  # how a backup's file says whose it is
SLIP = re.compile(r"^(?:> ?)*(\{.*\}) signature ([0-9a-f]{128})\s*$", re.MULTILINE)
WORDS = {
    "not_decrypted": "it could not be decrypted whole",
    "parts_differ": "its manifest, its signature or a file in it did not fit",
    "tables_differ": "its database was damaged, or a table held other rows",
    "record_not_held": "the record in it did not hold, or it could not be opened",
}


class Drill(BaseModel):
    """One trial of a backup. `backup` is its id, or what its file's name says; `found` is empty where it is good.

    `at`: when it ended.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: uuid.UUID
    at: AwareDatetime
    backup: str = Field(pattern=r"^[0-9a-f-]{0,36}$")
    found: str = Field(pattern=f"^({'|'.join(WORDS)})?$")


class Last(NamedTuple):
    """The last drill that the record knows. `of`: when that backup was made, where this installation made it."""

    at: datetime
    found: str
    of: datetime | None


def drilled(file: Path, backup: str, found: str) -> Drill:
    """The result of a drill that ends now; where the manifest could not be read, the file's name says whose it is."""
    named = NAMED.search(file.name)
    return Drill(id=uuid.uuid4(), at=real_now(), backup=backup or (named[1] if named else ""), found=found)


def slip(drill: Drill, keys: Path) -> str:
    """A drill as a line to carry, signed with the record's key in this folder."""
    text = drill.model_dump_json()
    key = Ed25519PrivateKey.from_private_bytes(key_file(keys, AUDIT))
    return f"{text} signature {key.sign(DOMAIN + text.encode()).hex()}"


def read(text: str) -> Iterator[Drill]:
    """The drills on the slips in a text. Raises CommandFault where there is none, or another installation signed it."""
    lines, epochs = SLIP.findall(text), known_epochs()
    if not lines:
        raise CommandFault("there is no slip of a drill in it: `shanyraq restore --verify` prints one", 2)
    for told, signature in lines:
        message = DOMAIN + told.encode()
        if not any(is_signed(one.key, bytes.fromhex(signature), message) for one in epochs):
            raise CommandFault(
                "the slip was changed, or the keys that lay beside the backup are another installation's: its "
                "signature does not fit. Nothing was entered by it: do the drill with this installation's keys"
            )
        try:
            yield Drill.model_validate_json(told)
        except ValidationError:
            raise CommandFault(
                "the slip is of a newer form: enter it with that version of Shanyraq"
            ) from None


def is_of_here(drill: Drill) -> bool:
    """Whether this is the installation that made the backup, so that the result belongs into its record."""
    try:
        database.require_answer()
        if database.is_new() or database.pending():
            return False
    except CommandFault:  # the server of the scratch database, say, of which nothing is known
        return False
    return bool(drill.backup) and _made(drill.backup).exists()


def enter(drill: Drill) -> None:
    """Write a drill into the record. Raises CommandFault where it stands there, or is not of this installation."""
    if drill.at > real_now() + AHEAD:
        raise CommandFault(
            f"the drill is of {drill.at:%Y-%m-%d %H:%M} UTC, which is not yet: mend that clock"
        )
    if _rows().filter(objects_json__contains=f'"drill:{drill.id}"').exists():
        raise CommandFault(f"the drill of {drill.at:%Y-%m-%d %H:%M} UTC stands in the record already")
    with recorded(DRILL, by=system_actor("restore")) as act:
        act.about(drill.id, kind="drill")
        act.about(drill.at.astimezone(UTC).isoformat(timespec="seconds"), kind="at")
        act.about(drill.backup or None, kind="backup")
        act.reason_code = drill.found


def last() -> Last | None:
    """The drill that was done last, by the record: not the one that was entered last."""
    seen = [
        _last(objects, found) for objects, found in _rows().values_list("objects_json", "reason_code")[:50]
    ]
    return max(seen, key=lambda one: one.at, default=None)


def _last(objects: str, found: str) -> Last:
    told = dict(one.split(":", 1) for one in json.loads(objects))
    backup = told.get("backup", "")
    of = _made(backup).values_list("at", flat=True).first() if backup else None
    return Last(datetime.fromisoformat(told["at"]), found, of)


def _rows() -> QuerySet[Entry]:
    return Entry.objects.filter(action=DRILL, decision=Entry.ALLOWED).order_by("-seq")


def _made(backup: str) -> QuerySet[Entry]:
    """The rows that say that this installation made a backup, by its id or the beginning of it."""
    return Entry.objects.filter(action=MADE, objects_json__contains=f'"backup:{backup}')
