"""How often somebody may try: for one account, from one address, at the whole site. Shared by all workers.

Nobody is locked out for good: the tries are forgotten after an hour, and a passkey always opens.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from shanyraq.access.models import Knock
from shanyraq.access.rules.doors import is_too_often
from shanyraq.foundation.writing import writing

REMEMBERED = timedelta(hours=1)


def knock(*, login: str, address: str, at: datetime) -> bool:
    """Write a try down, before anything is looked at; False where it is one too many.

    Not in the record: whoever is let in or not is recorded by the act that follows.
    """
    whose = {"account": mark(f"login|{login}"), "address": mark(f"address|{address}"), "site": mark("site")}
    with writing():
        Knock.objects.bulk_create([Knock(who=who, at=at) for who in whose.values()])
        return not is_too_often({kind: times(who, at) for kind, who in whose.items()}, at)


def forget_knocks_of(*, login: str) -> None:
    """Begin to count anew: she came in. Part of the caller's recorded act."""
    Knock.objects.filter(who=mark(f"login|{login}")).delete()


def forget_old_knocks(*, at: datetime) -> None:
    """Delete what no limit counts any more. Not in the record: nobody was let in or kept out."""
    with writing():
        Knock.objects.filter(at__lt=at - REMEMBERED).delete()


def mark(text: str) -> str:
    """What a try is known by: nobody can read a user name or an address out of it."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def times(who: str, at: datetime) -> list[datetime]:
    """When it was tried within the hour, this time included."""
    found = Knock.objects.filter(who=who, at__gt=at - REMEMBERED)
    return list(found.order_by("-at").values_list("at", flat=True)[:2000])
