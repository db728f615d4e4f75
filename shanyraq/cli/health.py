"""`shanyraq doctor`: how this installation is. Says states, never a secret's value or a person's name."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connection

from shanyraq.access.queries import walls
from shanyraq.audit import queries as audit
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.belonging import foreign_keys
from shanyraq.audit.queries.verifying import examine
from shanyraq.cases.queries import pack
from shanyraq.cli import database, keeping, key_holding, keys, scanner
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keeping import NOTE, Line, spared
from shanyraq.cli.site import require_database
from shanyraq.foundation import checking, root, rotation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.production import refusals

MARKS = {True: "ok ", False: "BAD", None: "?  ", NOTE: "!  "}


def doctor(chosen: argparse.Namespace) -> int:
    """Print one line for each thing that has to be right; 1 where one is not.

    `?` is what could not be found out; `!` what is not well, and may be so in a demonstration or where it was chosen.
    """
    is_well = True
    for is_good, what, words in _lines():
        is_well = is_well and is_good is not False
        print(f"{MARKS[is_good]}  {what:<11} {words}")
    return 0 if is_well else 1


def _lines() -> Iterator[Line]:
    yield True, "program", f"Python {platform.python_version()}, Django {django.get_version()}"
    yield True, "pack", f"{pack().id} {pack().version} from {settings.PACK}"
    yield data_folder()
    complaints = [str(one) for one in run_checks() if one.level >= ERROR]
    yield not complaints, "checks", "; ".join(complaints) or "no complaint"
    for refusal in refusals(settings, workers=settings.ENV.workers):
        yield False, "start", refusal
    try:
        require_database()
    except CommandFault as fault:
        yield False, "database", str(fault)
        return
    pending = database.pending()
    state = f"run `shanyraq migrate`: {len(pending)} steps are missing" if pending else "at this version"
    yield not pending, "database", f"{connection.vendor}, {state}"
    faults = _key_faults(is_installed=not pending)
    yield not faults, "keys", "; ".join(faults) or "all there, readable by this account only"
    if pending:
        return
    try:
        installed = database.open_mode()
        yield (
            installed is not None,
            "mode",
            installed.mode if installed else "not written yet: run `shanyraq migrate`",
        )
    except CommandFault as wrong_mode:
        installed = None
        yield False, "mode", str(wrong_mode)
    if keys.missing():
        yield False, "record", "it cannot be checked without every key"
        return
    is_demo = installed is not None and installed.is_demo
    yield _walls()
    yield from (keeping.contacts(is_demo), keeping.disk(), keeping.room(is_demo), keeping.in_clear())
    yield from (_rotation(), key_holding.state(is_demo=is_demo))
    yield from _record_lines(is_demo=is_demo)
    yield scanner.state(is_demo=is_demo)


def data_folder() -> Line:
    """The folder of everything but the tables: this account's alone. That of a demonstration others may read."""
    closed = 0o077 if settings.MODE == "production" else 0o022
    if settings.DATA.exists() and settings.DATA.stat().st_mode & closed:
        may = "read or change" if settings.MODE == "production" else "change"
        return (
            False,
            "data",
            f"others on this machine may {may} what lies there: run chmod 700 {settings.DATA}",
        )
    return True, "data", str(settings.DATA)


def _key_faults(*, is_installed: bool) -> list[str]:
    """What is wrong with the keys; whose they are can be asked only where all are there, and tables to compare with."""
    faults = keys.faults(is_installed=is_installed) + keys.guessable()
    return faults + (foreign_keys() if is_installed and not keys.missing() else [])


def _walls() -> Line:
    """Whether the database itself keeps each colleague to what she may see."""
    if found := walls.refusals():
        return False, "walls", "; ".join(found)
    if settings.WALLS:
        return True, "walls", f"around {len(walls.tables())} tables, raised from this version's rules"
    words = "none: what is seen hangs on the program alone"
    if connection.vendor == "postgresql":
        words += "; see docs/how-to/run-it-on-postgresql.md"
    return True, "walls", words


def _rotation() -> Line:
    """Whether changing keys was brought to its end, and how many old ones are still there."""
    if begun := rotation.unfinished():
        words = f"changing those of {', '.join(begun)} was broken off: run `shanyraq keys rotate`, it goes on"
        return False, "sealing", words
    if root.is_begun():
        return (
            False,
            "sealing",
            "replacing the root key was broken off: run `shanyraq keys replace-root`, it goes on",
        )
    if root.is_before_there():
        return (
            True,
            "sealing",
            "the root key of before still lies there: run `shanyraq keys verify --stopped`",
        )
    data_keys, wrapping_keys = checking.left()
    if data_keys or wrapping_keys:
        old = f"{data_keys} data keys and {wrapping_keys} wrapping keys are retired"
        return True, "sealing", f"{old}: `shanyraq keys verify` destroys those that nothing needs"
    return True, "sealing", f"{len(rotation.compartments())} compartments have a key in use, and no older one"


def _record_lines(*, is_demo: bool) -> Iterator[Line]:
    """How the record is: whole, guarded, signed, and told to somebody outside."""
    yield _record()
    unguarded = audit.unguarded()
    yield (
        not unguarded,
        "rows",
        "run `shanyraq migrate`: rows can be changed" if unguarded else "never changed",
    )
    late = audit.checkpoints_late(real_now())
    yield not late, "checkpoint", late or "one for every row that has stood for some minutes"
    yield _signing()
    yield _witness(is_demo)
    yield keeping.backup(is_demo)
    yield keeping.drill(is_demo)


def _record() -> Line:
    """Whether the record holds; damage that was acknowledged is told as long as it stands."""
    faults = examine().faults
    if wrong := next((fault.words for fault in faults if fault.is_open), None):
        return False, "record", wrong
    if entries := sorted({str(fault.entry) for fault in faults}, key=int):
        return True, "record", f"holds, but for damage that was acknowledged in row {', '.join(entries)}"
    return True, "record", "holds"


def _signing() -> Line:
    """Since when the key signs the record, and whether the one before is really gone."""
    epoch, since = signing.epoch_at_hand()
    if since is None:
        return True, "signing", "the record is empty"
    words = f"epoch {epoch} of the record, since {since:%Y-%m-%d}"
    if signing.is_before_there():
        words += "; the key of before still lies there: run `shanyraq keys rotate --record` again"
        return False, "signing", words
    if real_now() - since > signing.OLD:
        words += ": whoever takes its key can sign everything since; run `shanyraq keys rotate --record` each month"
        return True, "signing", words
    return True, "signing", words


def _witness(is_demo: bool) -> Line:
    """Whether somebody outside is told of the record."""
    if settings.WITNESS is None:
        words = "none: whoever holds this machine and its keys can write the record anew unnoticed; name a file that "
        return spared(is_demo), "witness", words + "somebody else keeps in SHANYRAQ_WITNESS"
    if fault := audit.witness_fault(real_now()) or _unreachable(settings.WITNESS):
        return False, "witness", fault
    told = audit.witness_told()
    if told is None:
        return False, "witness", f"{settings.WITNESS} was never told of anything: is `shanyraq work` running?"
    at, size = told
    return True, "witness", f"{settings.WITNESS} was told on {at:%Y-%m-%d %H:%M} UTC, of {size} rows"


def _unreachable(path: Path) -> str:
    """Why a witness could not be told now, though nothing went wrong until now: another one may be named since."""
    if not path.exists():
        return (
            f"{path} is not there: make the file where whoever keeps it holds it, or correct SHANYRAQ_WITNESS"
        )
    return "" if os.access(path, os.W_OK) else f"{path} cannot be written by this account"
