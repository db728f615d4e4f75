"""A form that is sent twice saves once: by Back, by an impatient finger, by two windows of one page.

Each showing of a form has a key of its own, in its hidden field `once` and in the page's address. The act that the form
asks for claims the key in its own transaction; whoever comes second with the same key and the same content finds it
taken, and is led to where the first went. The same key with other content is another saving: nothing typed is lost.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import SentForm
from shanyraq.foundation.writing import writing

View = TypeVar("View", bound=Callable[..., Any])

FIELD = "once"
KEPT = timedelta(days=2)  # longer than anybody stays logged in
ANYWHERE = ""  # a view whose every address is a form's


class SentBefore(Exception):
    """This form was saved already, with the same content. Never shown: the answer leads to where the first went."""


@dataclass
class Sending:
    """One form on its way: whose, its key, and a seal of what it says."""

    account: uuid.UUID
    key: uuid.UUID
    content: str
    is_saved: bool = False


sending: ContextVar[Sending | None] = ContextVar("sending", default=None)


def sent_once(view: View | None = None, *, where: str = ANYWHERE) -> Any:
    """Say that a page is a form, so that its address gets a key. `where`: only where the address has this parameter."""

    def mark(view: View) -> View:
        view.sent_once = where  # type: ignore[attr-defined]
        return view

    return mark(view) if view is not None else mark


def key_in(values: Any) -> uuid.UUID | None:
    """The key in a form's fields or an address; None where there is none or it is not one."""
    try:
        return uuid.UUID(values.get(FIELD, ""))
    except ValueError:
        return None


def sending_of(request: HttpRequest, account: uuid.UUID) -> Sending | None:
    """The form that a request brings, if it has a key."""
    key = key_in(request.POST)
    if key is None:
        return None
    seal = _seal(request, settings.SECRET_KEY)
    for before in settings.SECRET_KEY_FALLBACKS:  # it may have been saved under the site's key of before
        sealed = _seal(request, before)
        if SentForm.objects.filter(account=account, key=key, content=sealed).exists():
            seal = sealed
    return Sending(account, key, seal)


def claim() -> None:
    """Take the key of the form at hand, if there is one. Inside the act's transaction. Raises SentBefore."""
    now = sending.get()
    if now is None or now.is_saved:
        return
    try:
        SentForm.objects.create(account=now.account, key=now.key, content=now.content, sent_at=real_now())
    except IntegrityError:
        raise SentBefore from None


def keep() -> None:
    """The act is saved: the form at hand is used up, and a second act of the same request claims nothing."""
    now = sending.get()
    if now is not None:
        now.is_saved = True


def lead_to(now: Sending, address: str) -> None:
    """Remember where a saved form led, for whoever sends it again."""
    with writing():
        SentForm.objects.filter(account=now.account, key=now.key, content=now.content).update(went_to=address)


def went_to(account: uuid.UUID, key: uuid.UUID, content: str | None = None) -> str | None:
    """Where a form led that was saved with this key, and with this content if given; None where none was.

    The first answer may still be on its way: it is waited for, two seconds at most.
    """
    found = SentForm.objects.filter(account=account, key=key)
    if content is not None:
        found = found.filter(content=content)
    for _look in range(40):
        address = found.order_by("-sent_at").values_list("went_to", flat=True).first()
        if address or address is None:
            return address
        time.sleep(0.05)
    return ""


def forget_sent_forms(at: datetime) -> None:
    """Delete the keys of forms that nobody can send any more."""
    SentForm.objects.filter(sent_at__lt=at - KEPT).delete()


def _seal(request: HttpRequest, secret: str) -> str:
    """What a form says, as a hash that tells nothing without the site's key."""
    told = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    files = [[name, one.name, one.size] for name in request.FILES for one in request.FILES.getlist(name)]
    text = json.dumps([told, files], sort_keys=True)
    return salted_hmac("shanyraq.sending", text, secret, algorithm="sha256").hexdigest()
