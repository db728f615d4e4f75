"""Telling what happened, and deciding about a step."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shanyraq import pathway
from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions import records, steps
from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.actions.records import CannotRecord
from shanyraq.cases.forms.decisions import DeclineForm, WaiveForm
from shanyraq.cases.presenters import family, recording, words
from shanyraq.cases.presenters.step_actions import home_url
from shanyraq.cases.queries import happenings
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.views.family import blank_form
from shanyraq.cases.views.files import load, uuid_in, with_members
from shanyraq.foundation.sending import sent_once

Id = uuid.UUID | None


@needs("step.record")
@sent_once
def record_step(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """Tell what happened, once for all whom it concerns. Without a kind in the address: choose one."""
    file = with_members(load(request, family_id, person_id))
    if not request.GET.get("step") and not request.GET.get("kind"):
        return choose_kind(request, file)
    subject = _subject(request, file)
    form = blank_form(file, subject, request.POST or None, **_from_meeting(request, file))
    if request.method == "POST" and form.is_valid():
        try:
            done = records.record_happening(
                case_ids=form.case_ids,
                kind=form.cleaned_data["kind"],
                happened_at=form.happened_at(file.at),
                details=form.details(),
                own=form.own(),
                sure=form.sure,
                by=file.actor,
                at=file.at,
            )
        except Doubtful as doubtful:
            form.ask(doubtful)
        except CannotRecord as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{home_url(file)}?saved={done.together}")
    context = {**family.head_of(file, ""), "form": form, "title": subject.title}
    return render(request, "cases/record_step.html", context)


def choose_kind(request: HttpRequest, file: SupportFile) -> HttpResponse:
    """The kinds of event that she may tell, by phase, with a field to find one."""
    sought = request.GET.get("q", "")[:100]
    context = family.head_of(file, "")
    context["groups"] = recording.kind_groups(file, sought)
    context["sought"] = sought
    return render(request, "cases/choose_kind.html", context)


def _subject(request: HttpRequest, file: SupportFile) -> recording.Subject:
    """What the address says is to be told. Raises Http404 for what does not exist or is not owed."""
    code = request.GET.get("step", "")
    if code:
        action = queries.pack().actions.get(code)
        asked = request.GET.getlist("who")
        ticked = [member for member in file.members if member.id in asked]
        subject = recording.subject_of_action(action, file, ticked) if action else None
    else:
        subject = recording.subject_of_kind(request.GET.get("kind", ""), file)
    if subject is None:
        raise Http404
    return subject


def _from_meeting(request: HttpRequest, file: SupportFile) -> dict[str, object]:
    """What is known already where the form follows a meeting."""
    wanted = uuid_in(request.GET, "meeting")
    if wanted is None:
        return {}
    found = next((one for one in happenings.meetings_of(file.actor, file.case_ids) if one.pk == wanted), None)
    if found is None:
        raise Http404
    known = {**recording.begun_at(found.starts_at), "minutes": found.minutes, "language": found.language}
    return {**known, "interpreter": str(found.interpreter_id or ""), "present": found.with_whom}


@needs("step.waive")
@sent_once
def waive_step(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """Set a service aside, with a reason."""
    file = with_members(load(request, family_id, person_id))
    keys = _open_keys(request, file, permissions.may_waive)
    form = WaiveForm(request.POST or None, who=_choices(file, keys), initial={"who": _ticked(request, keys)})
    if request.method == "POST" and form.is_valid():
        try:
            done = steps.waive_step(
                steps=_chosen(form.cleaned_data["who"], keys),
                reason=form.cleaned_data["reason"],
                by=file.actor,
                at=file.at,
            )
        except CannotRecord as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{home_url(file)}?saved={done.together}")
    context = {**family.head_of(file, ""), "form": form, "title": _step_name(request)}
    context["repeats"] = queries.pack().action(request.GET.get("step", "")).repeat is not None
    return render(request, "cases/waive_step.html", context)


@needs("step.record")
@sent_once
def decline_step(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """Record that somebody said no, or not now."""
    file = with_members(load(request, family_id, person_id))
    keys = _open_keys(request, file, permissions.may_record_step)
    form = DeclineForm(
        request.POST or None, who=_choices(file, keys), initial={"who": _ticked(request, keys)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = steps.decline_step(
                steps=_chosen(form.cleaned_data["who"], keys),
                words=form.cleaned_data["words"],
                ask_again_on=form.cleaned_data["ask_again_on"],
                by=file.actor,
                at=file.at,
            )
        except CannotRecord as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{home_url(file)}?saved={done.together}")
    context = {**family.head_of(file, ""), "form": form, "title": _step_name(request)}
    return render(request, "cases/decline_step.html", context)


def _open_keys(
    request: HttpRequest, file: SupportFile, may: Callable[[Actor, pathway.Step], bool]
) -> dict[str, tuple[Member, str]]:
    """The open step of each member for the action in the address, by case. Raises Http404 where she may with none.

    Of a service owed several times it is the turn that the row named, else the first; never another one.
    """
    code = request.GET.get("step", "")
    named = dict(pair.split(":", 1) for pair in request.GET.getlist("key") if ":" in pair)
    found: dict[str, tuple[Member, str]] = {}
    for member in file.members:
        for step in queries.visible_steps(member.plan, file.actor) if member.plan else ():
            turn = rules.turn_of(step.key, step.due_at)
            is_it = step.action_id == code and named.get(member.id, turn) == turn
            if is_it and step.is_open and may(file.actor, step):
                found.setdefault(member.id, (member, step.key))
    if not found:
        raise Http404
    return found


def _choices(file: SupportFile, keys: dict[str, tuple[Member, str]]) -> list[tuple[str, str]]:
    return [(case_id, words.called_in(member, file)) for case_id, (member, _key) in keys.items()]


def _ticked(request: HttpRequest, keys: dict[str, tuple[Member, str]]) -> list[str]:
    asked = [case_id for case_id in request.GET.getlist("who") if case_id in keys]
    return asked or list(keys)


def _chosen(who: Sequence[str], keys: dict[str, tuple[Member, str]]) -> dict[uuid.UUID, str]:
    return {uuid.UUID(case_id): keys[case_id][1] for case_id in who}


def _step_name(request: HttpRequest) -> str:
    return words.pack_words(queries.pack().action(request.GET["step"]).name)
