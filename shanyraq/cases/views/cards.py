"""Summary cards: everybody of whom something has to be known, and writing one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.cases import permissions
from shanyraq.cases.actions import cards
from shanyraq.cases.actions.cards import CannotWriteCard
from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.forms.cards import CardForm
from shanyraq.cases.models import Case
from shanyraq.cases.presenters import cards as shown
from shanyraq.cases.presenters import words
from shanyraq.cases.queries import cards as read
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation import clock, keyring
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.sending import sent_once
from shanyraq.people.queries import names_prefetch
from shanyraq.ui.paging import Sort, page_of


@needs("card.read")
def show_cards(request: HttpRequest) -> HttpResponse:
    """Everybody of whom the reader has something to know, a page at a time."""
    actor = actor_of(request)
    by_name = Sort("name", "sort_name") if actor.reads("C1") else Sort("code", "code")
    people = read.people_with_cards(actor).prefetch_related(names_prefetch(actor))
    page = page_of(people, request.GET, sorts=(by_name,), size=40)
    keyring.warm(person.pk for person in page.rows)
    context = {"page": page, "people": shown.known(page.rows, actor, clock.now().date())}
    return render(request, "cases/cards.html", context)


@needs("card.write")
@sent_once
def write_card(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Write a card of one person; the form says what belongs there, what does not, and who sees it."""
    actor, at = actor_of(request), clock.now()
    case = _open_case(actor, person_id)
    if not shown.topics_for(actor):
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    keyring.warm([person_id])
    standing = read.standing_cards(actor, [person_id])
    topics = shown.choices(actor, standing)
    hers = [card for card in standing if card.topic in dict(topics)]
    initial = {"topic": request.GET.get("topic") or topics[0][0]}
    form = CardForm(request.POST or None, topics=topics, has_cards=bool(hers), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            cards.write_card(case_id=case.pk, by=actor, at=at, sure=form.sure, **form.cleaned_data)
        except Doubtful as doubtful:
            form.ask(doubtful)
        except CannotWriteCard as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The card is saved: those who need it see it from now on."))
            return redirect(_home(actor, person_id))
    context = {
        "form": form,
        "name": words.full_name(case.person),
        "code": case.person.code,
        "earlier": shown.earlier(read.earlier_cards(actor, person_id), actor, at.date()),
        "home": _home(actor, person_id),
    }
    return render(request, "cases/write_card.html", context)


def _open_case(actor: Actor, person_id: uuid.UUID) -> Case:
    """Her open file, with her names. Raises Http404."""
    case = (
        Case.objects.visible_to(actor)
        .filter(person=person_id, closed_at=None)
        .select_related("person")
        .prefetch_related(names_prefetch(actor, "person__names"))
        .first()
    )
    if case is None:
        raise Http404
    return case


def _home(actor: Actor, person_id: uuid.UUID) -> str:
    reads_files = permissions.CASE_READ in actor.may and actor.reads("C1")
    return reverse("cases:person", args=[person_id]) if reads_files else reverse("cases:cards")
