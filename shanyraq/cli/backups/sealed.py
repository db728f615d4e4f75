"""Encryption with age: to public keys only. The private ones are kept where this machine is not."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pyrage

from shanyraq.cli.backups.archive import REMEDY, part_at
from shanyraq.cli.faults import CommandFault

FEWEST = 2
PRIVATE = ("AGE-SECRET-KEY-", "AGE-PLUGIN-", "PRIVATE KEY")
NO_KEY = "No matching keys found"


def recipients(paths: Iterable[Path]) -> list[pyrage.x25519.Recipient]:
    """The public keys in some files, each once. Raises CommandFault for fewer than two, or a private one."""
    found: dict[str, pyrage.x25519.Recipient] = {}
    for path in paths:
        text = _text(path)
        if any(mark in text.upper() for mark in PRIVATE):
            raise CommandFault(
                f"{path} holds a private key: whoever has it reads every backup, and this machine must never have it. "
                f"Carry it away, delete it here, and give the public key (`age-keygen -y` prints it)"
            )
        for line in _lines(text):
            try:
                found[line] = pyrage.x25519.Recipient.from_str(line)
            except pyrage.RecipientError:
                raise CommandFault(f"{path} holds a line that is no public key of age (age1…)") from None
    if len(found) < FEWEST:
        raise CommandFault(
            f"{len(found)} public key was given and at least {FEWEST} are needed: where the only private key is lost, "
            "every backup is lost. Give the files of two people, each after --for"
        )
    return list(found.values())


def identities(path: Path) -> list[pyrage.x25519.Identity]:
    """The private keys in a file. Raises CommandFault."""
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in _lines(_text(path))]
    except pyrage.IdentityError:
        raise CommandFault(f"{path} holds a line that is no private key of age (AGE-SECRET-KEY-…)") from None
    if not found:
        raise CommandFault(f"{path} holds no private key of age (AGE-SECRET-KEY-…)")
    return found


def seal(source: Path, destination: Path, to: list[pyrage.x25519.Recipient]) -> None:
    """Encrypt a file into a new one that is there whole or not at all. Readable by this account only."""
    draft = destination.with_name(f".{destination.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out, source.open("rb") as file:
            _encrypt(file, out, to)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(destination)
        _sync(destination.parent)
    finally:
        draft.unlink(missing_ok=True)


def _encrypt(file: IO[bytes], out: IO[bytes], to: list[pyrage.x25519.Recipient]) -> None:
    try:
        pyrage.encrypt_io(file, out, to)
    except OSError as error:  # it knows no file's name, so nobody else could tell it
        raise CommandFault(f"{out.name} cannot be written: {error.strerror or error}") from None


def unseal(source: Path, destination: Path, keys: list[pyrage.x25519.Identity]) -> None:
    """Decrypt a backup. Raises CommandFault that names the damaged part."""
    with source.open("rb") as file, destination.open("xb") as out:
        try:
            pyrage.decrypt_io(file, out, keys)
            return
        except pyrage.DecryptError as error:
            if NO_KEY in str(error):
                raise CommandFault(
                    f"none of the keys opens {source}: it was made for other keys, or its header is damaged. Take the "
                    "private key of one of those for whom it was made; where that is the one, take another backup"
                ) from None
            raise CommandFault(
                f"the header of {source} is damaged: it cannot be decrypted. {REMEDY}"
            ) from None
        except OSError as error:
            if error.errno is not None:  # the disk, not the backup
                raise CommandFault(f"{source} cannot be decrypted here: {error.strerror}") from None
            whole = out.tell()
        out.flush()
    place = part_at(destination, whole)
    raise CommandFault(f"{place} in {source} is damaged or cut off, some bytes after {whole}. {REMEDY}")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandFault(f"{path} cannot be read: give a file with keys of age, one a line") from None


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
