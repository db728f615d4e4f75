"""The second step at the door, setting it up, and showing once more that it is she."""

from __future__ import annotations

import json
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.access.actions import doors, second_steps, sessions
from shanyraq.access.forms.doors import AddAppForm, AddKeyForm, CodeForm, KeyForm, ProveForm
from shanyraq.access.models import Account
from shanyraq.access.permissions import asks_twice, for_enrolment, open_to_all, open_to_staff
from shanyraq.access.presenters import doors as presenters
from shanyraq.access.queries.second_steps import authenticators_of, has_second_step
from shanyraq.access.queries.sessions import halfway
from shanyraq.access.views.doors import address_of, let_in, where_to
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once

KEY = str(Authenticator.Type.WEBAUTHN)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Her password fitted: now the code of her app, her key, or a code from paper."""
    standing = halfway(request.session, real_now())
    if standing is None:
        return redirect("access:log_in")
    account, wanted = standing
    form, kind = _shown(request, account)
    if kind:
        return let_in(request, account, wanted, kind)
    return render(request, "access/second_step.html", _ways(account) | {"form": form, "account": account})


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in_by_key(request: HttpRequest) -> HttpResponse:
    """A passkey alone: it knows whose it is, and asked its owner for a finger, a face or a PIN."""
    if request.method != "POST":
        return JsonResponse(webauthn.begin_authentication(None))
    form = KeyForm(request.POST)
    try:
        credential = form.cleaned_data["credential"] if form.is_valid() else {}
        account = second_steps.prove_by_key(account=None, credential=credential, at=real_now())
    except doors.CannotLogIn as refusal:
        messages.error(request, str(refusal))
        return redirect("access:log_in")
    return let_in(request, account, where_to(request), KEY)


@open_to_staff
@for_enrolment
def protection(request: HttpRequest) -> HttpResponse:
    """How her account is protected, and where it is open."""
    account = _account(request)
    context = presenters.protection(account, request.session) | {
        "must": not has_second_step(account) and presenters.is_second_step_required(),
    }
    return render(request, "access/protection.html", context)


@open_to_staff
@for_enrolment
@asks_twice
@sent_once
def add_app(request: HttpRequest) -> HttpResponse:
    """Show the secret for an authenticator app, and take the first code that it makes of it."""
    account = _account(request)
    form = AddAppForm(request.POST if request.method == "POST" else None)
    secret = second_steps.app_secret(account, request.session.session_key or "")
    if form.is_valid():
        try:
            code, by = form.cleaned_data["code"], request.actor  # type: ignore[attr-defined]
            second_steps.add_app(account=account, secret=secret, code=code, by=by, at=real_now())
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            return _protected(request, account, str(Authenticator.Type.TOTP))
    url = get_adapter().build_totp_url(account, secret)
    context = {"form": form, "secret": presenters.in_fours(secret), "url": url, "qr": presenters.qr_code(url)}
    return render(request, "access/add_app.html", context)


@open_to_staff
@for_enrolment
@asks_twice
@sent_once
def add_key(request: HttpRequest) -> HttpResponse:
    """Add a passkey or a security key."""
    account = _account(request)
    form = AddKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            second_steps.add_key(account=account, **form.cleaned_data, by=request.actor, at=real_now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _protected(request, account, KEY)
    options = webauthn.begin_registration(account, True)
    return render(request, "access/add_key.html", {"form": form, "options": json.dumps(options)})


@open_to_staff
@for_enrolment
@asks_twice
@sent_once
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make ten codes for paper; they are shown once."""
    account = _account(request)
    if request.method == "POST":
        try:
            codes = second_steps.make_recovery_codes(account=account, by=request.actor, at=real_now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("access:protection")
        response = render(request, "access/recovery_codes.html", {"codes": codes})
        response.headers["Cache-Control"] = "no-store"
        return response
    return render(request, "access/make_recovery_codes.html", {"left": presenters.codes_left(account)})


@open_to_staff
@asks_twice
@sent_once
def take_away(request: HttpRequest, authenticator_id: int) -> HttpResponse:
    """Take an app or a key away, after asking."""
    account = _account(request)
    held = [one for one in authenticators_of(account) if one.pk == authenticator_id]
    if not held:
        return redirect("access:protection")
    if request.method != "POST":
        return render(request, "access/take_away.html", {"words": presenters.second_step_words(held[0])})
    try:
        by = request.actor  # type: ignore[attr-defined]
        second_steps.take_away(account=account, authenticator_id=authenticator_id, by=by, at=real_now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is taken away."))
    return redirect("access:protection")


@open_to_staff
@for_enrolment
def prove(request: HttpRequest) -> HttpResponse:
    """Show once more that it is she: with her app or key where she has one, else with her password."""
    account = _account(request)
    if not has_second_step(account):
        return _prove_by_password(request, account)
    form, kind = _shown(request, account)
    if kind:
        sessions.remember_proof(request=request, by=request.actor, at=real_now(), second_step=kind)  # type: ignore[attr-defined]
        return redirect(where_to(request))
    context = _ways(account) | {"form": form, "next": where_to(request)}
    return render(request, "access/prove.html", context)


def _prove_by_password(request: HttpRequest, account: Account) -> HttpResponse:
    form = ProveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            doors.prove_by_password(
                account=account, **form.cleaned_data, address=address_of(request), at=real_now()
            )
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            sessions.remember_proof(request=request, by=request.actor, at=real_now())  # type: ignore[attr-defined]
            return redirect(where_to(request))
    context = {"form": form, "next": where_to(request), "options": "", "has_code": True}
    return render(request, "access/prove.html", context)


def _shown(request: HttpRequest, account: Account) -> tuple[CodeForm, str]:
    """The form of a code, and the kind of second step that was just shown, if one was and it fitted."""
    is_key = request.method == "POST" and "credential" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not is_key else None)
    try:
        if is_key:
            key = KeyForm(request.POST)
            credential: dict[str, Any] = key.cleaned_data["credential"] if key.is_valid() else {}
            second_steps.prove_by_key(account=account, credential=credential, at=real_now())
            return form, KEY
        if form.is_valid():
            code, at = form.cleaned_data["code"], real_now()
            return form, second_steps.prove_by_code(
                account=account, code=code, address=address_of(request), at=at
            )
    except Refusal as refusal:
        if form.is_bound:
            form.add_error("code", str(refusal))
        else:
            messages.error(request, str(refusal))
    return form, ""


def _ways(account: Account) -> dict[str, Any]:
    """What she can show: the challenge for her keys, where she has one."""
    kinds = {str(one.type) for one in authenticators_of(account)}
    options = json.dumps(webauthn.begin_authentication(account)) if KEY in kinds else ""
    return {"options": options, "has_code": kinds != {KEY}}


def _protected(request: HttpRequest, account: Account, kind: str) -> HttpResponse:
    """She has a second step now: her session counts as shown; codes for paper come next, if she has none."""
    sessions.remember_proof(request=request, by=request.actor, at=real_now(), second_step=kind)  # type: ignore[attr-defined]
    messages.success(request, _("Your account is protected by this from now on."))
    if presenters.codes_left(account):
        return redirect("access:protection")
    return redirect("access:recovery_codes")


def _account(request: HttpRequest) -> Account:
    account: Any = request.user
    return cast(Account, account)
