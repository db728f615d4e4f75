"""Load a pack, or say what is wrong with it."""

from os import PathLike
from pathlib import Path

from shanyraq.pathway.check import pack_faults
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.reading import read_pack
from shanyraq.pathway.telling import RoleCeiling
from shanyraq.pathway.types import Fault, PackError


def load_pack(path: str | PathLike[str], role_ceiling: RoleCeiling | None = None) -> Pack:
    """The pack in a folder. Raises PackError with every fault that keeps it from being used."""
    pack, faults = _examine(path, role_ceiling)
    fatal = tuple(fault for fault in faults if fault.fatal)
    if fatal or pack is None:
        raise PackError(fatal)
    return pack


def check_pack(path: str | PathLike[str], role_ceiling: RoleCeiling | None = None) -> tuple[Fault, ...]:
    """Everything wrong with a pack, missing translations included; empty where all is well.

    `role_ceiling` is given a role and answers what of it no pack may grant (the ceiling itself is in `access`).
    """
    return _examine(path, role_ceiling)[1]


def _examine(
    path: str | PathLike[str], role_ceiling: RoleCeiling | None
) -> tuple[Pack | None, tuple[Fault, ...]]:
    reading = read_pack(Path(path))
    faults = list(reading.faults)
    if reading.pack is not None:
        faults += pack_faults(reading, reading.pack, role_ceiling)
    return reading.pack, tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.field)))
