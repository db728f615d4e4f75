"""The charts, the table beside them and the family drawing of the gallery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shanyraq.ui import charts, kinship, parts
from shanyraq.ui.tiles import Tile, TileMap, tile_map

CODES = ("P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8")


@dataclass(frozen=True)
class Sample:
    """A count as the protecting function returns it."""

    value: int | None
    label: str


BAR_FIGURES = ((61, 38), (31, 29), (27, 46), (None, 41))
COLUMN_FIGURES = ((13, 5), (6, 5), (0, 0), (None, 0), (16, 5), (28, 8), (192, 54), (226, 75), (39, 28))


def _sample(value: int | None) -> Sample:
    return Sample(value, "<5" if value is None else str(value))


def bars(t: Mapping[str, str], rtl: bool) -> charts.Chart:
    """Late and due services, one of them hidden."""
    names = (t["papers"], t["health"], t["learning"], t["family"])
    rows = [
        charts.ChartRow(name, tuple(map(_sample, figures)))
        for name, figures in zip(names, BAR_FIGURES, strict=True)
    ]
    series = (charts.Series(t["late"], "late", "late"), charts.Series(t["due"], "due", "due"))
    return charts.bars(rows, series, label=t["caption"], rtl=rtl)


def columns(t: Mapping[str, str], rtl: bool) -> charts.Chart:
    """People by phase, one count hidden."""
    rows = [
        charts.ChartRow(
            code,
            tuple(map(_sample, figures)),
            _sample(None if None in figures else sum(filter(None, figures))),
        )
        for code, figures in zip(CODES, COLUMN_FIGURES, strict=True)
    ]
    series = (charts.Series(t["children"], "a"), charts.Series(t["adults"], "b"))
    return charts.columns(rows, series, label=t["caption"], rtl=rtl)


def tiles(t: Mapping[str, str]) -> TileMap:
    """Five regions of the schematic map."""
    places = (
        ("KOS", 1, 0, 9),
        ("AKT", 0, 1, 23),
        ("AKM", 1, 1, None),
        ("AST", 2, 1, 14),
        ("ABA", 3, 1, 1033),
    )
    tiles = [Tile(code, column, row, _sample(value)) for code, column, row, value in places]
    tiles.append(Tile("PAV", 2, 0, Sample(None, "*")))
    return tile_map(tiles, label=t["caption"])


def chart_table(t: Mapping[str, str]) -> parts.Table:
    """The table beside the charts."""
    columns = (parts.Column(t["name"]), parts.Column(t["late"], True), parts.Column(t["due"], True))
    names = (t["papers"], t["health"], t["learning"], t["family"])
    rows: list[tuple[Any, ...]] = [
        (name, *map(_sample, figures)) for name, figures in zip(names, BAR_FIGURES, strict=True)
    ]
    return parts.Table(t["caption"], columns, rows, foot=(t["all"], Sample(None, "*"), 154))


def graph(t: Mapping[str, str], rtl: bool) -> kinship.Graph:
    """Three generations, somebody away, and care."""
    people = (
        kinship.Kin("k", f"{t['kulyash']}, 61", t["grandmother"], 0, "adult"),
        kinship.Kin("f", t["father"], t["traced"], 1, "away"),
        kinship.Kin("s", f"{t['saule']}, 33", t["mother"], 1, "adult"),
        kinship.Kin("a", t["aisha"], "9", 2),
        kinship.Kin("y", t["yusuf"], "6", 2),
        kinship.Kin("n", t["amina"], "14", 2),
    )
    ties = (
        kinship.Tie("k", "s"),
        kinship.Tie("f", "s", "partner", is_sure=False),
        kinship.Tie("s", "a"),
        kinship.Tie("s", "y"),
        kinship.Tie("k", "n", "care"),
    )
    return kinship.draw(
        people, ties, label=t["graph_label"], sentences=(t["graph_label"], t["court"]), rtl=rtl
    )
