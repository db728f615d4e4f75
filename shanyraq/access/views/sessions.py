"""One's own sessions and password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.actions import doors, forced, sessions
from shanyraq.access.forms.doors import ChoosePasswordForm
from shanyraq.access.permissions import asks_twice, open_to_staff
from shanyraq.access.queries.words import role_name
from shanyraq.access.views.doors import where_to
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.sending import sent_once


@open_to_staff
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions; an address that was opened as a link leads to the list."""
    if request.method == "POST":
        account: Any = request.user
        by = request.actor  # type: ignore[attr-defined]
        if sessions.end_session(account=account, session_id=session_id, by=by):
            messages.success(request, _("That session has ended."))
        else:
            messages.info(request, _("No session of yours was open there. Nothing has ended."))
    return redirect("access:protection")


@open_to_staff
def work_as(request: HttpRequest) -> HttpResponse:
    """Go on in another of one's roles; an address that was opened as a link changes nothing and leads to the start.

    Where a form waits that she wrote in it, she comes back to the form.
    """
    if request.method == "POST":
        account: Any = request.user
        role, by = request.POST.get("role", ""), request.actor  # type: ignore[attr-defined]
        try:
            sessions.work_as(request=request, account=account, role=role, by=by, at=real_now())
        except sessions.CannotWork as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Working as: %(role)s") % {"role": role_name(role)})
    return redirect(where_to(request) if request.method == "POST" else "/")


@open_to_staff
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    if request.method == "POST":
        account: Any = request.user
        here = request.session.session_key or ""
        ended = sessions.end_other_sessions(account=account, but=here, by=request.actor)  # type: ignore[attr-defined]
        said = ngettext("%(n)s other session has ended.", "%(n)s other sessions have ended.", ended)
        messages.success(request, said % {"n": ended})
    return redirect("access:protection")


@open_to_staff
@asks_twice
@sent_once
def change_password(request: HttpRequest) -> HttpResponse:
    """Choose another password; every other session ends."""
    account: Any = request.user
    form = ChoosePasswordForm(request.POST if request.method == "POST" else None, account=account)
    if form.is_valid():
        by = request.actor  # type: ignore[attr-defined]
        try:
            doors.change_password(
                account=account, password=form.cleaned_data["password"], by=by, at=real_now()
            )
        except forced.CannotSet as refusal:
            form.add_error("password", str(refusal))
            return render(request, "access/change_password.html", {"form": form})
        sessions.end_other_sessions(account=account, but=request.session.session_key or "", by=by)
        update_session_auth_hash(request, account)
        messages.success(request, _("Your new password is set."))
        return redirect("access:protection")
    return render(request, "access/change_password.html", {"form": form})


@open_to_staff
@asks_twice
@sent_once
def second_password(request: HttpRequest) -> HttpResponse:
    """Set a second password for when somebody forces her, or have none. The page never tells whether there is one."""
    account: Any = request.user
    if not account.has_usable_password():
        return redirect("access:protection")
    by, at = request.actor, real_now()  # type: ignore[attr-defined]
    if request.method == "POST" and "away" in request.POST:
        forced.take_forced_password_away(account=account, by=by)
        messages.success(request, _("You have no second password from now on."))
        return redirect("access:protection")
    form = ChoosePasswordForm(request.POST if request.method == "POST" else None, account=account)
    if form.is_valid():
        try:
            forced.set_forced_password(account=account, password=form.cleaned_data["password"], by=by, at=at)
        except forced.CannotSet as refusal:
            form.add_error("password", str(refusal))
        else:
            messages.success(request, _("Your second password is set. Never use it to try it out."))
            return redirect("access:protection")
    return render(request, "access/second_password.html", {"form": form})
