"""The register of what people asked about their files; entering, confirming and answering it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import about, decide, needs
from shanyraq.cases.actions.own_sheet import receivers
from shanyraq.foundation import clock
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.rights import permissions
from shanyraq.rights.actions import requests as acts
from shanyraq.rights.forms import AnswerForm, FindForm, RequestForm
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.presenters import erasures as erasures_shown
from shanyraq.rights.presenters import holds as holds_shown
from shanyraq.rights.presenters import requests as shown
from shanyraq.rights.presenters import words
from shanyraq.rights.queries import erasures, holds, people
from shanyraq.rights.queries import requests as read
from shanyraq.rights.queries.telling import waiting_words
from shanyraq.rights.rules import DECLINED, KINDS
from shanyraq.rights.views.found import actor_of, subject_or_404
from shanyraq.ui.parts import Filter


@needs(GET=permissions.REQUEST_SEE)
def requests(request: HttpRequest) -> HttpResponse:
    """What people asked about their files: what waits, first what is due first; or what was answered."""
    actor, today = actor_of(request), clock.today()
    form = FindForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        person = people.person_with_code(actor, form.cleaned_data["code"])
        if person is not None:
            return redirect("rights:requests_of", person_id=person)
        form.add_error("code", _("There is no file with this code that you may know of."))
    is_answered = request.GET.get("state") == "answered"
    found = read.requests_for(actor, answered=is_answered)
    subjects = people.subjects_of(actor, {one.person_id for one in found}, words.language())
    here = reverse("rights:requests")
    context = {
        "form": form,
        "found": found,
        "table": shown.table(found, subjects, today),
        "lede": waiting_words(read.waiting_for(actor, today)),
        "filters": [
            Filter(_("Waiting"), here, is_current=not is_answered),
            Filter(_("Answered"), f"{here}?state=answered", is_current=is_answered),
        ],
        "oversees": permissions.oversees(actor),
        "sees_erasures": bool(decide(actor, permissions.ERASURE_SEE)),
    }
    return render(request, "rights/requests.html", context)


@about("rights.DataRequest")
@needs(GET=permissions.REQUEST_SEE, POST=permissions.REQUEST_ENTER)
@sent_once
def requests_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What one person asked, what the law keeps and what was erased; with the form for a new request."""
    actor, at = actor_of(request), clock.now()
    subject = subject_or_404(request, person_id)
    opened = _open_already(request, person_id)
    form = _request_form(request, person_id, is_open=opened is not None)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            told = dict(form.cleaned_data)
            again = told.pop("is_again", False)
            made = acts.receive_request(
                person_id=person_id, new=acts.NewRequest(**told), is_again=again, by=actor, at=at
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is entered. Tell the person until when the answer comes."))
            return redirect("rights:request", request_id=made.pk)
    context = _about(request, person_id) | {"subject": subject, "form": form, "open": opened}
    return render(request, "rights/requests_of.html", context)


@needs(GET=permissions.REQUEST_SEE)
def show_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, its days, what to do next, and the answer."""
    return render(request, "rights/request.html", _context(request, _found(request, request_id), None))


@needs(POST=permissions.REQUEST_ANSWER)
@sent_once
def acknowledge_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down that the person was told that it came in."""
    _found(request, request_id)
    try:
        acts.acknowledge_request(request_id=request_id, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down: the person knows until when the answer comes."))
    return redirect("rights:request", request_id=request_id)


@needs(GET=permissions.REQUEST_ANSWER, POST=permissions.REQUEST_ANSWER)
@sent_once
def answer_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down what came of it, as the person was told."""
    found = _found(request, request_id)
    form = AnswerForm(request.POST or None, kind=found.kind)
    if request.method == "POST" and form.is_valid():
        try:
            acts.answer_request(
                request_id=request_id, **form.cleaned_data, by=actor_of(request), at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            found = _found(request, request_id)  # it may have been answered from another window
        else:
            messages.success(request, _("The answer is written down."))
            return redirect("rights:request", request_id=request_id)
    return render(request, "rights/request.html", _context(request, found, form))


def _found(request: HttpRequest, request_id: UUID) -> DataRequest:
    found = read.request_of(actor_of(request), request_id)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, found: DataRequest, form: AnswerForm | None) -> dict[str, Any]:
    actor, today = actor_of(request), clock.today()
    subject = people.subject_of(actor, found.person_id, words.language())
    is_open = found.state != shown.rules.ANSWERED
    may_answer = is_open and bool(decide(actor, permissions.REQUEST_ANSWER))
    declined = erasures.declined_for(actor, found.pk) if is_open else None
    return {
        "found": found,
        "subject": subject,
        "facts": shown.facts(found, subject, today),
        "state": shown.state_words(found, today),
        "unsaved": form if form is not None and form.is_bound and not is_open else None,
        "is_declined": declined is not None,
        "next_step": None if declined else shown.next_step(found, subject, actor),
        "next_words": shown.next_words(found, declined) if is_open else "",
        "may_acknowledge": may_answer and found.state == shown.rules.RECEIVED,
        "answer_form": (form or _answer_form(found, declined)) if may_answer else None,
    }


def _answer_form(found: DataRequest, declined: Erasure | None) -> AnswerForm:
    """An empty answer; where others declined what was asked, theirs, so that the person is told their reasons."""
    if declined is None:
        return AnswerForm(kind=found.kind)
    told = {"outcome": DECLINED, "ground": declined.declined_ground, "reasons": declined.declined_reasons}
    return AnswerForm(kind=found.kind, initial=told)


def _open_already(request: HttpRequest, person_id: UUID) -> DataRequest | None:
    """The open request that says the same as the one that is being entered."""
    kind, purpose = request.POST.get("kind", ""), request.POST.get("purpose", "")
    if kind not in KINDS or purpose not in (
        "",
        *dict(words.purposes()),
    ):  # typed by no form: nothing to ask for
        return None
    return read.open_request(actor_of(request), person_id, kind, purpose)


def _request_form(request: HttpRequest, person_id: UUID, *, is_open: bool) -> RequestForm | None:
    """The form, for who enters requests and where there is a support file that they are about."""
    case = people.newest_case(person_id)
    if case is None or erasures.is_erased(person_id):
        return None
    if not decide(actor_of(request), permissions.REQUEST_ENTER):
        return None
    askers = [(code, words.asker(code)) for code in receivers(case, clock.today())]
    return RequestForm(
        request.POST or None,
        is_open=is_open,
        askers=askers,
        purposes=words.purposes(),
        languages=words.languages(),
        initial={
            "received_on": localdate(clock.now()),
            "asked_by": askers[0][0],
            "language": people.spoken_language(case) or words.language(),
        },
    )


def _about(request: HttpRequest, person_id: UUID) -> dict[str, Any]:
    """What was asked, held and erased of one person."""
    actor, today = actor_of(request), clock.today()
    asked, held = read.of_person(actor, person_id), holds.holds_of(actor, person_id)
    gone = erasures.erasures_of(actor, person_id)
    return {
        "asked": asked,
        "asked_table": shown.own_table(asked, today),
        "held": held,
        "held_table": holds_shown.own_table(held, holds.renewed_of(held), today),
        "gone": gone,
        "gone_table": erasures_shown.own_table(gone, clock.real_now(), erasures.kept_back(gone, today)),
        "is_erased": erasures.is_erased(person_id),
        "may_hold": bool(decide(actor, permissions.HOLD_SET)),
        "may_erase": bool(decide(actor, permissions.ERASURE_ASK)),
    }
