"""The one-click entries of a demonstration, in words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.access.queries.entrances import Entrance
from shanyraq.access.queries.words import place_name, role_name
from shanyraq.demo.making.stages import PUBLISHED_CHILDREN, STAGES, Stage
from shanyraq.demo.queries import faces
from shanyraq.foundation.text import N_
from shanyraq.ui import parts

# What each role shows of the site, in the order in which a visitor meets them.
LINES = {
    "case_manager": N_("%(name)s in %(place)s: her families, her day"),
    "supervisor": N_("%(name)s: a team’s late services, assigning, closing"),
    "consular_officer": N_("%(name)s: reads a camp list, prepares a return"),
    "centre_lead": N_("%(name)s: who is in the centre, and what comes next"),
    "shift_worker": N_("%(name)s: first names, and what to know at night"),
    "teacher": N_("%(name)s: learning plans and what each child needs"),
    "psychologist": N_("%(name)s: well-being, her own notes only"),
    "lawyer": N_("%(name)s: birth certificates, courts"),
    "logistics": N_("%(name)s: flight day, kits and stock"),
    "programme_manager": N_("%(name)s: figures, never a person’s file"),
    "dpo": N_("%(name)s: who read what, and why"),
    "administrator": N_("%(name)s: accounts and roles, no support file"),
    "custodian": N_("%(name)s: agrees, with another custodian, to open a former name"),
    "panel_member": N_("%(name)s: decides with two others what nobody decides alone"),
    "panel_member-2": N_("%(name)s: decides with her in the same panels"),
    "panel_member-3": N_("%(name)s: decides with her in the same panels"),
    "panel_member-4": N_("%(name)s: decides an appeal, as nobody who decided before may"),
    "panel_member-5": N_("%(name)s: decides an appeal, as nobody who decided before may"),
    "panel_member-6": N_("%(name)s: decides an appeal, as nobody who decided before may"),
    "custodian-2": N_("%(name)s: the other custodian, who agrees as well"),
}


def entrances() -> list[Entrance]:
    """An entry for each role that has a face, those of the list first."""
    found = faces()
    order = [*LINES, *(code for code in role_catalogue() if code not in LINES)]
    return [
        Entrance(
            name=role_name(face.partition("-")[0]),
            line=_line(face, found[face].staff),
            url=reverse("demo:enter", args=[face]),
        )
        for face in order
        if face in found
    ]


def _line(role: str, staff: StaffMember) -> str:
    place = place_name(staff.centre) or place_name(staff.region)
    if role in LINES:
        return _(LINES[role]) % {"name": staff.short_name, "place": place or _("the whole country")}
    if not place:
        return staff.short_name
    return _("%(name)s in %(place)s") % {"name": staff.short_name, "place": place}


def stages_table() -> parts.Table:
    """How many people came in each stage of the demonstration, beside the published number of children."""
    columns = (
        parts.Column(_("Operation")),
        parts.Column(_("People"), is_number=True),
        parts.Column(_("Children here"), is_number=True),
        parts.Column(_("Children as published"), is_number=True),
        parts.Column(_("Women here"), is_number=True),
        parts.Column(_("Men here"), is_number=True),
    )
    rows = [
        (
            _stage_name(stage),
            stage.people,
            stage.children,
            PUBLISHED_CHILDREN.get(stage.key, "–"),
            stage.women,
            stage.charged_men + stage.other_men,
        )
        for stage in STAGES
    ]
    sums = totals()
    foot = (_("All"), sums["people"], sums["children"], "", sums["women"], sums["men"])
    return parts.Table(_("Stages of the demonstration"), columns, rows, foot)


def totals() -> dict[str, int]:
    """The sums of the full demonstration."""
    return {
        "people": sum(stage.people for stage in STAGES),
        "children": sum(stage.children for stage in STAGES),
        "women": sum(stage.women for stage in STAGES),
        "men": sum(stage.charged_men + stage.other_men for stage in STAGES),
        "charged": sum(stage.charged_men for stage in STAGES),
    }


def _stage_name(stage: Stage) -> str:
    if stage.key == "self":
        return _("Came by themselves")
    return _("Not yet home") if stage.key == "waiting" else stage.operation
