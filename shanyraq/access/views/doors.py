"""Coming in, going out, choosing a password and a language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.access.actions import doors, invitations
from shanyraq.access.forms import ChoosePasswordForm, LogInForm
from shanyraq.access.permissions import open_to_all, open_to_staff
from shanyraq.access.queries import entrances
from shanyraq.access.queries.staff import open_invitation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import installation
from shanyraq.ui import language
from shanyraq.ui.faults import fault_page_again


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Come in with one's own account, or in a demonstration as somebody invented."""
    if request.user.is_authenticated and request.method != "POST" and not installation().is_demo:
        return redirect(_back(request))
    form = LogInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account = doors.log_in(**form.cleaned_data, at=real_now())
        except doors.CannotLogIn as refusal:
            form.add_error(None, str(refusal))
        else:
            begin_session(request, account)
            response = redirect(_back(request))
            language.remember(response, account.language)
            return response
    context = {
        "form": form,
        "entrances": entrances(),
        "next": _back(request),
        "ended": "ended" in request.GET,
        "day": installation().fixed_day,
    }
    return render(request, "access/log_in.html", context)


@open_to_staff
def log_out(request: HttpRequest) -> HttpResponse:
    """Go. What the browser kept of the pages goes too. A link cannot do it: it leads to the button."""
    if request.method != "POST":
        return render(request, "access/log_out.html")
    doors.log_out(by=request.actor)  # type: ignore[attr-defined]
    end_session(request)
    response = redirect("access:log_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@open_to_all
def set_language(request: HttpRequest) -> HttpResponse:
    """Read the pages in another language, here and, with an account, wherever one logs in next.

    Opened as a link, the address changes nothing and leads back.
    """
    code = request.POST.get("language", "")
    response: HttpResponse = redirect(_back(request))
    if code in dict(settings.LANGUAGES):
        response = fault_page_again(request, code) or response
        if request.user.is_authenticated:
            doors.choose_language(language=code, by=request.actor)  # type: ignore[attr-defined]
        language.remember(response, code)
    return response


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password with a one-time link."""
    invitation = open_invitation(secret, real_now())
    if invitation is None:
        return render(request, "access/link_ended.html", status=404)
    form = ChoosePasswordForm(request.POST if request.method == "POST" else None, account=invitation.account)
    if form.is_valid():
        try:
            invitations.accept_invitation(
                secret=secret, password=form.cleaned_data["password"], at=real_now()
            )
        except invitations.CannotAccept as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your password is set. Log in with it now."))
            return redirect("access:log_in")
    context = {"form": form, "account": invitation.account}
    return render(request, "access/accept_invitation.html", context)


def _back(request: HttpRequest) -> str:
    """Where to go next: an address of this site, or its first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"
