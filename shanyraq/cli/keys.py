"""The key files of an installation: there, and readable by nobody else."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.keyfiles import key_file
from shanyraq.vault.actions import make_vault_key

NEEDED = ("site.key", "root.key", "audit.key", "vault.public")
SECRET = ("site.key", "root.key", "audit.key", "vault.private")


def folder() -> Path:
    """Where the keys lie."""
    return Path(settings.DATA / "keys")


def make() -> None:
    """Make every key of a new installation at once, so that a missing one later tells of a loss."""
    for name in ("root.key", "audit.key"):
        key_file(folder(), name)
    make_vault_key()


def faults(*, is_installed: bool) -> list[str]:
    """What is wrong with the keys, one line each with the remedy."""
    found = []
    if is_installed:
        found = [
            f"the key {folder() / name} is missing: put it back from the safe copy; a new one would open nothing"
            for name in NEEDED
            if not (folder() / name).exists()
        ]
    for path in (folder(), *(folder() / name for name in SECRET)):
        if path.exists() and path.stat().st_mode & 0o077:
            wanted = "700" if path.is_dir() else "600"
            found.append(f"others on this machine may read {path}: run chmod {wanted} {path}")
    return found


def require(*, is_installed: bool) -> None:
    """Raise CommandFault where a key is missing or open to others."""
    if found := faults(is_installed=is_installed):
        raise CommandFault("\n  ".join(["the keys are not as they should be:", *found]))
