"""The desk in words: what two persons do together to a colleague's access."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import ACCOUNT_RECOVER_AGREE, decide
from shanyraq.access.queries.role_requests import given_alone
from shanyraq.access.rules import Actor
from shanyraq.oversight.queries import waiting as read
from shanyraq.oversight.rules import Waiting


def forced(actor: Actor, at: datetime) -> Waiting:
    """Colleagues whom somebody may be forcing: her clock is up as soon as it is told."""
    found = read.forced(actor)
    return Waiting(
        _("Somebody may be forcing a colleague"),
        reverse("oversight:findings"),
        found.count,
        _(
            "She came in with her second password. See that she is safe before you call, write or end anything."
        ),
        found.until,
        at,
    )


def of_staff(told: dict[str, read.Counted], actor: Actor, at: datetime) -> list[Waiting]:
    """What nobody does alone to a colleague's access, and what one had to."""
    recover = told.pop("account.recover", read.Counted())
    roles = told.pop("staff.role", read.Counted())
    return [
        Waiting(
            _("Access to restore"),
            reverse("access:recoveries") if decide(actor, ACCOUNT_RECOVER_AGREE) else "",
            recover.count,
            _("An officer asks for a second one, with the colleague in person."),
            recover.until,
            at,
        ),
        Waiting(
            _("Roles to agree to"),
            reverse("access:recoveries"),
            roles.count,
            _("One colleague asks, a second one agrees."),
            roles.until,
            at,
        ),
        Waiting(
            _("Roles given by one person alone"),
            reverse("access:recoveries"),
            given_alone().count(),
            _("Nobody who may agree was there yet. Look at each."),
        ),
    ]
