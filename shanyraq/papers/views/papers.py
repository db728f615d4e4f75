"""Pages around papers: those of one person, adding one, opening one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.scanning import NotScanned
from shanyraq.foundation.sending import sent_once
from shanyraq.papers import presenters, queries, rules
from shanyraq.papers.actions import adding
from shanyraq.papers.actions.adding import CannotKeepPaper
from shanyraq.papers.forms import PaperForm
from shanyraq.papers.permissions import PAPER_ADD, PAPER_SEE
from shanyraq.people.models import Person

# Whatever is in a file: no browser runs it, shows it within a page of ours, or takes it for something else.
ALONE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@needs(GET=PAPER_SEE)
def papers(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The papers of one person, as far as the reader opens them."""
    actor = actor_of(request)
    person = person_seen(actor, person_id)
    found = queries.papers_of(actor, person_id)
    may_add = bool(presenters.choices(actor)) and queries.open_case_of(actor, person_id) is not None
    context = {
        "person": person,
        "name": presenters.called(person),
        "rows": presenters.rows(found, actor, clock.now()),
        "lines": presenters.lines(queries.taken_away(actor, person_id), actor, clock.now()),
        "may_add": may_add,
    }
    return render(request, "papers/papers.html", context)


@needs(PAPER_ADD)
@sent_once
def add_paper(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Choose a file; it is looked through, cleaned and sealed before it is kept."""
    actor = actor_of(request)
    person, case = person_seen(actor, person_id), queries.open_case_of(actor, person_id)
    kinds = presenters.choices(actor)
    if case is None:
        raise Http404
    if not kinds:
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    is_sent = request.method == "POST"
    files = request.FILES if is_sent else None
    form = PaperForm(request.POST if is_sent else None, files, kinds=kinds, initial={"kind": kinds[0][0]})
    if is_sent and "too_large" in vars(request):
        form.refuse_size()
    elif is_sent and form.is_valid():
        told = {**form.cleaned_data, "data": form.cleaned_data["file"].read()}
        del told["file"]
        try:
            adding.add_paper(**told, case_id=case.pk, by=actor, at=clock.now())
        except (CannotKeepPaper, NotScanned) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The paper is kept; what the file was called is not."))
            return redirect("papers:papers", person_id=person_id)
    return render(
        request, "papers/add_paper.html", {"form": form, "person": person, "name": presenters.called(person)}
    )


@needs(GET=PAPER_SEE)
def open_paper(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    """The file itself, to be saved and opened elsewhere. The gate writes down who opened it before it leaves."""
    paper = queries.paper_of(actor_of(request), paper_id)
    if paper is None or paper.harmful_since is not None:
        raise Http404
    response = HttpResponse(queries.content_of(paper), content_type=rules.CONTENT_TYPES[paper.form])
    name = rules.file_name(str(paper.pk), paper.form)
    for header, value in (*ALONE.items(), ("Content-Disposition", f'attachment; filename="{name}"')):
        response.headers[header] = value
    return response


def person_seen(actor: Actor, person_id: uuid.UUID) -> Person:
    """Somebody whose file the reader sees. Raises Http404."""
    person = queries.person_of(actor, person_id)
    if person is None:
        raise Http404
    return person


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found
