"""What can be wrong with a pack whose files are well formed."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.pathway.deciding import Deciding
from shanyraq.pathway.filing import Filing
from shanyraq.pathway.locations import Locations
from shanyraq.pathway.meaning import Meaning, pack_texts
from shanyraq.pathway.numbers import Numbers
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.references import GENERIC_KINDS, References
from shanyraq.pathway.source import Reading
from shanyraq.pathway.telling import RoleCeiling
from shanyraq.pathway.types import Fault


def pack_faults(reading: Reading, pack: Pack, role_ceiling: RoleCeiling | None = None) -> Iterator[Fault]:
    """Every fault of a well-formed pack."""
    yield from References(reading, pack).all(role_ceiling)
    yield from Locations(reading, pack).all()
    yield from Filing(reading, pack).all()
    yield from Deciding(reading, pack).all()
    yield from Numbers(reading, pack).all()
    yield from Meaning(reading, pack).all()


__all__ = ["GENERIC_KINDS", "pack_faults", "pack_texts"]
