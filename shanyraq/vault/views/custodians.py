"""Keeping the seal: making one's key, ending it, letting others in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.vault import presenters, queries
from shanyraq.vault.actions import custodians
from shanyraq.vault.actions.custodians import Present
from shanyraq.vault.forms import Circle, KeyForm, LockAnewForm
from shanyraq.vault.models import Custodian
from shanyraq.vault.rules import SEAL_AGREE


@needs(SEAL_AGREE)
@sent_once
def become_custodian(request: HttpRequest) -> HttpResponse:
    """A custodian makes her own key."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passphrase = form.cleaned_data["passphrase"]
            made = custodians.become_custodian(passphrase=passphrase, by=_actor(request), at=real_now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, presenters.key_made_words(made))
            return redirect("vault:custodians")
    return render(request, "vault/become_custodian.html", {"form": form})


@needs(GET=SEAL_AGREE)
def list_custodians(request: HttpRequest) -> HttpResponse:
    """Who keeps the seal, who waits to be let in, and whose key can be ended."""
    by, at = _actor(request), real_now()
    own = queries.custodian_of(by)
    keepers = queries.keepers().select_related("staff")
    waiting = queries.waiting_to_be_let_in().select_related("staff")
    context = {
        "keepers": presenters.custodian_rows(keepers, by, at),
        "waiting": presenters.custodian_rows(waiting, by, at),
        "mine": own,
        "may_lock": own is not None and own.let_in_at is not None and len(keepers) > 1,
    }
    return render(request, "vault/custodians.html", context)


@needs(SEAL_AGREE)
@sent_once
def end_custodian(request: HttpRequest, custodian_id: UUID) -> HttpResponse:
    """One ends one's own key, or takes out somebody whose role or access has ended."""
    by, at = _actor(request), real_now()
    row = next(
        (one for one in presenters.custodian_rows(queries.of_today(), by, at) if one.key == custodian_id),
        None,
    )
    if row is None or not row.end_url:
        raise Http404
    if request.method != "POST":
        return render(request, "vault/end_custodian.html", {"row": row})
    try:
        custodians.end_custodian(custodian_id=custodian_id, by=by, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The key is ended, and its locks are gone. The others open what is sealed.")
        )
    return redirect("vault:custodians")


@needs(SEAL_AGREE)
@sent_once
def lock_anew(request: HttpRequest) -> HttpResponse:
    """The custodian who is logged in and one beside her let others in, and lock everything for the circle of then."""
    by = _actor(request)
    own = queries.custodian_of(by)
    if own is None or own.let_in_at is None:
        raise Http404
    form = LockAnewForm(request.POST or None, circle=_circle(own), practice=queries.practice_words(own))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        present = Present(own.pk, told["own_words"]), Present(UUID(told["other"]), told["other_words"])
        let_in = [UUID(one) for one in told.get("let_in", ())]
        try:
            many = custodians.lock_anew(present=present, let_in=let_in, by=by, at=real_now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, presenters.locked_words(many))
            return redirect("vault:custodians")
    return render(request, "vault/lock_anew.html", {"form": form})


def _circle(own: Custodian) -> Circle:
    """Who can sit beside her, and who waits."""
    others = queries.keepers().exclude(pk=own.pk).select_related("staff")
    waiting = queries.waiting_to_be_let_in().select_related("staff")
    return Circle(
        [(str(one.pk), one.staff.full_name) for one in others],
        [(str(one.pk), one.staff.full_name) for one in waiting],
    )


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
