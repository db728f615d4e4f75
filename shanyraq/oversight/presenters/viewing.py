"""As whom the site can be looked at, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries.words import place_name, role_choices, role_name
from shanyraq.access.rules import Actor
from shanyraq.oversight.rules.viewing import LASTS
from shanyraq.ui.parts import Row


@dataclass(frozen=True)
class Holder:
    """A colleague who holds the role: who, and where."""

    id: str
    name: str
    place: str


def role_rows(held: Collection[str]) -> list[Row]:
    """The roles of the pack in its order; where nobody holds one, it says so."""
    url = reverse("oversight:view_as")
    return [
        Row(
            name,
            url=f"{url}?role={code}" if code in held else "",
            line="" if code in held else _("Nobody holds it now."),
        )
        for code, name in role_choices()
    ]


def holders_of(grants: Iterable[RoleGrant]) -> list[Holder]:
    """Who holds a role, by name."""
    return [
        Holder(str(one.staff_id), one.staff.full_name, place_name(one.centre) or place_name(one.region))
        for one in grants
    ]


def now_words(seen_as: Actor, begun_at: datetime) -> str:
    """As whom she looks now, and until when."""
    until = timezone.localtime(begun_at + LASTS)
    return _("You see the site as %(role)s, to read only, until %(time)s.") % {
        "role": role_name(seen_as.role),
        "time": f"{until:%H:%M}",
    }
