"""The families somebody sees, and finding one person or family among them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import needs
from shanyraq.cases.permissions import EXPORT_MAKE
from shanyraq.desk.forms import LONGEST_SEARCH, FamiliesFilter, SearchWords, asked
from shanyraq.desk.presenters import families as shown
from shanyraq.desk.presenters.words import language_now
from shanyraq.desk.queries import families as read
from shanyraq.foundation.clock import today
from shanyraq.people.queries import family_order, search_families, search_people
from shanyraq.ui.paging import Sort, page_of

BY_ARRIVAL = Sort("arrived", "arrived", _("Arrived"), can_be_empty=True, starts_descending=True)

SHOWN_OF_LONG = 40  # how much of a text too long to be searched for is told again


@needs("case.read")
def families(request: HttpRequest) -> HttpResponse:
    """The list of families with an open file."""
    actor, day, url = request.actor, today(), reverse("desk:families")  # type: ignore[attr-defined]
    wanted = asked(FamiliesFilter, request)
    by_arrival = request.GET.get("sort", "").removeprefix("-") == BY_ARRIVAL.key
    rows = read.families_for(actor, **wanted, by_arrival=by_arrival)
    by_name = Sort("name", family_order(actor, language_now()), _("Family"))
    page = page_of(rows, request.GET, sorts=(by_name, BY_ARRIVAL))
    views = read.views_of(actor, page.rows)
    context = {
        "page": page,
        "table": shown.table_of(page.rows, views, day),
        "late": sum(view.late for view in views.values()),
        "is_narrowed": any(wanted.values()),
        "url": url,
        "regions": shown.region_filters(url, wanted) if read.has_far_reach(actor) else [],
        "phases": shown.phase_filters(url, wanted),
        "nationalities": shown.nationality_filters(url, wanted) if actor.reads("C1") else [],
        "may_take": EXPORT_MAKE in actor.may,
        "may_register": "person.register" in actor.may,
    }
    return render(request, "desk/families.html", context)


@needs("case.read")
def search(request: HttpRequest) -> HttpResponse:
    """People and families whom some words may mean."""
    actor, day = request.actor, today()  # type: ignore[attr-defined]
    words = asked(SearchWords, request)["q"]
    sought = "" if len(words) > LONGEST_SEARCH else shown.without_family_word(words)
    people = search_people(actor, sought) if sought else []
    found = search_families(actor, sought, language=language_now()) if sought else []
    context = {
        "words": words if len(words) <= LONGEST_SEARCH else words[:SHOWN_OF_LONG] + "…",
        "people": shown.people_rows(people, day),
        "families": shown.family_rows(found, read.views_of(actor, found), day) if found else [],
        "count": len(people) + len(found),
    }
    return render(request, "desk/search.html", context)
