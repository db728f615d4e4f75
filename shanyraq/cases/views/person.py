"""The page of one person: her way, her plan, what happened."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.access.permissions import needs
from shanyraq.cases.presenters import people
from shanyraq.cases.presenters.emergencies import emergency
from shanyraq.cases.presenters.seal import seal
from shanyraq.cases.views.family import plan_context
from shanyraq.cases.views.files import load
from shanyraq.foundation.sending import sent_once


@needs("case.read")
@sent_once(where="record")
def show_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person: the same as a family's page, for her alone."""
    file = load(request, None, person_id)
    context = plan_context(request, file)
    context["card"] = people.own_card(file)
    context["seal"] = seal(file)
    context["emergency"] = emergency(file)
    return render(request, "cases/person.html", context)
