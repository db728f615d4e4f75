"""The one-click entries of a demonstration, in words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Entrance, role_catalogue
from shanyraq.access.queries.words import place_name, role_name
from shanyraq.demo.queries import faces
from shanyraq.foundation.text import N_

# What each role shows of the site, in the order in which a visitor meets them.
LINES = {
    "case_manager": N_("%(name)s in %(place)s: her families, her day"),
    "supervisor": N_("%(name)s: a team’s late services, assigning, closing"),
    "consular_officer": N_("%(name)s: reads a camp list, prepares a return"),
    "centre_lead": N_("%(name)s: who is in the centre, and what comes next"),
    "teacher": N_("%(name)s: learning plans and what each child needs"),
    "psychologist": N_("%(name)s: well-being, her own notes only"),
    "lawyer": N_("%(name)s: birth certificates, courts"),
    "logistics": N_("%(name)s: flight day, kits and stock"),
    "programme_manager": N_("%(name)s: figures, never a person’s file"),
    "dpo": N_("%(name)s: who read what, and why"),
    "administrator": N_("%(name)s: accounts and roles, no support file"),
}


def entrances() -> list[Entrance]:
    """An entry for each role that has a face, those of the list first."""
    found = faces()
    order = [*LINES, *(code for code in role_catalogue() if code not in LINES)]
    return [
        Entrance(
            name=role_name(role),
            line=_line(role, found[role].staff),
            url=reverse("demo:enter", args=[role]),
        )
        for role in order
        if role in found
    ]


def _line(role: str, staff: StaffMember) -> str:
    place = place_name(staff.centre) or place_name(staff.region)
    if role in LINES:
        return _(LINES[role]) % {"name": staff.short_name, "place": place or _("the whole country")}
    if not place:
        return staff.short_name
    return _("%(name)s in %(place)s") % {"name": staff.short_name, "place": place}
