"""The file of a family: its plan, its people, what happened."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.access.permissions import needs
from shanyraq.cases.forms.steps import RecordForm
from shanyraq.cases.presenters import around, cards, family, history, kin, people, recording, reviews
from shanyraq.cases.presenters import changes as put_right
from shanyraq.cases.presenters.owed import Service
from shanyraq.cases.presenters.plan import FILTERS, plan_page
from shanyraq.cases.presenters.saved import answer
from shanyraq.cases.presenters.step_actions import file_url, home_url
from shanyraq.cases.queries import changes, files, happenings, pack
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.views.files import load, uuid_in
from shanyraq.foundation.sending import sent_once
from shanyraq.ui.paging import Sort, page_of

NEWEST = 60
ON_TIMELINE = ("person", "case", "kind", "at", "is_retraction")
A_PAGE = 60


@needs("case.read")
@sent_once(where="record")
def show_family(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Everything about one family on one page: where everyone is, the plan, who is who, what happened."""
    return render(request, "cases/family.html", plan_context(request, load(request, family_id, None)))


@needs("case.read")
def show_people(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Who belongs to the family, and what they are to each other."""
    file = load(request, family_id, None)
    relatives = files.relatives_of(file.actor, file)
    context = family.head_of(file, "people")
    context["cards"] = people.cards(file, relatives)
    context["graph"] = graph_of(file, relatives)
    return render(request, "cases/people.html", context)


@needs("case.read")
def show_history(
    request: HttpRequest, family_id: uuid.UUID | None = None, person_id: uuid.UUID | None = None
) -> HttpResponse:
    """Everything that was recorded in what the reader opens, corrections beside the first entries."""
    file = load(request, family_id, person_id)
    rows = happenings.newest_evidence(file.actor, file.case_ids).select_related("recorded_by")
    page = page_of(rows, request.GET, sorts=(Sort("day", "at", starts_descending=True),), size=A_PAGE)
    context = family.head_of(file, "history")
    context["page"] = page
    older, newer = page.next_query, page.previous_query
    found = changes.changes_beside(
        file,
        rows,
        page.rows,
        has_older=bool(older if page.descending else newer),
        has_newer=bool(newer if page.descending else older),
    )
    told = history.entries(file, happenings.entries_of(file.actor, page.rows))
    told += put_right.entries(file, found)
    context["entries"] = sorted(told, key=lambda entry: entry.at, reverse=page.descending)
    return render(request, "cases/history.html", context)


def plan_context(request: HttpRequest, file: SupportFile) -> dict[str, Any]:
    """The page of a plan, for a family or one person. Raises Http404 for a filter that does not exist."""
    shown = request.GET.get("show", "open")
    if shown not in FILTERS:
        raise Http404
    head = family.head_of(file, "plan")
    rows: list[Service] = head["open_services"]  # type: ignore[assignment]
    open_row = row_in(request.GET.get("record", ""))
    form = row_form(file, rows, open_row)
    coming = happenings.meetings_of(file.actor, file.case_ids, since=file.at)
    newest = happenings.newest_evidence(file.actor, file.case_ids).only(*ON_TIMELINE)
    waiting, answered = happenings.reviews_in(file.actor, file.case_ids)
    is_drawn = file.alone is None and file.actor.reads("C7")
    relatives = files.relatives_of(file.actor, file) if is_drawn else []
    return {
        **head,
        "saved": saved_answer(request, file),
        "history_url": file_url("history", file) if file.everyone else "",
        "members": family.members(file),
        "plan": plan_page(file, rows, shown, home_url(file), open_row=open_row, form=form),
        "to_know": cards.to_know(file),
        "speak": around.speak(file, coming),
        "team": around.team(file),
        "asked": reviews.asked(file, waiting),
        "answers": reviews.answers(file, answered),
        "team_actions": around.team_actions(file, waiting),
        "happenings": around.timeline(file, list(newest.order_by("-at", "-seq")[:NEWEST]), coming),
        "graph": graph_of(file, relatives) if is_drawn else None,
    }


def row_in(text: str) -> str:
    """The row of a plan that an address names; it may have been closed since. Raises Http404 for what names none."""
    action, dot, number = text.partition(".")
    if text and (action not in pack().actions or (dot and not number.isdecimal())):
        raise Http404
    return text


def row_form(file: SupportFile, rows: list[Service], row_id: str) -> RecordForm | None:
    """The form that stands open under a row of the plan; None where there is no such row or no right."""
    service = next((row for row in rows if row.id == row_id), None)
    subject = recording.subject_of_service(service, file) if service else None
    return blank_form(file, subject) if subject else None


def blank_form(file: SupportFile, subject: recording.Subject, data: Any = None, **initial: Any) -> RecordForm:
    """The general form for a subject, with the interpreters of the family's languages to choose from."""
    region = file.members[0].case.region
    staff = files.interpreters(recording.spoken_in(file), region)
    form = RecordForm(
        data,
        initial={**recording.initial_parts(subject, file), **initial},
        **recording.form_parts(subject, file, staff),
    )
    form.url, form.title = recording.form_address(subject, file), subject.title
    return form


def graph_of(file: SupportFile, relatives: list[Any]) -> Any:
    """The family's drawing, for those who read family and care; None for others."""
    if not file.actor.reads("C7"):
        return None
    ids = [*file.person_ids, *(person.pk for person in relatives)]
    return kin.family_graph(file, relatives, files.kinships_among(file.actor, ids))


def saved_answer(request: HttpRequest, file: SupportFile) -> Any:
    """What the last saving changed, where the address names one."""
    together = uuid_in(request.GET, "saved")
    if together is None:
        return None
    records = happenings.saved_together(file.actor, together, file.case_ids)
    cases = [member.case for member in file.members]
    return answer(file, records, happenings.difference_made(records, cases, file.at))
