"""The key files of an installation: there, and readable by nobody else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from django.conf import settings

from shanyraq.cli.faults import CommandFault
from shanyraq.cli.site import require_database
from shanyraq.foundation.keyfiles import (
    LENGTHS,
    ROOT,
    ROOT_BEFORE,
    ROOT_NEXT,
    SITE_BEFORE,
    MissingKey,
    is_guessable,
    key_file,
    make_key_file,
    needed,
    site_key,
)
from shanyraq.vault.actions import make_vault_key

ANOTHER = {
    "site.key": "`shanyraq keys rotate --site`",
    SITE_BEFORE: "`shanyraq keys rotate --site` once more",  # what it signed is still taken
    "root.key": "`shanyraq keys replace-root` and then `shanyraq keys rotate --deep`",
    "audit.key": "`shanyraq keys rotate --record`",
}
SECRET = (*LENGTHS, ROOT_NEXT, ROOT_BEFORE, SITE_BEFORE, "vault.private", "vault.private.next")


def folder() -> Path:
    """Where the keys lie."""
    return Path(settings.DATA / "keys")


def make() -> None:
    """Make every key of a new installation at once, so that a missing one later tells of a loss."""
    for name in LENGTHS:
        if name != ROOT or settings.KEY_AGENT is None:
            make_key_file(folder(), name)
    make_vault_key()
    settings.SECRET_KEY = site_key(folder())  # the settings were read before the key was there


def require_installation() -> None:
    """Raise CommandFault where no installation was made yet, or where it lacks a key. Asking makes nothing."""
    require_database()
    if found := missing():
        raise CommandFault("\n  ".join(found))


def missing() -> list[str]:
    """What an installation that was made lacks, one line each with the remedy."""
    found = []
    for name in needed(settings.KEY_AGENT):
        try:
            key_file(folder(), name)
        except MissingKey as fault:
            found.append(str(fault))
    return found


def faults(*, is_installed: bool) -> list[str]:
    """What is wrong with the keys, one line each with the remedy."""
    found = missing() if is_installed else []
    for path in (folder(), *(folder() / name for name in SECRET)):
        if path.exists() and path.stat().st_mode & 0o077:
            wanted = "700" if path.is_dir() else "600"
            found.append(f"others on this machine may read {path}: run chmod {wanted} {path}")
    return found


def guessable() -> list[str]:
    """The keys that were not drawn by lot, one line each with the remedy: somebody put them there."""
    found = []
    for name, another in ANOTHER.items():
        with suppress(MissingKey, PermissionError):
            if is_guessable(key_file(folder(), name)):
                found.append(
                    f"{folder() / name} was not drawn by lot, so that others can guess it: remove it before an "
                    f"installation is made with it, or have another with {another}"
                )
    return found


def require(*, is_installed: bool) -> None:
    """Raise CommandFault where a key is missing or open to others, or a new installation would begin with a poor one.

    Of an installation that stands a guessable key is told, and refused where it is served: it must open to be mended.
    """
    if found := faults(is_installed=is_installed) + ([] if is_installed else guessable()):
        raise CommandFault("\n  ".join(["the keys are not as they should be:", *found]))
