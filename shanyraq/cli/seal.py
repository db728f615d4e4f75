"""`shanyraq seal …`: the recovery key goes on paper, is tried once a year, and helps when custodians are lost."""

from __future__ import annotations

import argparse
import sys

from shanyraq.access.queries import system_actor
from shanyraq.cli import keys
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.vault.actions.recovery import belongs_here, circle_of, lock_from_paper
from shanyraq.vault.rules import paper

PRIVATE = "vault.private"


def write_papers(chosen: argparse.Namespace) -> int:
    """Print five papers for five people. The key stays in its file until `seal carry-off` has seen three of them."""
    keys.require_installation()
    private = _private()
    for number, words in enumerate(paper.shares_of(private), 1):
        print(f"Paper {number} of {paper.SHARES} (any {paper.NEEDED} give the key back)\n\n  {words}\n")
    print("Give each to another person, in a sealed envelope. Then run: shanyraq seal carry-off")
    return 0


def carry_off(chosen: argparse.Namespace) -> int:
    """Delete the key's file once three papers have given the same key."""
    keys.require_installation()
    if _from_papers() != _private():
        raise CommandFault("these papers give another key: the file stays where it is")
    path = keys.folder() / PRIVATE
    path.write_bytes(bytes(path.stat().st_size))
    path.unlink()
    print("The recovery key is on paper only: its file is deleted.")
    return 0


def drill(chosen: argparse.Namespace) -> int:
    """Try three papers, and change nothing."""
    keys.require_installation()
    if not belongs_here(_from_papers()):
        raise CommandFault("these papers give a key, and it is not this installation's")
    print("These three papers give this installation's recovery key. Nothing was changed.")
    return 0


def recover(chosen: argparse.Namespace) -> int:
    """Lock everything for the custodians of today, with three papers."""
    keys.require_installation()
    at = real_now()
    print("Everything is locked for these custodians. Type the words only if you know every one of them:")
    for one in circle_of(at):
        print(f"  {one.staff.full_name}{'' if one.let_in_at else ' (new)'}")
    try:
        done = lock_from_paper(private=_from_papers(), by=system_actor("seal recover"), at=at)
    except Refusal as refusal:
        raise CommandFault(str(refusal)) from None
    print(f"{done.many} sealed things were locked for them.")
    if done.damaged:
        raise CommandFault(
            f"{done.damaged} sealed things were altered and open with no key: take them from a backup"
        )
    return 0


def _private() -> bytes:
    try:
        return (keys.folder() / PRIVATE).read_bytes()
    except FileNotFoundError:
        raise CommandFault(f"{PRIVATE} is not here: the recovery key was carried off already") from None


def _from_papers() -> bytes:
    shares = []
    for number in range(1, paper.NEEDED + 1):
        if sys.stdin.isatty():
            print(f"The words of one paper ({number} of {paper.NEEDED}), in one line:", file=sys.stderr)
        shares.append(sys.stdin.readline())
    try:
        return paper.private_from(shares)
    except paper.NotEnough as fault:
        raise CommandFault(f"these papers do not give the key: {fault}") from None
