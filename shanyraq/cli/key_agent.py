"""`shanyraq keys agent`: the process that holds the root key in the site's stead. It opens no settings, no database."""

from __future__ import annotations

import argparse
import grp
import logging
import pwd
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.key_holder import KeyHolder
from shanyraq.foundation.key_server import KeyServer
from shanyraq.foundation.keyfiles import ROOT, MissingKey, key_file, roots_in
from shanyraq.foundation.logs import Line


def agent(chosen: argparse.Namespace) -> int:
    """Answer until stopped."""
    path, folder = Path(chosen.socket).absolute(), Path(chosen.keys).absolute() if chosen.keys else None
    users = {_number_of(name, lambda one: pwd.getpwnam(one).pw_uid) for name in chosen.users}
    group = _number_of(chosen.group, lambda one: grp.getgrnam(one).gr_gid) if chosen.group else None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no key in a dump
    _require_own(path.parent, 0o022, "be written")
    if folder is not None:
        _require_root(folder)
    if _answers(path):
        raise CommandFault(f"a key agent answers at {path} already")
    holder = KeyHolder(lambda: roots_in(folder) if folder else [], chosen.most)
    lines = logging.StreamHandler()
    lines.setFormatter(Line())
    logging.basicConfig(handlers=[lines], level=logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    with KeyServer(path, holder, users, group) as server:
        sealed = "" if folder else ", sealed: run `shanyraq keys unseal`"
        print(f"The key agent answers at {path}{sealed} (stop with Ctrl+C).", flush=True)
        try:
            server.serve_forever()
        finally:
            path.unlink(missing_ok=True)
    return 0


def _require_root(folder: Path) -> None:
    """Raise CommandFault where the root key is not there, or open to others."""
    try:
        key_file(folder, ROOT)
        _require_own(folder / ROOT, 0o077, "be read")
    except MissingKey as fault:
        raise CommandFault(str(fault)) from None
    except OSError as fault:
        raise CommandFault(f"{folder / ROOT} cannot be used: {fault.strerror}") from None


def _require_own(path: Path, others: int, what: str) -> None:
    try:
        is_open = path.stat().st_mode & others
    except OSError as fault:
        raise CommandFault(f"{path} cannot be used: {fault.strerror}") from None
    if is_open:
        raise CommandFault(f"{path} can {what} by others on this machine: run chmod go= {path}")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(path)) == 0


def _number_of(name: str, look_up: Any) -> int:
    """The number of an account or group that is given by its name or its number."""
    try:
        return int(name) if name.isdigit() else int(look_up(name))
    except KeyError:
        raise CommandFault(f"there is no {name} on this machine", 2) from None


def _stop(number: int, frame: Any) -> None:
    sys.exit(0)
