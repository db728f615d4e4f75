"""Coming in, going out, choosing a password and a language."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.access.actions import doors, invitations, sessions
from shanyraq.access.forms.doors import ChoosePasswordForm, LogInForm
from shanyraq.access.models import Account
from shanyraq.access.permissions import for_enrolment, open_to_all, open_to_staff
from shanyraq.access.presenters import doors as presenters
from shanyraq.access.queries.entrances import entrances
from shanyraq.access.queries.second_steps import has_second_step
from shanyraq.access.queries.sessions import last_session, mark_of
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
        return redirect(where_to(request))
    form = LogInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account = doors.log_in(**form.cleaned_data, address=address_of(request), at=real_now())
        except doors.CannotLogIn as refusal:
            form.add_error(None, str(refusal))
        else:
            return _next_step(request, account)
    context = {
        "form": form,
        "entrances": entrances(),
        "next": where_to(request),
        "ended": presenters.ended_notice(request.GET.get("ended", "")),
        "day": installation().fixed_day,
    }
    return render(request, "access/log_in.html", context)


@open_to_staff
@for_enrolment
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
    response: HttpResponse = redirect(where_to(request))
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


def let_in(request: HttpRequest, account: Account, wanted: str, second_step: str = "") -> HttpResponse:
    """Begin her session, tell what her last one did, and lead her where she wanted to go."""
    try:
        sessions.begin_session(request=request, account=account, second_step=second_step, at=real_now())
    except sessions.CannotBegin as refusal:
        messages.error(request, str(refusal))
        return redirect("access:log_in")
    if last := last_session(account, now=mark_of(request.session.session_key)):
        messages.info(request, presenters.last_session_words(last, account.language))
    response = redirect(wanted)
    language.remember(response, account.language)
    return response


def address_of(request: HttpRequest) -> str:
    """The network address that somebody knocks from."""
    return str(get_adapter().get_client_ip(request))


def where_to(request: HttpRequest) -> str:
    """Where to go next: a path of this site, or its first page. A word without a slash would name a view of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") else "/"


def _next_step(request: HttpRequest, account: Account) -> HttpResponse:
    """The password fitted: in, or to the second step where the account has one."""
    if not has_second_step(account):
        return let_in(request, account, where_to(request))
    sessions.stand_halfway(request=request, account=account, wanted=where_to(request), at=real_now())
    return redirect("access:second_step")
