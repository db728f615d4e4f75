"""Putting right who somebody is and with whom she lives; joining two records of one person."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import facts, families, merging
from shanyraq.cases.forms.people import CorrectPersonForm, MergeForm, MovePersonForm, UndoForm
from shanyraq.cases.permissions import PERSON_MERGE
from shanyraq.cases.presenters import family as head
from shanyraq.cases.presenters import registration as shown
from shanyraq.cases.queries import relations
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.views.files import actor_of, load, uuid_in
from shanyraq.cases.views.kin import by_now, saves
from shanyraq.foundation import clock
from shanyraq.foundation.sending import sent_once


@needs("person.correct")
@sent_once
def correct_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Names in use, facts and languages on one page. A name that makes way is sealed."""
    file = load(request, None, person_id)
    assert file.alone is not None
    form = CorrectPersonForm(request.POST or None, person=file.alone, today=file.today)
    if request.method == "POST" and form.is_valid():
        is_saved = saves(
            form,
            lambda: facts.correct_person(
                person_id=person_id,
                names=form.new_names,
                drop=form.dropped,
                facts=form.facts,
                tongues=form.tongues(),
                sure=form.sure,
                by=file.actor,
                at=file.at,
            ),
        )
        if is_saved:
            corrected = _("The facts are corrected.")
            sealed = _("The facts are corrected. A name that made way is sealed.")
            messages.success(request, sealed if form.gives_up_a_name else corrected)
            return redirect("cases:person", person_id=person_id)
    context = {**head.head_of(file, "person"), "form": form}
    return render(request, "cases/correct_person.html", context | _joined(file, person_id))


def _joined(file: SupportFile, person_id: uuid.UUID) -> dict[str, Any]:
    """Which records were joined to hers, and whether the viewer may part them or join another."""
    may_merge = PERSON_MERGE in file.actor.may
    return {
        "merges": [shown.merge(one, file.today) for one in relations.merges_into(file.actor, person_id)],
        "merge_url": reverse("cases:merge_people", kwargs={"person_id": person_id}) if may_merge else "",
        "may_merge": may_merge,
    }


@needs("family.move")
@sent_once
def move_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Another family, or a new one. Families are found by name, code or member."""
    file = load(request, None, person_id)
    assert file.alone is not None
    query = request.GET.get("q", "").strip()
    families_found = relations.families_to_choose(file.actor, person_id, query, get_language() or "en")
    found = [one for one in families_found if one[0] != file.family]
    own = file.family.pk if file.family else None
    left = relations.children_left(file.actor, file.alone, file.today)
    form = MovePersonForm(
        request.POST or None,
        families=shown.family_choices(found, own),
        own=own,
        leaves_parent=relations.lives_with_parent(file.actor, file.alone, file.today),
        children=shown.called_together(one for one, _parent in left),
        initial={"starts_on": file.today},
    )
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, by_now(file)
        place = {name: told[name] for name in ("label", "relation", "starts_on", "reason")}
        place |= {"with_children": told.get("with_children", False), "sure": form.sure}
        if saves(
            form, lambda: families.move_person(person_id=person_id, family_id=form.family_id, **place, **by)
        ):
            messages.success(
                request, _("Moved: the person's page shows the family she or he belongs to now.")
            )
            return redirect("cases:person", person_id=person_id)
    context = {**head.head_of(file, "person"), "form": form, "query": query, "has_found": bool(found)}
    return render(request, "cases/move_person.html", context)


@needs("person.merge")
@sent_once
def merge_people(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Find the second record, look at both side by side, join them with a reason."""
    file = load(request, None, person_id)
    other_id = uuid_in(request.GET, "other")
    query = request.GET.get("q", "").strip()
    context = {**head.head_of(file, "person"), "query": query, "person_id": person_id}
    if other_id is None or other_id == person_id:
        found = relations.people_to_choose(file.actor, person_id, query) if query else []
        context["rows"] = [shown.merge_row(one) for one in found]
        context |= _joined(file, person_id)
        return render(request, "cases/find_double.html", context)
    both = relations.pair(file.actor, [person_id, other_id])
    if len(both) < 2:
        raise Http404
    cases, places = relations.cases_and_places(file.actor, [one.pk for one in both])
    facts_to_take = shown.facts_to_take(both[0], both[1], cases, file.today)
    ticked = shown.facts_ticked(both[0], both[1], cases)
    form = MergeForm(request.POST or None, facts=facts_to_take, ticked=ticked)
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, by_now(file)
        why: dict[str, Any] = {"reason": told["reason"], "take": told.get("take", ())}
        if saves(form, lambda: merging.merge_people(kept_id=person_id, absorbed_id=other_id, **why, **by)):
            messages.success(
                request, _("The two records are one. This can be undone on the page for joining records.")
            )
            return redirect("cases:person", person_id=person_id)
    table = shown.side_by_side(both[0], both[1], cases, places, file.today)
    return render(request, "cases/merge_people.html", {**context, "form": form, "table": table})


@needs("person.merge")
@sent_once
def undo_merge(request: HttpRequest, merge_id: uuid.UUID) -> HttpResponse:
    """Take a joining back, after a page that says what will be."""
    actor, at = actor_of(request), clock.now()
    merge = relations.merge_to_undo(actor, merge_id)
    if merge is None:
        raise Http404
    form = UndoForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and saves(form, lambda: merging.undo_merge(merge_id=merge_id, by=actor, at=at))
    ):
        messages.success(request, _("The two records are two again, as they were."))
        return redirect("cases:person", person_id=merge.kept_id)
    file = load(request, None, merge.kept_id)
    context = {**head.head_of(file, "person"), "form": form, "merge": shown.merge(merge, file.today)}
    return render(request, "cases/undo_merge.html", context)
