"""A copy of her own data, as an open request asks for it: seen, printed, and written down as given."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import own_sheet as acts
from shanyraq.cases.forms.own_sheet import ChooseWordsForm, GiveSheetForm
from shanyraq.cases.presenters import family
from shanyraq.cases.presenters import own_copy as shown
from shanyraq.cases.presenters.consents import giver_words
from shanyraq.cases.queries import own_copy as read
from shanyraq.cases.queries.answers import answers_of
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.queries.links import CopyAsked, copy_asked
from shanyraq.cases.rules import receivers_of_copy
from shanyraq.cases.views.files import load
from shanyraq.cases.views.own_sheet import in_language, language_of
from shanyraq.foundation.sending import sent_once


@needs("sheet.give")
@sent_once
def give_copy(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The copy in her language, to be printed; once it was handed over, to be written down as given."""
    file = load(request, None, person_id)
    asked = copy_asked(file.actor, person_id)
    if asked is None or not file.everyone:
        raise Http404
    form, language = _form(request, file, asked), language_of(request, file)
    if request.method == "POST" and form.is_valid():
        try:
            acts.give_copy(
                case_id=file.everyone[0].case.pk,
                given_to=form.cleaned_data["given_to"],
                language=language,
                by=file.actor,
                at=file.at,
            )
        except acts.CannotGive as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down: the copy was given. Now the request can be answered."))
            return redirect(asked.url)
    context = {**family.head_of(file, ""), "form": form, "asked": asked, **_copy(request, file, language)}
    return render(request, "cases/give_copy.html", context)


def _form(request: HttpRequest, file: SupportFile, asked: CopyAsked) -> GiveSheetForm:
    member = file.everyone[0]
    may_have = receivers_of_copy(acts.receivers(member.case, file.today), asked.asked_by)
    given_to = [(code, giver_words(code, member)) for code in may_have]
    initial = {"given_to": asked.asked_by if asked.asked_by in may_have else ""}
    return GiveSheetForm(request.POST or None, receivers=given_to, initial=initial)


def _copy(request: HttpRequest, file: SupportFile, language: str) -> dict[str, Any]:
    """The copy in one language; the words that were chosen for it stay chosen in another."""
    person, actor = file.everyone[0].case.person_id, file.actor
    entries = read.happened(actor, person)
    passages = read.passages(actor, person, entries)
    chosen = frozenset(request.GET.getlist("words")) & {one.id for one in passages}
    found = shown.Copied(
        file, answers_of(actor, file.case_ids).last, entries, passages, chosen, read.kin(actor, person)
    )
    with translation.override(language):
        copy = shown.own_copy(found)
    here = reverse("cases:give_copy", kwargs={"person_id": person})
    more = "".join(f"&{urlencode({'words': one})}" for one in sorted(chosen))
    return {
        "copy": copy,
        "choose_form": _choose_form(passages, chosen),
        **in_language(language, here, more),
    }


def _choose_form(passages: Sequence[read.Passage], chosen: frozenset[str]) -> ChooseWordsForm | None:
    choices = [
        (one.id, format_html("{}: <bdi>{}</bdi>", shown.choice_words(one), one.text)) for one in passages
    ]
    return ChooseWordsForm(initial={"words": sorted(chosen)}, passages=choices) if passages else None
