"""Every way by which words about people leave the site, besides its addresses as they stand: what is asked of them.

Search, choosing among people, sorting, filters, the next page, a question about a row out of sight in every parameter,
lists taken along, prints, figures as a table, answers to wrong and right forms, and pages of faults.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from shanyraq.cases.models import Case, Export
from shanyraq.people.models import Family, Person, PersonName
from tests.bars.crawl import Crawl
from tests.bars.town import Colleague, Town

# Parameters that name a row, and what of somebody out of sight each is asked for.
ROWS = {
    "who": "case_id",
    "meeting": "appointment_id",
    "other": "person_id",
    "saved": "record_id",
    "record": "record_id",
    "request": "person_id",
    "row": "person_id",
}
SORTS = ("name", "-name", "arrived", "-arrived", "day", "-day")
SEARCHED = ("", "people/{person}/merge/", "people/{person}/kin/", "people/{person}/move/")


def all_channels(crawl: Crawl, who: Colleague) -> Iterator[tuple[str, str]]:
    """Channel and address of everything that a colleague asks."""
    home = crawl.town.people[who.home]
    yield from _searches(crawl.town, home)
    yield from _lists()
    yield from _rows_out_of_sight(crawl, home)
    yield from _prints(home)
    yield from _files()
    yield from (("fault", one) for one in ("/families/none/", f"/people/{crawl.town.people['far'][0]}/"))
    yield from (
        ("record", one) for one in ("/record/", "/record/access/", "/emergencies/", "/seal/", "/exports/")
    )


def _searches(town: Town, home: list[UUID]) -> Iterator[tuple[str, str]]:
    """Names in each script, codes and labels of people out of sight; and the names that all of them bear."""
    strangers = [one for one in town.people["far"] if one not in home] or town.people["near"]
    for person in (strangers[0], home[0]):
        names = list(PersonName._base_manager.filter(person=person).values_list("text", flat=True))
        family = Family._base_manager.get(memberships__person=person, memberships__ends_on=None)
        typed = [
            *names,
            Person._base_manager.get(pk=person).code,
            family.code,
            family.label,
            "zqx",
            "щъы",
            "ظغذ",
        ]
        for words in typed:
            for place in SEARCHED if words in typed[:2] else SEARCHED[:1]:
                where = "/" + (place.format(person=home[0]) or "search/")
                yield "search" if not place else "choice", f"{where}?{urlencode({'q': words})}"


def _lists() -> Iterator[tuple[str, str]]:
    for sort in SORTS:
        for where in ("/families/", "/exports/", "/team/", "/cards/"):
            yield "sort", f"{where}?{urlencode({'sort': sort})}"
    for region in ("ALR", "SHY", "KAR"):
        yield "filter", f"/families/?{urlencode({'region': region})}"
        yield "dashboard", f"/overview/regions/{region}/"
    for phase in ("P0", "P1", "P3", "P6"):
        yield "filter", f"/families/?{urlencode({'phase': phase})}"
    yield "filter", "/families/?nationality=open"
    for state in ("late", "due", "waiting"):
        yield "filter", f"/today/?{urlencode({'state': state})}"
        yield "filter", f"/team/?{urlencode({'state': state})}"
    yield from (("dashboard", one) for one in ("/", "/today/", "/team/", "/overview/"))


def _rows_out_of_sight(crawl: Crawl, home: list[UUID]) -> Iterator[tuple[str, str]]:
    """Her own pages, asked about a row of somebody whom she does not see."""
    strangers = crawl.samples.strangers
    person, family = home[0], Case._base_manager.get(person=home[0]).family_id
    for word, kind in ROWS.items():
        query = urlencode({word: strangers[kind], "step": "P5-09", "kind": "home.visit.made"})
        for page in ("record/", "waive/", "decline/", "meetings/make/", "notes/add/", "", "merge/"):
            yield "parameter", f"/people/{person}/{page}?{query}"
        for page in ("record/", "meetings/make/", ""):
            yield "parameter", f"/families/{family}/{page}?{query}"
    for show in ("late", "done", "later", "not-applicable"):
        yield "filter", f"/people/{person}/?{urlencode({'show': show})}"
    for page in ("history/", "notes/", "consents/", "meetings/"):
        yield page.strip("/"), f"/people/{person}/{page}"


def _prints(home: list[UUID]) -> Iterator[tuple[str, str]]:
    for language in ("kk", "ru", "ar"):
        yield "print", f"/people/{home[0]}/give-sheet/?{urlencode({'language': language})}"


def _files() -> Iterator[tuple[str, str]]:
    for table in ("phases", "regions", "disciplines", "arrivals"):
        yield "table as a file", reverse("desk:overview_csv", kwargs={"table": table})
    for export in Export._base_manager.all():
        yield "list as a file", reverse("cases:export_file", kwargs={"export_id": export.pk})


def listen_to_channels(crawl: Crawl, who: Colleague, only: Collection[str] = ()) -> dict[str, int]:
    """Ask all of it, and follow each list to its next pages. How many canaries each channel brought."""
    told: dict[str, int] = {}
    for channel, address in all_channels(crawl, who):
        if only and channel not in only:
            continue
        before = crawl.heard.canaries
        answer = crawl.ask(who, "get", channel, address)
        for further in next_pages(answer):
            crawl.ask(who, "get", f"{channel}, next page", further)
        told[channel] = told.get(channel, 0) + crawl.heard.canaries - before
    return told


def next_pages(answer: Any) -> list[str]:
    """Where a list goes on."""
    if answer.streaming or answer.status_code != 200:
        return []
    page = answer.content.decode("utf-8", "replace")
    found = re.findall(r'href="([^"]*[?&](?:amp;)?(?:after|before|page)=[^"]*)"', page)
    path = answer.wsgi_request.path
    return [path + unescape(one) if one.startswith("?") else unescape(one) for one in found[:3]]
