"""What the site's own commands do with a key agent: unseal it, and say how it is."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from shanyraq.cli.faults import CommandFault
from shanyraq.cli.seal import from_papers
from shanyraq.cli.site import require_database
from shanyraq.foundation import wrapping
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.key_line import There, agent_at
from shanyraq.foundation.key_messages import OK
from shanyraq.foundation.keyfiles import ROOT
from shanyraq.foundation.models import WrappingKey

GUIDE = "docs/how-to/hold-the-keys-apart.md"


def unseal(chosen: argparse.Namespace) -> int:
    """Give a sealed key agent the root key, from three papers. It lies in no file afterwards."""
    require_database()
    if settings.KEY_AGENT is None:
        raise CommandFault("no key agent is named in SHANYRAQ_KEY_AGENT: there is nothing to unseal")
    row = WrappingKey.objects.filter(retired_at=None).first()
    if row is None:
        raise CommandFault("nothing is sealed yet: give the agent its root key in a file, see " + GUIDE)
    agent = agent_at(settings.KEY_AGENT)
    try:
        answer = agent.ask(b"unseal", from_papers(), row.bound_to(), bytes(row.wrapped))
    except KeysOutOfReach as fault:
        if fault.code != KeysOutOfReach.SEALED:
            raise
        raise CommandFault(
            "the key agent is unsealed by its own account or by root: run this as one"
        ) from None
    if answer[0] != OK:
        raise CommandFault("these papers give a key, and it is not this installation's root key")
    print("The key agent is unsealed, until it is stopped.")
    return 0


def state(*, is_demo: bool) -> tuple[bool, str, str]:
    """Which key agent there is, whether it answers, and whether the site could do without asking it."""
    if settings.KEY_AGENT is None:
        return True, "key agent", f"none: the site's own account reads the root key; see {GUIDE}"
    path = wrapping.root_folder() / ROOT
    if _may_read(_site(), path):
        return (
            False,
            "key agent",
            f"the site's own account can read {path}: carry it to the agent's, see {GUIDE}",
        )
    agent = agent_at(settings.KEY_AGENT)
    try:
        opened, most = agent.state()
    except KeysOutOfReach as fault:
        return False, "key agent", f"{settings.KEY_AGENT}: {fault}"
    words = (
        f"{settings.KEY_AGENT} answers; {opened} different keys left it within the hour, of {most} that may"
    )
    if _is_own(agent):
        return (
            is_demo,
            "key agent",
            f"{words}, but it runs as the site's own account: it keeps nothing from it",
        )
    return True, "key agent", words


def _site() -> int:
    """The account of the site: whose its data are."""
    return Path(settings.DATA).stat().st_uid


def _may_read(user: int, path: Path) -> bool:
    try:
        found = path.stat()
    except OSError:  # not there, or not to be looked for by this account
        return False
    return found.st_uid == user or bool(found.st_mode & 0o077)


def _is_own(agent: There) -> bool:
    return agent.account() == _site()
