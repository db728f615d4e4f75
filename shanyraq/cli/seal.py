"""`shanyraq seal …`: the recovery key goes on paper, is tried once a year, and helps when custodians are lost.

The installation's root key goes on papers of its own, for the day on which its file and every copy of it are gone.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from shanyraq.access.queries import system_actor
from shanyraq.cli import keys
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.present import two_custodians
from shanyraq.cli.site import require_database
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.models import DataKey
from shanyraq.foundation.wrapping import HERE, root_folder
from shanyraq.vault.actions.new_key import make_key_anew
from shanyraq.vault.actions.recovery import belongs_here, circle_of, lock_from_paper
from shanyraq.vault.rules import paper

RECOVERY, ROOT = "recovery", "root"
FILES = {RECOVERY: "vault.private", ROOT: "root.key"}


def write_papers(chosen: argparse.Namespace) -> int:
    """Print five papers for five people: of the key in its file or, where it was carried off, of three older papers."""
    keys.require_installation()
    was_carried_off = chosen.of == RECOVERY and not _path(RECOVERY).exists()
    key = from_papers() if was_carried_off else _in_file(chosen.of)
    if was_carried_off and not belongs_here(key):
        raise CommandFault("these papers give a key, and it is not this installation's recovery key")
    shares = paper.shares_of(key)
    for number, words in enumerate(shares, 1):
        print(
            f"Paper {number} of {paper.SHARES} of the {chosen.of} key (any {paper.NEEDED} give it back)\n\n  {words}\n"
        )
    print("Give each to another person, in a sealed envelope.", end=" ")
    if was_carried_off:
        print("Burn the older ones: two of them and a lost one would still give the key.")
    elif chosen.of == RECOVERY:
        print("Then run: shanyraq seal carry-off")
    else:
        print("Try three of them now: shanyraq seal drill --of root")
    return 0


def carry_off(chosen: argparse.Namespace) -> int:
    """Delete the recovery key's file once three papers have given the same key."""
    keys.require_installation()
    if from_papers() != _in_file(RECOVERY):
        raise CommandFault("these papers give another key: the file stays where it is")
    path = _path(RECOVERY)
    path.write_bytes(bytes(path.stat().st_size))
    path.unlink()
    print("The recovery key is on paper only: its file is deleted.")
    return 0


def drill(chosen: argparse.Namespace) -> int:
    """Try three papers, and change nothing."""
    keys.require_installation()
    key = from_papers()
    if not (belongs_here(key) if chosen.of == RECOVERY else key == _in_file(ROOT)):
        raise CommandFault(f"these papers give a key, and it is not this installation's {chosen.of} key")
    print(f"These three papers give this installation's {chosen.of} key. Nothing was changed.")
    return 0


def recover(chosen: argparse.Namespace) -> int:
    """Lock everything for the custodians of today, with three papers."""
    keys.require_installation()
    at = real_now()
    print("Everything is locked for these custodians. Type the words only if you know every one of them:")
    for one in circle_of(at):
        print(f"  {one.staff.full_name}{'' if one.let_in_at else ' (new)'}")
    try:
        done = lock_from_paper(private=from_papers(), by=system_actor("seal recover"), at=at)
    except Refusal as refusal:
        raise CommandFault(str(refusal)) from None
    print(f"{done.many} sealed things were locked for them.")
    if done.damaged:
        raise CommandFault(
            f"{done.damaged} sealed things were altered and open with no key: take them from a backup"
        )
    return 0


def new_key(chosen: argparse.Namespace) -> int:
    """Make another recovery key with two custodians, and lock everything to it."""
    keys.require_installation()
    present = two_custodians(undone="nothing was changed")
    try:
        done = make_key_anew(present=present, by=system_actor("seal new-key"), at=real_now())
    except Refusal as refusal:
        raise CommandFault(str(refusal)) from None
    print(f"There is another recovery key, and {done.many} sealed things are locked to it.")
    print("The papers of before open nothing of this database any more. Now run: shanyraq seal papers")
    if done.damaged:
        raise CommandFault(
            f"{done.damaged} sealed things did not open for these two and stay as they were: take them from a backup"
        )
    return 0


def restore_root(chosen: argparse.Namespace) -> int:
    """Write the root key's file again, from three papers, where it is gone; only if it opens this database."""
    require_database()
    path = _path(ROOT)
    if path.exists():
        raise CommandFault(f"{path.name} is there: nothing was changed")
    _write_new(path, from_papers())
    row = DataKey.objects.select_related("wrapped_by").first()
    try:
        keyring.forget()
        if row is not None:
            HERE.opened(row)
    except keyring.CannotOpen:
        path.unlink()
        raise CommandFault("these papers give a key, and it does not open this database") from None
    print("The root key is back in its file, and opens this database.")
    return 0


def _path(of: str) -> Path:
    return (root_folder() if of == ROOT else keys.folder()) / FILES[of]


def _in_file(of: str) -> bytes:
    try:
        return _path(of).read_bytes()
    except FileNotFoundError:
        raise CommandFault(f"{FILES[of]} is not here: the {of} key was carried off already") from None


def _write_new(path: Path, key: bytes) -> None:
    """A new key file, for this account only."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())


def from_papers() -> bytes:
    """A key, from the words of three papers, typed line by line. Raises CommandFault."""
    shares = []
    for number in range(1, paper.NEEDED + 1):
        if sys.stdin.isatty():
            print(f"The words of one paper ({number} of {paper.NEEDED}), in one line:", file=sys.stderr)
        shares.append(sys.stdin.readline())
    try:
        return paper.private_from([one for one in shares if one.strip()])
    except paper.NotEnough as fault:
        raise CommandFault(f"these papers do not give the key: {fault}") from None
