"""Two custodians of the seal who sit at the machine, each with her own words."""

from __future__ import annotations

import getpass
import sys

from shanyraq.cli.faults import CommandFault
from shanyraq.vault.actions.custodians import Present
from shanyraq.vault.queries import keepers


def two_custodians(*, undone: str) -> tuple[Present, Present]:
    """Ask both for their user names and words. `undone`: what is said where one keeps no seal. Raises CommandFault."""
    return _custodian("first", undone), _custodian("second", undone)


def asked(what: str) -> str:
    """What somebody types into one line."""
    return input(what).strip() if sys.stdin.isatty() else sys.stdin.readline().strip()


def _custodian(which: str, undone: str) -> Present:
    name = asked(f"User name of the {which} custodian: ")
    found = keepers().filter(staff__account__login=name).first()
    if found is None:
        raise CommandFault(f"“{name}” does not keep the seal: {undone}")
    return Present(found.pk, _secret("Her words: "))


def _secret(what: str) -> str:
    return getpass.getpass(what) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
