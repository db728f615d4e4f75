"""What somebody sent when her session had ended: hers to send once she is in again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shanyraq.access.ended import cookie_name
from shanyraq.access.permissions import open_to_staff
from shanyraq.access.queries.words import role_name
from shanyraq.access.views.doors import where_to
from shanyraq.foundation import keeping, sending
from shanyraq.foundation.clock import real_now
from shanyraq.ui.faults import typed_in


@open_to_staff
def unsaved(request: HttpRequest) -> HttpResponse:
    """Show her what waits, to be sent as it is, or to be let go. Where nothing waits, the page where she was.

    What she wrote in another role of hers is sent in that one: first she goes on in it.
    """
    opener, account = request.COOKIES.get(cookie_name(), ""), request.actor.account_id  # type: ignore[attr-defined]
    if request.actor.is_forced:  # type: ignore[attr-defined]
        return redirect(where_to(request))  # it waits for herself
    if request.method == "POST":
        keeping.let_go(opener, account=account)
        response = redirect(where_to(request))
        response.delete_cookie(cookie_name(), samesite="Strict")
        return response
    found = keeping.kept(opener, account=account, at=real_now())
    if found is None or _is_saved(found, account):
        return redirect(where_to(request))
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "page": found.page,
        "fields": found.fields,
        "typed": typed_in(found.fields),
        "role": found.role if found.role in actor.others else "",  # hers, and another than the one in hand
        "role_name": role_name(found.role)
        if actor.others and found.role in (actor.role, *actor.others)
        else "",
    }
    return render(request, "access/unsaved.html", context)


def _is_saved(found: keeping.Kept, account: UUID) -> bool:
    """Whether it was sent and saved meanwhile."""
    key = sending.key_in(dict(found.fields))
    return key is not None and sending.went_to(account, key) is not None
