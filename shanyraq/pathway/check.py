"""What can be wrong with a pack whose files are well formed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shanyraq.pathway.pack import Pack
from shanyraq.pathway.reading import Reading
from shanyraq.pathway.schema import Role
from shanyraq.pathway.types import Fault


def pack_faults(
    reading: Reading, pack: Pack, role_ceiling: Callable[[Role], list[str]] | None
) -> Iterator[Fault]:
    """Every fault of a well-formed pack."""
    return iter(())
