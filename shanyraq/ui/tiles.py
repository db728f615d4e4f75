"""The schematic map: one tile a region, its colour by steps, the figure always printed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.ui.charts import HATCHED, Shown, per_cent

TILE_DEPTH = 104
STEP_FLOORS = (5, 10, 20)


@dataclass(frozen=True)
class Tile:
    """One region on the schematic map: the place is the pack's, in whole tiles from the north-west."""

    code: str
    column: int
    row: int
    figure: Shown
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class Depth:
    """One step of colour: below a figure, from one to another, or one and more."""

    below: int | None = None
    first: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class PlacedTile:
    """A tile as drawn; `css` is the step of depth, s0 to s3, or `hatched` where the count may be any."""

    css: str
    x: str
    y: int
    middle: str
    code_y: int
    text_y: int
    tile: Tile


@dataclass(frozen=True)
class TileMap:
    """The schematic map. It is not mirrored in right-to-left pages: west stays west."""

    template: str
    label: str
    height: int
    width: str
    depth: int
    tiles: tuple[PlacedTile, ...]
    floors: tuple[int, ...]

    @property
    def steps(self) -> tuple[Depth, ...]:
        """The legend: what each step of colour stands for, lightest first."""
        ends = (*self.floors[1:], None)
        lowest = Depth(below=self.floors[0])
        return lowest, *(
            Depth(first=floor, until=end - 1 if end else None)
            for floor, end in zip(self.floors, ends, strict=True)
        )

    @property
    def has_hatch(self) -> bool:
        """Whether a count is hidden that may be any, so that the legend explains it."""
        return any(tile.css == HATCHED for tile in self.tiles)


def tile_map(tiles: Sequence[Tile], *, label: str, floors: tuple[int, ...] = STEP_FLOORS) -> TileMap:
    """One tile a region; the depth of its colour is one of four steps, and the figure is always printed."""
    across = max((tile.column for tile in tiles), default=0) + 1
    down = max((tile.row for tile in tiles), default=0) + 1
    width = 100 / across
    placed = tuple(
        PlacedTile(
            css=depth_of(tile.figure, floors),
            x=per_cent(tile.column * width),
            y=tile.row * TILE_DEPTH,
            middle=per_cent((tile.column + 0.5) * width),
            code_y=tile.row * TILE_DEPTH + 42,
            text_y=tile.row * TILE_DEPTH + 70,
            tile=tile,
        )
        for tile in tiles
    )
    return TileMap(
        "ui/chart_tiles.html", label, down * TILE_DEPTH, per_cent(width), TILE_DEPTH, placed, floors
    )


def depth_of(figure: Shown, floors: tuple[int, ...] = STEP_FLOORS) -> str:
    """The step of colour, s0 upwards. "<5" is small and has the lightest; "*" may be any number and has none."""
    if figure.value is None and not figure.label.startswith("<"):
        return HATCHED
    return f"s{sum((figure.value or 0) >= floor for floor in floors)}"
