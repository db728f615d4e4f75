"""What this room adds to the frame of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import decide
from shanyraq.ui import navigation
from shanyraq.vault.rules import SEAL_SEE

PAGES = (
    "vault:request",
    "vault:ask",
    "vault:custodians",
    "vault:become_custodian",
    "vault:end_custodian",
    "vault:lock_anew",
)


def register() -> None:
    """Offer the seal to those who ask for it to be opened or keep it. Called from ready()."""
    navigation.register(
        "seal", _("The seal"), "lock", "vault:requests", _has_to_do_with_it, order=65, sections=PAGES
    )


def _has_to_do_with_it(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, SEAL_SEE))
