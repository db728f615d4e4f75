"""Whether the disk beneath a folder is encrypted, as far as Linux tells every account.

The kernel says of each mapped device who made it (`dm/uuid`: CRYPT-LUKS2-…) and on which others it stands (`slaves`).
What the disk itself or the machine's host does is not seen from here, and nothing is guessed.
"""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path

DEVICES = Path("/sys/dev/block")
DEEPEST = 8  # mapped devices on each other


class Encryption(Enum):
    """What could be found out."""

    HERE = "here"  # every byte passes through an encryption of this system
    NOT_HERE = "not here"  # it does not; the disk itself, or the host, may still encrypt
    UNKNOWN = "unknown"  # no device stands beneath the folder, as with a share of the network


def encryption_of(folder: Path, devices: Path = DEVICES) -> Encryption:
    """Whether what is written into a folder is encrypted on its way to the disk."""
    try:
        number = folder.stat().st_dev
        device = devices / f"{os.major(number)}:{os.minor(number)}"
        if not device.exists():
            return Encryption.UNKNOWN
        return Encryption.HERE if _is_encrypted(device.resolve(), DEEPEST) else Encryption.NOT_HERE
    except OSError:
        return Encryption.UNKNOWN


def _is_encrypted(device: Path, deepest: int) -> bool:
    """Whether a device is a mapping of dm-crypt, or stands on such alone."""
    made_by = device / "dm" / "uuid"
    if made_by.exists() and made_by.read_text(encoding="ascii").startswith("CRYPT-"):
        return True
    below = list((device / "slaves").iterdir()) if (device / "slaves").is_dir() else []
    return bool(below) and deepest > 0 and all(_is_encrypted(one.resolve(), deepest - 1) for one in below)
