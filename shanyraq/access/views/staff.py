"""Colleagues: who works here, inviting, roles, the end of access. No support file is in reach of these pages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.actions import invitations, roles
from shanyraq.access.actions.links import Invited
from shanyraq.access.forms.staff import InviteForm, RoleForm, StaffFilterForm
from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.permissions import (
    ACCOUNT_RECOVER,
    ROLE_AGREE,
    STAFF_END,
    STAFF_INVITE,
    STAFF_READ,
    decide,
    needs,
)
from shanyraq.access.presenters import staff as presenters
from shanyraq.access.presenters.role_requests import request_rows
from shanyraq.access.queries.role_requests import requests_about
from shanyraq.access.queries.staff import colleague, colleagues, has_come_in, supervisors
from shanyraq.foundation.clock import real_now, today
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.ui.paging import Sort, page_in

SORTS = (Sort("name", "by_name"), Sort("joined", "joined_on", starts_descending=True))


@needs(GET=STAFF_READ)
def list_staff(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, by name."""
    form = StaffFilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = page_in(colleagues(**chosen), request.GET, sorts=SORTS)
    context = {
        "form": form,
        "page": page,
        "table": presenters.staff_table(page),
        "forced": presenters.forced_rows() if decide(request.actor, ACCOUNT_RECOVER) else (),  # type: ignore[attr-defined]
        "may_invite": bool(decide(request.actor, STAFF_INVITE)),  # type: ignore[attr-defined]
    }
    return render(request, "access/staff.html", context)


@needs(GET=STAFF_INVITE, POST=STAFF_INVITE)
@sent_once
def invite(request: HttpRequest) -> HttpResponse:
    """Give a new colleague an account; the link to choose a password is shown once."""
    form = InviteForm(request.POST if request.method == "POST" else None, supervisors=supervisors())
    if form.is_valid():
        try:
            by, at = request.actor, real_now()  # type: ignore[attr-defined]
            invited = invitations.invite(colleague=form.colleague(), by=by, at=at, today=today())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return show_link(request, invited) if invited.secret else _asked(request, invited.staff)
    return render(request, "access/invite.html", {"form": form})


@needs(GET=STAFF_READ)
def staff_member(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """One colleague: what she does, where, and with which roles."""
    staff = _colleague(staff_id)
    actor = request.actor  # type: ignore[attr-defined]
    is_self = staff.pk == actor.staff_id
    may_change = staff.left_on is None and not is_self
    may_know = bool(decide(actor, STAFF_INVITE) or decide(actor, ROLE_AGREE))
    has_begun = has_come_in(staff) or bool(staff.grants.all())
    context = {
        "staff": staff,
        "facts": presenters.staff_facts(staff),
        "grants": presenters.grant_rows(staff.grants.all(), today()),
        "form": RoleForm(initial={"region": staff.region, "centre": staff.centre}),
        "is_self": is_self,
        "may_invite": may_change and bool(decide(actor, STAFF_INVITE)),
        "may_end": may_change and bool(decide(actor, STAFF_END)),
        "may_recover": may_change and has_begun and bool(decide(actor, ACCOUNT_RECOVER)),
        "may_renew": may_change and invitations.renews_alone(staff, actor, real_now()),
        "requests": request_rows(requests_about(staff.pk), actor, real_now()) if may_know else [],
    }
    return render(request, "access/staff_member.html", context)


@needs(GET=STAFF_INVITE, POST=STAFF_INVITE)
@sent_once
def give_role(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Give a colleague one more role."""
    staff = _colleague(staff_id)
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        initial={"region": staff.region, "centre": staff.centre},
    )
    if form.is_valid():
        try:
            given = roles.give_role(staff_id=staff.pk, **form.cleaned_data, by=request.actor, at=real_now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _given(request, staff, given)
    return render(request, "access/give_role.html", {"form": form, "staff": staff})


@needs(GET=STAFF_END, POST=STAFF_END)
@sent_once
def end_role(request: HttpRequest, staff_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a role back, after asking."""
    staff = _colleague(staff_id)
    grant = get_object_or_404(RoleGrant, pk=grant_id, staff=staff, ends_at=None)
    words = presenters.grant_words(grant)
    if request.method == "POST":
        return _ended(
            request,
            staff,
            lambda: roles.end_role(grant_id=grant.pk, by=request.actor, at=real_now()),  # type: ignore[attr-defined]
            _("%(name)s no longer has this role: %(role)s.") % {"name": staff.full_name, "role": words},
        )
    why_not = roles.why_not_to_end(staff, [grant.role], real_now())
    return render(request, "access/end_role.html", {"staff": staff, "words": words, "why_not": why_not})


@needs(GET=STAFF_END, POST=STAFF_END)
@sent_once
def end_access(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """End somebody's access, after asking."""
    staff = _colleague(staff_id)
    if request.method == "POST":
        return _ended(
            request,
            staff,
            lambda: roles.end_access(staff_id=staff.pk, by=request.actor, at=real_now(), today=today()),  # type: ignore[attr-defined]
            _("The access of %(name)s has ended.") % {"name": staff.full_name},
        )
    held = [grant.role for grant in staff.grants.all() if grant.ends_at is None]
    why_not = roles.why_not_to_end(staff, held, real_now())
    return render(request, "access/end_access.html", {"staff": staff, "why_not": why_not})


@needs(GET=STAFF_INVITE, POST=STAFF_INVITE)
def renew_invitation(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """A new link for somebody who lost hers or her password."""
    staff = _colleague(staff_id)
    if request.method != "POST":  # the page of a link, opened again: a link is shown once
        return redirect("access:staff_member", staff.pk)
    try:
        invited = invitations.renew_invitation(staff_id=staff.pk, by=request.actor, at=real_now())  # type: ignore[attr-defined]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("access:staff_member", staff.pk)
    return show_link(request, invited)


def show_link(request: HttpRequest, invited: Invited) -> HttpResponse:
    """The link for a password, shown this once."""
    path = reverse("access:accept_invitation", args=[invited.secret])
    context = {
        "staff": invited.staff,
        "link": request.build_absolute_uri(path),
        "is_alone": invited.is_alone,
        "may_see": bool(decide(request.actor, STAFF_READ)),  # type: ignore[attr-defined]
    }
    response = render(request, "access/invited.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    messages.success(request, _("It is asked for. A second colleague agrees."))
    return redirect("access:staff_member", staff.pk)


def _given(request: HttpRequest, staff: StaffMember, given: roles.Given) -> HttpResponse:
    if given.grant is None:
        return _asked(request, staff)
    said = _("%(name)s has a new role: %(role)s.")
    messages.success(request, said % {"name": staff.full_name, "role": presenters.grant_words(given.grant)})
    if given.is_alone:
        messages.warning(request, presenters.done_alone())
    return redirect("access:staff_member", staff.pk)


def _ended(request: HttpRequest, staff: StaffMember, end: Callable[[], object], said: str) -> HttpResponse:
    try:
        end()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("access:staff_member", staff.pk)


def _colleague(staff_id: UUID) -> StaffMember:
    staff = colleague(staff_id)
    if staff is None:
        raise Http404
    return staff
