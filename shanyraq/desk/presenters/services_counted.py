"""Late and due services by kind of worker and by region, each as a chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from shanyraq.cases.queries import pack
from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.presenters.finding import (
    ZERO,
    Finding,
    count_of,
    largest_of,
    linked,
    most_of,
    note_of,
    number_columns,
    region_name,
)
from shanyraq.desk.queries.overview import Figures, smallest_shown
from shanyraq.partners.rules import ProtectedCount, ProtectedTable
from shanyraq.ui import charts, parts
from shanyraq.ui.tiles import Tile, TileMap, tile_map


def services_by_discipline(figures: Figures) -> Finding:
    """Late and due services by the kind of worker who acts next; a link opens the services by region."""
    late, due = figures.late, figures.due
    order = _both_ordered(late.columns, late.column_totals, due.columns, due.column_totals)
    counts = {
        c: (count_of(late.columns, late.column_totals, c), count_of(due.columns, due.column_totals, c))
        for c in order
    }
    first = most_of(late.columns, late.column_totals)
    heading = (
        _("The most late services are with: %(discipline)s") % {"discipline": words.discipline_name(first)}
        if first
        else _("Services by kind of worker")
    )
    deeper = len(late.rows) > 1
    rows = [
        (linked(words.discipline_name(c), "desk:overview_discipline", c if deeper else ""), *pair)
        for c, pair in counts.items()
    ]
    return _services(
        "disciplines",
        heading,
        _("Services by kind of worker. A link opens services, never a list of people."),
        _("Kind of worker"),
        [(words.discipline_name(c), pair) for c, pair in counts.items()],
        rows,
        (_("All"), late.total, due.total),
        note_of(late, due),
    )


def services_by_region(figures: Figures) -> Finding:
    """Late services by region on the schematic map."""
    late, due = figures.late, figures.due
    found = largest_of(late.rows, late.row_totals, share=0.4)
    heading = (
        _("The most late services are in: %(regions)s") % {"regions": words.listed(map(region_name, found))}
        if found
        else _("Late services by region")
    )
    order = rules.sorted_largest_first(
        {code: total.value for code, total in zip(late.rows, late.row_totals, strict=True)}, late.rows
    )
    columns = (parts.Column(_("Region")), parts.Column(_("Tile")), *number_columns(_("Late"), _("Due")))
    rows = [
        (
            linked(region_name(code), "desk:overview_region", code),
            code or "–",
            count_of(late.rows, late.row_totals, code),
            count_of(due.rows, due.row_totals, code),
        )
        for code in order
    ]
    foot = (_("All"), "", late.total, due.total)
    table = parts.Table(_("Late services by region, most first"), columns, rows, foot, is_tight=True)
    note = _(
        "One tile is one region; size and place are schematic. Services are counted, not people. "
        "Counts under %(limit)d are shown as <%(limit)d so that nobody can be recognised."
    ) % {"limit": smallest_shown()}
    return Finding("regions", heading, _map_of(late), table, chart_note=note, note=note_of(late, due))


def _map_of(late: ProtectedTable) -> TileMap:
    """The regions as tiles, the darker the more services are late there."""
    tiles = [
        Tile(place.code, place.column, place.row, count_of(late.rows, late.row_totals, place.code))
        for place in pack().places_of("region")
        if place.code in late.rows and place.column is not None and place.row is not None
    ]
    label = _(
        "Schematic map: late services in each region, one tile a region. The table beside it has the same figures."
    )
    limit = smallest_shown()
    return tile_map(tiles, label=label, floors=(limit, 2 * limit, 4 * limit))


def services_of_discipline(figures: Figures, code: str) -> Finding:
    """The services of one kind of worker, by region."""
    late, due = figures.late, figures.due
    lines = _filled([(region, (_cell(late, region, code), _cell(due, region, code))) for region in late.rows])
    name = words.discipline_name(code)
    totals = (
        count_of(late.columns, late.column_totals, code),
        count_of(due.columns, due.column_totals, code),
    )
    return _services(
        f"discipline-{code}",
        _("Services by region: %(discipline)s") % {"discipline": name},
        _("Services by region. Services are counted, never people."),
        _("Region"),
        [(region_name(region), pair) for region, pair in lines],
        [(linked(region_name(region), "desk:overview_region", region), *pair) for region, pair in lines],
        (_("All"), *totals),
        note_of(late, due),
    )


def services_of_region(figures: Figures, code: str) -> Finding:
    """The services of one region, by kind of worker."""
    late, due = figures.late, figures.due
    order = _both_ordered(late.columns, late.column_totals, due.columns, due.column_totals)
    lines = _filled([(one, (_cell(late, code, one), _cell(due, code, one))) for one in order])
    totals = (count_of(late.rows, late.row_totals, code), count_of(due.rows, due.row_totals, code))
    return _services(
        f"region-{code}",
        _("Services by kind of worker: %(region)s") % {"region": region_name(code)},
        _("Services by kind of worker. Services are counted, never people."),
        _("Kind of worker"),
        [(words.discipline_name(one), pair) for one, pair in lines],
        [(words.discipline_name(one), *pair) for one, pair in lines],
        (_("All"), *totals),
        note_of(late, due),
    )


def _services(
    key: str,
    heading: str,
    caption: str,
    first_column: str,
    bars: Sequence[tuple[str, tuple[ProtectedCount, ProtectedCount]]],
    rows: list[tuple[Any, ...]],
    foot: tuple[Any, ...],
    note: str,
) -> Finding:
    series = (
        charts.Series(_("late"), "late", "late"),
        charts.Series(_("due within seven days"), "due", "due"),
    )
    chart = charts.bars(
        [charts.ChartRow(label, pair) for label, pair in bars],
        series,
        label=_("Bars: services late and due within seven days. The table beside it has the same figures."),
        rtl=get_language_bidi(),
    )
    columns = (parts.Column(first_column), *number_columns(_("Late"), _("Due")))
    return Finding(key, heading, chart, parts.Table(caption, columns, rows, foot), note=note)


def _cell(table: ProtectedTable, row: str, column: str) -> ProtectedCount:
    if row not in table.rows or column not in table.columns:
        return ZERO
    return table.cells[table.rows.index(row)][table.columns.index(column)]


def _filled(
    lines: list[tuple[str, tuple[ProtectedCount, ProtectedCount]]],
) -> list[tuple[str, tuple[ProtectedCount, ProtectedCount]]]:
    """Lines with anything to count, the largest late figure first. Zeros are no secret."""
    some = [line for line in lines if any(one.value != 0 for one in line[1])]
    return sorted(some, key=lambda line: -line[1][0].order)


def _both_ordered(
    codes: Sequence[str],
    counts: Sequence[ProtectedCount],
    others: Sequence[str],
    more: Sequence[ProtectedCount],
) -> list[str]:
    everything = [*codes, *(code for code in others if code not in codes)]
    figures = {code: count_of(codes, counts, code).value for code in everything}
    return rules.sorted_largest_first(figures, everything)
