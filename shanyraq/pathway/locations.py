"""Whether every place of a pack lies where it can: in a region, on a tile of its own, with its names."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.pathway.telling import Check
from shanyraq.pathway.types import Fault


class Locations(Check):
    """Centres and districts lie in a region; every region has its tile and its names."""

    def all(self) -> Iterator[Fault]:
        """Every fault of this sort."""
        regions = {place.code for place in self.pack.places.values() if place.kind == "region"}
        tiles: dict[tuple[int | None, int | None], str] = {}
        for place in self.pack.places.values():
            if place.kind != "region":
                yield from self.unknown(
                    "place", place.code, "parent", [place.parent or ""], regions, "region"
                )
            elif place.parent:
                yield self.fault(
                    "place",
                    place.code,
                    "parent",
                    f"A region lies in no other place, and this one is said to lie in “{place.parent}”.",
                    "Leave its parent empty.",
                )
            elif place.column is None or place.row is None:
                yield self.fault(
                    "place",
                    place.code,
                    "column",
                    "This region has no place on the map.",
                    "Give column and row.",
                )
            elif (place.column, place.row) in tiles:
                other = tiles[place.column, place.row]
                yield self.fault(
                    "place", place.code, "column", f"It lies on the tile of {other}.", "Choose a free tile."
                )
            else:
                tiles[place.column, place.row] = place.code
            for language in {"en", *self.pack.languages} - set(place.names):
                yield self.fault(
                    "place",
                    place.code,
                    language,
                    f"It has no name in “{language}”.",
                    "Add it.",
                    language == "en",
                )
