"""What a supervisor's team has before it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.cases.permissions import EXPORT_MAKE
from shanyraq.cases.queries import pack
from shanyraq.desk.forms import NeedsFilter, asked
from shanyraq.desk.presenters import needs as needs_shown
from shanyraq.desk.presenters import team as shown
from shanyraq.desk.presenters import today as day_shown
from shanyraq.desk.presenters.emergencies import emergencies_sentence
from shanyraq.desk.presenters.exports import exports_sentence
from shanyraq.desk.queries import needs as needs_read
from shanyraq.desk.queries import team as read
from shanyraq.desk.queries.today import staff_of
from shanyraq.foundation.clock import now, real_now
from shanyraq.panels.queries.panels import waiting_for as panels_waiting
from shanyraq.panels.queries.telling import waiting_words as panels_words


@needs("case.assign")
def team(request: HttpRequest) -> HttpResponse:
    """Late services of the team's families, its workers by name, what waits for the supervisor."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    wanted = asked(NeedsFilter, request)
    late = read.late_by_discipline(actor)
    of = read.team_steps(actor) & Q(state="LATE")
    if wanted["discipline"]:
        of &= Q(discipline=wanted["discipline"])
    needs_late = needs_read.needs_of(actor, of, position=wanted["after"])
    unassigned, requests = read.families_without_manager(actor), read.requests_waiting(actor)
    waiting = shown.request_rows(requests, actor, at.date())
    kept = [("discipline", wanted["discipline"])] if wanted["discipline"] else []
    following = urlencode([*kept, ("after", needs_late.next_position)])
    context = {
        "kicker": day_shown.kicker(staff_of(actor), at),
        "late_sentence": shown.late_sentence(sum(late.values())),
        "has_late": bool(late),
        "waiting_sentence": shown.waiting_sentence(len(unassigned), len(waiting)),
        "filters": shown.discipline_filters(late, wanted["discipline"], reverse("desk:team")),
        "steps": needs_shown.rows_of(needs_late, actor, at.date()),
        "next_query": f"?{following}#late" if needs_late.next_position else "",
        "workers": shown.workers_of(read.workers_of_team(actor, at.date()), pack().params.caseload_max),
        "unassigned": shown.unassigned_rows(unassigned),
        "requests": waiting,
        "may_take": EXPORT_MAKE in actor.may,
    }
    return render(request, "desk/team.html", context | _waiting(actor, at))


def _waiting(actor: Actor, at: datetime) -> dict[str, str]:
    """What waits for her elsewhere, a sentence each."""
    return {
        "emergencies": emergencies_sentence(actor),
        "exports": exports_sentence(actor, real_now()),
        "panels": panels_words(panels_waiting(actor, at)),
    }
