"""People of the programme by phase and by operation, each as a chart and a table."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.presenters.finding import Finding, most_of, note_of, number_columns
from shanyraq.desk.queries.overview import SELF, UNKNOWN, Figures, Operation
from shanyraq.ui import charts, parts


def people_by_phase(figures: Figures) -> Finding:
    """People by phase, children and adults."""
    tables = (figures.before, figures.home)
    lines = {
        code: (*cells, total)
        for table in tables
        for code, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)
    }
    first = most_of(figures.home.rows, figures.home.row_totals)
    heading = (
        _("Most people are in: %(phase)s") % {"phase": words.phase_name(first)}
        if first
        else _("People by phase")
    )
    series = (charts.Series(_("children"), "a"), charts.Series(_("adults"), "b"))
    chart = charts.columns(
        [charts.ChartRow(code, line[:2], line[2]) for code, line in lines.items()],
        series,
        label=_(
            "Columns: people in each phase, children and adults. The table beside it has the same figures."
        ),
        rtl=get_language_bidi(),
    )
    columns = (parts.Column(_("Phase")), *number_columns(_("Children"), _("Adults"), _("All")))
    rows = [(words.phase_name(code), *line) for code, line in lines.items()]
    totals = [rules.sum_of(*(table.column_totals[n] for table in tables)) for n in range(2)]
    foot = (_("All"), *totals, rules.sum_of(*(table.total for table in tables)))
    table = parts.Table(_("People by phase"), columns, rows, foot)
    return Finding("phases", heading, chart, table, note=note_of(*tables))


def people_by_operation(figures: Figures) -> Finding:
    """Those who are home, by the operation that brought them."""
    table = figures.arrivals
    first = most_of(table.rows, table.row_totals)
    heading = (
        _("The most people came with: %(operation)s") % {"operation": operation_name(first)}
        if first
        else _("Arrivals by operation")
    )
    series = (charts.Series(_("children"), "a"), charts.Series(_("adults"), "b"))
    lines = list(zip(figures.operations, table.cells, table.row_totals, strict=True))
    chart = charts.bars(
        [charts.ChartRow(operation_name(o.name), cells, total) for o, cells, total in lines],
        series,
        label=_("Bars: people by operation, children and adults. The table beside it has the same figures."),
        rtl=get_language_bidi(),
    )
    columns = (
        parts.Column(_("Operation")),
        parts.Column(_("When")),
        *number_columns(_("Children"), _("Adults"), _("All")),
    )
    rows = [(operation_name(o.name), months(o), *cells, total) for o, cells, total in lines]
    foot = (_("All who are home"), "", *table.column_totals, table.total)
    caption = _(
        "Arrivals by operation. Figures count the people of this programme; published figures can differ."
    )
    return Finding("arrivals", heading, chart, parts.Table(caption, columns, rows, foot), note=note_of(table))


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
