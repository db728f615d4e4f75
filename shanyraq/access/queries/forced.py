"""Who comes in, or came, with her second password: somebody may be forcing her."""

from __future__ import annotations

from django.http import HttpRequest

from shanyraq.access.models import Account
from shanyraq.access.queries.sessions import FORCED
from shanyraq.access.rules import Actor
from shanyraq.access.rules.forced import forced


def as_she_came(request: HttpRequest, actor: Actor) -> Actor:
    """Whoever asks, with what is left to her where her session was opened by her second password."""
    if not request.session.get(FORCED):
        return actor
    request.user.is_forced = True  # type: ignore[union-attr]
    return forced(actor)


def came_by_force() -> list[Account]:
    """Accounts that were opened by their second password since access was last restored, the latest first."""
    found = Account.objects.filter(is_active=True, forced_password__used_at__isnull=False)
    return list(found.select_related("staff", "forced_password").order_by("-forced_password__used_at", "pk"))
