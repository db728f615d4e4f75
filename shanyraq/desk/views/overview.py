"""The programme in figures, as far as the reader's role reaches. Services and people are counted, nobody is listed."""

from __future__ import annotations

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.access.permissions import needs
from shanyraq.cases.queries.ratios import passed
from shanyraq.desk.permissions import OVERVIEW_READ
from shanyraq.desk.presenters import overview as shown
from shanyraq.desk.presenters import words
from shanyraq.desk.presenters.finding import region_name
from shanyraq.desk.queries import counts_for
from shanyraq.foundation.clock import now, today
from shanyraq.ui.figures import figure_text
from shanyraq.ui.parts import Cell


@needs(GET=OVERVIEW_READ, HEAD=OVERVIEW_READ)
def overview(request: HttpRequest) -> HttpResponse:
    """What works, what is late, and where."""
    figures, at = counts_for(request.actor, today()), now()  # type: ignore[attr-defined]
    context = {
        "as_of": words.long_day(at.date()),
        "hour": f"{at:%H:%M}",
        "place": words.listed(map(region_name, figures.regions)) if figures.regions else "",
        "headline": shown.headline(figures),
        "people": shown.people_sentence(figures),
        "children": shown.children_sentence(figures),
        "places": shown.places_sentence(figures),
        "figures": shown.figures_of(figures),
        "short_of": shown.short_of(passed(today(), figures.regions)),
        "findings": shown.findings_of(figures),
    }
    return render(request, "desk/overview.html", context)


@needs(GET=OVERVIEW_READ, HEAD=OVERVIEW_READ)
def overview_discipline(request: HttpRequest, discipline: str) -> HttpResponse:
    """The services of one kind of worker, by region."""
    return _deeper(request, f"discipline-{discipline}")


@needs(GET=OVERVIEW_READ, HEAD=OVERVIEW_READ)
def overview_region(request: HttpRequest, region: str) -> HttpResponse:
    """The services of one region, by kind of worker."""
    return _deeper(request, f"region-{region}")


@needs(GET=OVERVIEW_READ, HEAD=OVERVIEW_READ)
def overview_csv(request: HttpRequest, table: str) -> HttpResponse:
    """One of the tables as a file, with the very figures that the page shows."""
    found = shown.finding(counts_for(request.actor, today()), table)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="shanyraq-{table}-{today().isoformat()}.csv"'
    response.write("\ufeff")  # so that a spreadsheet reads Kazakh and Arabic
    writer = csv.writer(response)
    writer.writerow([str(column.label) for column in found.table.columns])
    for row in (*found.table.rows, found.table.foot):
        writer.writerow([_as_text(value) for value in row])
    return response


def _deeper(request: HttpRequest, key: str) -> HttpResponse:
    found = shown.finding(counts_for(request.actor, today()), key)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return render(
        request,
        "desk/overview_part.html",
        {"finding": found, "as_of": words.long_day(today()), "job": "overview"},
    )


def _as_text(value: object) -> str:
    """A cell as the file holds it; words that a spreadsheet would take for a formula are marked as words."""
    bare = value.value if isinstance(value, Cell) else value
    if hasattr(bare, "label") and hasattr(bare, "value"):
        return str(bare.label)
    text = figure_text(bare)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
