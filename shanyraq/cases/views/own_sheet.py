"""The sheet that a person is given about her own file: seen, printed, and written down as given."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import own_sheet as acts
from shanyraq.cases.forms.own_sheet import GiveSheetForm
from shanyraq.cases.presenters import family, words
from shanyraq.cases.presenters import own_sheet as shown
from shanyraq.cases.presenters.consents import giver_words
from shanyraq.cases.presenters.own_readers import ReadNow
from shanyraq.cases.queries import own_sheet
from shanyraq.cases.queries.answers import answers_of
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.queries.readers import readers_of
from shanyraq.cases.rules import SHEET_LANGUAGES
from shanyraq.cases.views.files import load
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.sending import sent_once
from shanyraq.ui import parts
from shanyraq.vault.queries import openings_of


@needs("sheet.give")
@sent_once
def give_sheet(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The sheet in her language, to be printed; once it was handed over, to be written down as given."""
    file = load(request, None, person_id)
    if not file.everyone:
        raise Http404
    member, language = file.everyone[0], language_of(request, file)
    given_to = [(code, giver_words(code, member)) for code in acts.receivers(member.case, file.today)]
    form = GiveSheetForm(request.POST or None, receivers=given_to, initial={"given_to": given_to[0][0]})
    if request.method == "POST" and form.is_valid():
        receiver = form.cleaned_data["given_to"]
        try:
            acts.give_sheet(
                case_id=member.case.pk,
                given_to=receiver,
                language=language,
                by=file.actor,
                at=file.at,
                handed_at=real_now(),
            )
        except acts.CannotGive as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down: the sheet was given. The history tells it."))
            return redirect("cases:person", person_id=person_id)
    context = {**family.head_of(file, ""), "form": form, **_sheet(file, language, person_id)}
    return render(request, "cases/give_sheet.html", context)


def language_of(request: HttpRequest, file: SupportFile) -> str:
    """The language chosen; else the one she speaks best of those there are, else the page's. Raises Http404."""
    chosen = request.GET.get("language", "")
    if chosen in SHEET_LANGUAGES:
        return chosen
    if chosen:
        raise Http404
    spoken = sorted(file.everyone[0].person.languages.all(), key=lambda row: words.LEVELS.index(row.level))
    return next((row.language for row in spoken if row.language in SHEET_LANGUAGES), words.language_now())


def _sheet(file: SupportFile, language: str, person_id: uuid.UUID) -> dict[str, Any]:
    """The sheet in one language, the other languages to choose from."""
    at = real_now()
    opened = [
        one for one in openings_of(person_id) if one.opened_at and one.opened_at > at - own_sheet.LOOKED_BACK
    ]
    told = shown.Sources(
        file,
        kept=own_sheet.kept(file.actor, file.case_ids),
        now=ReadNow(
            readers_of(person_id, at),
            own_sheet.open_in_emergency(person_id, at),
            own_sheet.topics_of_cards(file.actor, person_id),
        ),
        readings=own_sheet.readings_of(person_id, at),
        openings=opened,
        answers=answers_of(file.actor, file.case_ids).last,
    )
    with translation.override(language):
        sheet = shown.own_sheet(told)
    here = reverse("cases:give_sheet", kwargs={"person_id": person_id})
    return {"sheet": sheet, **in_language(language, here)}


def in_language(language: str, here: str, more: str = "") -> dict[str, Any]:
    """In which language and direction the paper is, and the others to choose from; `more` stays in their addresses."""
    choices = [(code, translation.get_language_info(code)) for code in SHEET_LANGUAGES]
    return {
        "sheet_language": language,
        "sheet_direction": "rtl" if translation.get_language_info(language)["bidi"] else "ltr",
        "filters": [
            parts.Filter(known["name_local"], f"{here}?language={code}{more}", is_current=code == language)
            for code, known in choices
        ],
    }
