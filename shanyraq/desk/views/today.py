"""What needs me today, and in which order."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shanyraq.access.permissions import open_to_staff
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.namesakes import namesakes
from shanyraq.desk.forms import NeedsFilter, asked
from shanyraq.desk.presenters import needs as needs_shown
from shanyraq.desk.presenters import today as shown
from shanyraq.desk.presenters import words
from shanyraq.desk.presenters.answers import answer_rows
from shanyraq.desk.presenters.emergencies import emergencies_sentence, telling_sentence
from shanyraq.desk.queries import needs as needs_read
from shanyraq.desk.queries import today as read
from shanyraq.desk.queries.answers import Answer
from shanyraq.desk.queries.answers import answers_for as read_answers
from shanyraq.foundation.clock import now
from shanyraq.panels.queries.panels import waiting_for as panels_waiting
from shanyraq.panels.queries.telling import waiting_words as panels_words
from shanyraq.rights.queries.requests import waiting_for
from shanyraq.rights.queries.telling import waiting_words


@open_to_staff
def today(request: HttpRequest) -> HttpResponse:
    """A worker's day."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    wanted, mine = asked(NeedsFilter, request), needs_read.own_steps(actor)
    counts = needs_read.count_needs(actor, mine)
    needs = needs_read.needs_of(actor, mine, state=wanted["state"], position=wanted["after"])
    staff, load, meetings = read.staff_of(actor), read.caseload_of(actor), read.meetings_of(actor, at)
    state = wanted["state"].lower()
    following = urlencode([*([("state", state)] if state else []), ("after", needs.next_position)])
    context = {
        "kicker": shown.kicker(staff, at),
        "greeting": shown.greeting(staff, at),
        "meetings_sentence": shown.meetings_sentence(len(meetings)),
        "late_sentence": shown.late_sentence(counts),
        "has_late": counts["LATE"] > 0,
        "meetings": shown.agenda_of(meetings, read.files_seen(actor, meetings), actor, at),
        "filters": needs_shown.filters_of(counts, wanted["state"], reverse("desk:today")),
        "steps": needs_shown.rows_of(needs, actor, at.date()),
        "total": sum(counts.values()),
        "next_query": f"?{following}#list" if needs.next_position else "",
        "list_note": shown.list_note(load),
        "load": shown.load_of(load, pack().params.caseload_max),
        "colleagues": shown.colleagues_of(read.colleagues_of(staff, at)),
        "reads_files": "case.read" in actor.may,
        "may_record": {"case.read", "step.record"} <= set(actor.may),
    }
    return render(request, "desk/today.html", {**context, **_told(actor, at)})


def _told(actor: Actor, at: datetime) -> dict[str, object]:
    """What supervisors answered, what colleagues recorded, what she recorded herself."""
    answers, news, recorded = (
        (read_answers(actor, at), read.news_for(actor, at), read.recorded_today(actor, at))
        if actor.knows_people  # who works with no file is told nothing of any
        else ([], [], [])
    )
    told: list[Answer | read.Told] = [*answers, *news, *recorded]
    people = needs_read.people_by_id(actor, {pk for one in told for pk in one.people})
    alike = words.Namesakes(namesakes(actor, {one.family_id for one in told}), at.date())
    return {
        "emergencies": emergencies_sentence(actor),
        "untold": telling_sentence(actor, at.date()),
        "panels": panels_words(panels_waiting(actor, at)),
        "requests": waiting_words(waiting_for(actor, at.date())),
        "answers": answer_rows(answers, people, alike, actor),
        "news": shown.news_of(news, people, alike, at, reads_files="case.read" in actor.may),
        "recorded": shown.recorded_of(recorded, people, alike),
    }
