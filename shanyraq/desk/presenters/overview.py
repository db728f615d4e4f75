"""The programme in sentences, charts and tables. Chart, table and file print the same protected counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from shanyraq.cases.queries import pack
from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.overview import SELF, UNKNOWN, Figures, Operation
from shanyraq.partners.rules import ProtectedCount, ProtectedTable
from shanyraq.ui import charts, parts
from shanyraq.ui.figures import figure_text


@dataclass(frozen=True)
class Finding:
    """One chart with the sentence it shows, its table, and the same table for a file."""

    key: str
    heading: str
    chart: Any
    table: parts.Table
    chart_note: str = ""
    note: str = ""

    @property
    def csv_url(self) -> str:
        return reverse("desk:overview_csv", args=[self.key])


def headline(figures: Figures) -> str:
    """The one sentence that matters: how many services are late, and whose turn it is most often."""
    late = figures.late.total
    if late is None or late.value == 0:
        return _("No service is late")
    if late.value is None:
        return _("A few services are late")
    first = _first(figures.late.columns, figures.late.column_totals)
    values = {"count": figure_text(late.value), "discipline": words.discipline_name(first)}
    if not first:
        return ngettext("%(count)s service is late", "%(count)s services are late", late.value) % values
    return (
        ngettext(
            "%(count)s service is late, most often with: %(discipline)s",
            "%(count)s services are late, most often with: %(discipline)s",
            late.value,
        )
        % values
    )


def people_sentence(figures: Figures) -> tuple[str, str]:
    """How many people there are, and how many of them are children."""
    people = whole(figures)
    children = rules.sum_of(figures.before.column_totals[0], figures.home.column_totals[0])
    told = ngettext("%(count)s person", "%(count)s people", people.value or 2) % {
        "count": figure_text(people)
    }
    return told, _("%(count)s of them children") % {"count": figure_text(children)}


def whole(figures: Figures) -> ProtectedCount:
    """Everybody, home or not yet."""
    return rules.sum_of(figures.before.total, figures.home.total)


def places_sentence(figures: Figures) -> str:
    """Where the most late services are; empty where one region alone is in view."""
    if len(figures.late.rows) < 2:
        return ""
    found = _largest(figures.late.rows, figures.late.row_totals, share=0.4)
    if not found:
        return ""
    return _("The most late services are in: %(regions)s.") % {
        "regions": words.listed(map(region_name, found))
    }


def figures_of(figures: Figures) -> list[parts.Figure]:
    """The four figures at the head."""
    people, children = (
        whole(figures),
        rules.sum_of(figures.before.column_totals[0], figures.home.column_totals[0]),
    )
    still_open = rules.sum_of(figures.late.total, figures.due.total, figures.waiting.total)
    shown = [
        parts.Figure(
            people, _("people, %(children)s of them children") % {"children": figure_text(children)}, "people"
        ),
        parts.Figure(
            figures.late.total,
            _("services late, of %(open)s open now") % {"open": figure_text(still_open)},
            "late",
        ),
        parts.Figure(figures.due.total, _("services due within seven days"), "due"),
    ]
    share = figures.school
    label = _("of school-age children have their place at school, of those home for %(days)s days") % {
        "days": pack().params.enrol_max_days
    }
    if share is None:
        return [*shown, parts.Figure("–", _("too few school-age children to tell how many have a place"))]
    told = _("> %(percent)s %%") if share.is_more_than else _("%(percent)s %%")
    return [*shown, parts.Figure(told % {"percent": share.percent}, label)]


def findings_of(figures: Figures) -> list[Finding]:
    """The charts of the overview."""
    found = [people_by_phase(figures), services_by_discipline(figures)]
    if len(figures.late.rows) > 1:
        found.append(services_by_region(figures))
    return [*found, people_by_operation(figures)]


def finding(figures: Figures, key: str) -> Finding | None:
    """One of the tables by its key, those of the deeper pages included; None where there is none in reach."""
    for one in findings_of(figures):
        if one.key == key:
            return one
    kind, _separator, code = key.partition("-")
    if kind == "discipline" and code in figures.late.columns:
        return services_of_discipline(figures, code)
    if kind == "region" and code in figures.late.rows and code:
        return services_of_region(figures, code)
    return None


def people_by_phase(figures: Figures) -> Finding:
    """People by phase, children and adults."""
    tables = (figures.before, figures.home)
    lines = {
        code: (*cells, total)
        for table in tables
        for code, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)
    }
    first = _first(figures.home.rows, figures.home.row_totals)
    heading = (
        _("Most people are in: %(phase)s") % {"phase": words.phase_name(first)}
        if first
        else _("People by phase")
    )
    series = (charts.Series(_("children"), "a"), charts.Series(_("adults"), "b"))
    chart = charts.columns(
        [charts.ChartRow(code, line[:2], figure_text(line[2])) for code, line in lines.items()],
        series,
        label=_(
            "Columns: people in each phase, children and adults. The table beside it has the same figures."
        ),
        rtl=get_language_bidi(),
    )
    columns = (parts.Column(_("Phase")), *_numbers(_("Children"), _("Adults"), _("All")))
    rows = [(words.phase_name(code), *line) for code, line in lines.items()]
    totals = [rules.sum_of(*(table.column_totals[n] for table in tables)) for n in range(2)]
    foot = (_("All"), *totals, whole(figures))
    table = parts.Table(_("People by phase"), columns, rows, foot)
    return Finding("phases", heading, chart, table, note=_note(*tables))


def services_by_discipline(figures: Figures) -> Finding:
    """Late and due services by the kind of worker who acts next; a link opens the services by region."""
    late, due = figures.late, figures.due
    order = _both_ordered(late.columns, late.column_totals, due.columns, due.column_totals)
    counts = {
        c: (_of(late.columns, late.column_totals, c), _of(due.columns, due.column_totals, c)) for c in order
    }
    first = _first(late.columns, late.column_totals)
    heading = (
        _("The most late services are with: %(discipline)s") % {"discipline": words.discipline_name(first)}
        if first
        else _("Services by kind of worker")
    )
    deeper = len(late.rows) > 1
    rows = [
        (_linked(words.discipline_name(c), "desk:overview_discipline", c if deeper else ""), *pair)
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
        _note(late, due),
    )


def services_by_region(figures: Figures) -> Finding:
    """Late services by region on the schematic map."""
    late, due = figures.late, figures.due
    found = _largest(late.rows, late.row_totals, share=0.4)
    heading = (
        _("The most late services are in: %(regions)s") % {"regions": words.listed(map(region_name, found))}
        if found
        else _("Late services by region")
    )
    order = rules.sorted_largest_first(
        {code: total.value for code, total in zip(late.rows, late.row_totals, strict=True)}, late.rows
    )
    tiles = [
        charts.Tile(place.code, place.column, place.row, _of(late.rows, late.row_totals, place.code))
        for place in pack().places_of("region")
        if place.code in late.rows and place.column is not None and place.row is not None
    ]
    chart = charts.tile_map(
        tiles,
        label=_(
            "Schematic map: late services in each region, one tile a region. The table beside it has the same figures."
        ),
    )
    columns = (parts.Column(_("Region")), parts.Column(_("Tile")), *_numbers(_("Late"), _("Due")))
    rows = [
        (
            _linked(region_name(code), "desk:overview_region", code),
            code or "–",
            _of(late.rows, late.row_totals, code),
            _of(due.rows, due.row_totals, code),
        )
        for code in order
    ]
    foot = (_("All"), "", late.total, due.total)
    table = parts.Table(_("Late services by region, most first"), columns, rows, foot, is_tight=True)
    note = _(
        "One tile is one region; size and place are schematic. Services are counted, not people. "
        "Counts under 5 are shown as <5 so that nobody can be recognised."
    )
    return Finding("regions", heading, chart, table, chart_note=note, note=_note(late, due))


def services_of_discipline(figures: Figures, code: str) -> Finding:
    """The services of one kind of worker, by region."""
    late, due = figures.late, figures.due
    lines = _filled([(region, (_cell(late, region, code), _cell(due, region, code))) for region in late.rows])
    name = words.discipline_name(code)
    totals = (_of(late.columns, late.column_totals, code), _of(due.columns, due.column_totals, code))
    return _services(
        f"discipline-{code}",
        _("Services by region: %(discipline)s") % {"discipline": name},
        _("Services by region. Services are counted, never people."),
        _("Region"),
        [(region_name(region), pair) for region, pair in lines],
        [(_linked(region_name(region), "desk:overview_region", region), *pair) for region, pair in lines],
        (_("All"), *totals),
        _note(late, due),
    )


def services_of_region(figures: Figures, code: str) -> Finding:
    """The services of one region, by kind of worker."""
    late, due = figures.late, figures.due
    order = _both_ordered(late.columns, late.column_totals, due.columns, due.column_totals)
    lines = _filled([(one, (_cell(late, code, one), _cell(due, code, one))) for one in order])
    totals = (_of(late.rows, late.row_totals, code), _of(due.rows, due.row_totals, code))
    return _services(
        f"region-{code}",
        _("Services by kind of worker: %(region)s") % {"region": region_name(code)},
        _("Services by kind of worker. Services are counted, never people."),
        _("Kind of worker"),
        [(words.discipline_name(one), pair) for one, pair in lines],
        [(words.discipline_name(one), *pair) for one, pair in lines],
        (_("All"), *totals),
        _note(late, due),
    )


def people_by_operation(figures: Figures) -> Finding:
    """Those who are home, by the operation that brought them."""
    table = figures.arrivals
    first = _first(table.rows, table.row_totals)
    heading = (
        _("The most people came with: %(operation)s") % {"operation": operation_name(first)}
        if first
        else _("Arrivals by operation")
    )
    series = (charts.Series(_("children"), "a"), charts.Series(_("adults"), "b"))
    lines = list(zip(figures.operations, table.cells, table.row_totals, strict=True))
    chart = charts.bars(
        [charts.ChartRow(operation_name(o.name), cells, figure_text(total)) for o, cells, total in lines],
        series,
        label=_("Bars: people by operation, children and adults. The table beside it has the same figures."),
        rtl=get_language_bidi(),
    )
    columns = (
        parts.Column(_("Operation")),
        parts.Column(_("When")),
        *_numbers(_("Children"), _("Adults"), _("All")),
    )
    rows = [(operation_name(o.name), months(o), *cells, total) for o, cells, total in lines]
    foot = (_("All who are home"), "", *table.column_totals, table.total)
    caption = _(
        "Arrivals by operation. Figures count the people of this programme; published figures can differ."
    )
    return Finding("arrivals", heading, chart, parts.Table(caption, columns, rows, foot), note=_note(table))


def region_name(code: str) -> str:
    """A region; those who have none yet stand together."""
    return words.place_name(code) or (code if code else _("No region yet"))


def operation_name(code: str) -> str:
    """An operation as people call it."""
    return {SELF: _("Came by themselves"), UNKNOWN: _("Arrival not recorded")}.get(code, code)


def months(operation: Operation) -> str:
    """When its people arrived."""
    first, last = operation.first_on, operation.last_on
    if first is None or last is None:
        return ""
    if (first.year, first.month) == (last.year, last.month):
        return words.month(first)
    return f"{first.year}–{last.year}" if first.year != last.year else _month_span(first, last)


def _month_span(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {"first": words.month(first), "last": words.month(last)}


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
    columns = (parts.Column(first_column), *_numbers(_("Late"), _("Due")))
    return Finding(key, heading, chart, parts.Table(caption, columns, rows, foot), note=note)


def _numbers(*labels: str) -> tuple[parts.Column, ...]:
    return tuple(parts.Column(label, is_number=True) for label in labels)


def _linked(label: str, name: str, code: str) -> parts.Cell:
    return parts.Cell(label, reverse(name, args=[code]) if code else "")


ZERO = ProtectedCount(0, "0")


def _of(codes: Sequence[str], counts: Sequence[ProtectedCount], code: str) -> ProtectedCount:
    return counts[codes.index(code)] if code in codes else ZERO


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


def _first(codes: Sequence[str], counts: Sequence[ProtectedCount]) -> str:
    """The code with the largest printed figure; empty where none stands out."""
    best = max(zip(counts, codes, strict=True), key=lambda one: one[0].order, default=None)
    return best[1] if best and best[0].order > 0 else ""


def _largest(codes: Sequence[str], counts: Sequence[ProtectedCount], *, share: float) -> list[str]:
    return rules.largest_until_half(
        {code: count.value for code, count in zip(codes, counts, strict=True) if code}, share
    )


def _both_ordered(
    codes: Sequence[str],
    counts: Sequence[ProtectedCount],
    others: Sequence[str],
    more: Sequence[ProtectedCount],
) -> list[str]:
    everything = [*codes, *(code for code in others if code not in codes)]
    figures = {code: _of(codes, counts, code).value for code in everything}
    return rules.sorted_largest_first(figures, everything)


def _note(*tables: ProtectedTable) -> str:
    """What the marks mean, where a table has them."""
    if any(table.has_hidden_totals for table in tables):
        return _(
            "Counts of 1 to 4 are shown as <5. A * hides another figure from which one of them could be worked out."
        )
    return _("Counts of 1 to 4 are shown as <5.")
