"""`shanyraq keys …`: other keys for what is sealed, and reading everything once before the old ones are destroyed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import timedelta

from django.conf import settings

from shanyraq.access.queries import system_actor
from shanyraq.audit.actions import recorded
from shanyraq.cli import key_files, keys
from shanyraq.cli.database import require_tables
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation import checking, root, rotation, wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.keyfiles import ROOT
from shanyraq.foundation.models import Rotation

MOST_TOLD = 20  # faults


def rotate(chosen: argparse.Namespace) -> int:
    """Give one compartment, or each, another wrapping key; with --deep, other data keys too. Goes on where it was.

    Or have another key in a file, where one is named.
    """
    _require()
    if chosen.record:
        return key_files.rotate_record()
    if chosen.site_key:
        return key_files.rotate_site()
    there = rotation.compartments()
    if chosen.compartment and chosen.compartment not in there:
        raise CommandFault(
            f"nothing is sealed in a compartment {chosen.compartment}: give one of {', '.join(there)}"
            if there
            else "nothing is sealed yet: there is no key to change",
            2,
        )
    try:
        begun = [
            _change_wrapping(compartment, is_deep=chosen.deep)
            for compartment in ([chosen.compartment] if chosen.compartment else there)
        ]
        _seal_anew([one for one in begun if one is not None])
    except CannotOpen as fault:
        raise CommandFault(
            f"nothing is lost, and it stops here: {fault}. Run `shanyraq keys verify`"
        ) from None
    print("Now run: shanyraq keys verify")
    return 0


def replace_root(chosen: argparse.Namespace) -> int:
    """Have another root key. Goes on where it was broken off."""
    _require()
    if settings.KEY_AGENT and not os.access(wrapping.root_folder() / ROOT, os.R_OK):
        raise CommandFault(
            "the key agent has the root key: run this as root, with its folder in SHANYRAQ_ROOT_KEY"
        )
    goes_on = root.is_begun()
    if root.is_before_there() and not goes_on:
        raise CommandFault("the root key of before still lies there: run `shanyraq keys verify` first")
    with recorded("keys.root", by=system_actor("keys replace-root")) as act:
        act.reason_code = "goes_on" if goes_on else ""
    try:
        many = root.replace()
    except CannotOpen as fault:
        raise CommandFault(f"the root key stays as it is: {fault}. Run `shanyraq keys verify`") from None
    print(f"There is another root key; it wraps {many} wrapping keys.")
    print("Carry keys/root.key apart again, and print its papers: shanyraq seal papers --of root")
    print("Keep the older papers until the backups of their time are deleted: only they open those.")
    print("Now run: shanyraq keys verify")
    return 0


def verify(chosen: argparse.Namespace) -> int:
    """Read every sealed value; destroy the retired keys that none of them needs. 1 where a value does not open."""
    _require()
    progress = _Progress("read")
    found = checking.read_all(lambda done: progress.tell("", done, 0))
    progress.end()
    destroyed = 0, 0
    with recorded("keys.verify", by=system_actor("keys verify")) as act:
        act.about(*(fault.place for fault in found.faults), kind="sealed")
        act.reason_code = "does_not_open" if found.faults else ""
        if not found.faults:
            destroyed = checking.destroy_retired(found, at=real_now(), waits=not chosen.stopped)
    print(f"{found.read} sealed values were read.")
    if found.erased:
        print(f"  {found.erased} belong to people who were erased, and open no more")
    for fault in found.faults[:MOST_TOLD]:
        print(f"  does not open: {fault.place} ({fault})")
    if len(found.faults) > MOST_TOLD:
        print(f"  and {len(found.faults) - MOST_TOLD} more")
    if found.faults:
        print("They were moved or altered: take these rows from a backup. No key was destroyed.")
        return 1
    print(f"  {destroyed[0]} data keys and {destroyed[1]} wrapping keys were destroyed: nothing needs them")
    _say_left(found)
    if chosen.stopped:
        root.let_go()
    if root.is_before_there():
        print("  the root key of before is still there: stop the site, and run this again with --stopped")
    return 0


def _change_wrapping(compartment: str, *, is_deep: bool) -> Rotation | None:
    """Another wrapping key for a compartment, and other data keys where they are wanted, or were begun."""
    goes_on = compartment in rotation.unfinished()
    with recorded("keys.rotate", by=system_actor("keys rotate")) as act:
        act.about(compartment, kind="compartment")
        act.reason_code = "goes_on" if goes_on else ""
        key = rotation.next_generation(compartment, at=real_now())
        goes_deep = is_deep or rotation.is_begun(compartment)
        begun = rotation.begin(compartment, at=real_now()) if goes_deep else None
    progress = _Progress(compartment)
    wrapped = rotation.wrap_anew(compartment, progress.tell)
    made = rotation.make_keys(begun, progress.tell) if begun else 0
    progress.end()
    words = f"{wrapped} data keys were wrapped anew" + (f", {made} made" if begun else "")
    print(f"{compartment}: {'goes on with' if goes_on else 'has'} wrapping key {key.generation}; {words}")
    if begun is None:
        _record_end(compartment)
    return begun


def _seal_anew(begun: list[Rotation]) -> None:
    """Seal what is in some compartments with their new data keys."""
    if not begun:
        return
    if seconds := rotation.until_known(begun, at=real_now()):
        print(f"Waiting {seconds:.0f} seconds, until nobody seals with the keys of before", flush=True)
        time.sleep(seconds)
    for one in begun:
        progress = _Progress(one.compartment)
        sealed = rotation.seal_anew(one, progress.tell)
        progress.end()
        print(f"{one.compartment}: {sealed} values were sealed anew")
        rotation.end(one, at=real_now())
        _record_end(one.compartment)


def _record_end(compartment: str) -> None:
    with recorded("keys.rotated", by=system_actor("keys rotate")) as act:
        act.about(compartment, kind="compartment")


def _say_left(found: checking.Found) -> None:
    """What still has to wait, and for what."""
    data_keys, wrapping_keys = checking.left()
    if found.retired:
        print(
            f"  {found.retired.total()} values are still sealed with retired keys: run `shanyraq keys rotate --deep`"
        )
    elif data_keys or wrapping_keys:
        again = real_now() + checking.AT_WORK + timedelta(minutes=1)
        print(
            f"  {data_keys} data keys and {wrapping_keys} wrapping keys retired just now and are still there, for "
            f"whoever saves what she read before: run this again after {again:%H:%M} UTC, or with --stopped while the "
            "site is stopped"
        )


def _require() -> None:
    keys.require_installation()
    require_tables()


class _Progress:
    """A line that is written over, where somebody is looking."""

    def __init__(self, what: str) -> None:
        self.what, self.is_seen = what, sys.stderr.isatty()

    def tell(self, step: str, done: int, total: int) -> None:
        if self.is_seen:
            of = f" of {total}" if total else ""
            print(f"\r  {self.what} {step} {done}{of}      ", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.is_seen:
            print(file=sys.stderr)
