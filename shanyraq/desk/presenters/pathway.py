"""The pathway as a chart to read: phase by phase, what is owed, by whom, when, to whom, with what proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq import pathway
from shanyraq.desk.presenters import words
from shanyraq.ui import parts


@dataclass(frozen=True)
class Stretch:
    """One phase: how it begins and ends, who leads it, and the table of its services."""

    id: str
    name: str
    facts: list[parts.Fact]
    count: str
    table: parts.Table


def page_of(pack: pathway.Pack) -> dict[str, Any]:
    """Everything on the page of the pathway."""
    phases = pathway.show_pack(pack, words.language_now(), _, ngettext)
    services = sum(len(phase.rows) for phase in phases)
    unsigned = sum(row.status != "approved" for phase in phases for row in phase.rows)
    return {
        "pack_name": words.pack_words(pack.name),
        "version": pack.version,
        "services": services,
        "phases_count": len(phases),
        "unsigned": unsigned,
        "phases": [_stretch(phase, pack) for phase in phases],
    }


def _stretch(phase: Any, pack: pathway.Pack) -> Stretch:
    gate = [words.action_name(code) for code in phase.gate]
    facts = [
        parts.Fact(_("Begins"), phase.entry),
        parts.Fact(_("Ends well when"), phase.exit),
        parts.Fact(_("Led by"), phase.owner),
        parts.Fact(_("Usually lasts"), phase.typical),
    ]
    columns = tuple(
        parts.Column(label) for label in (_("Service"), _("Who"), _("When"), _("For whom"), _("Proved by"))
    )
    count = ngettext("%(count)s service", "%(count)s services", len(phase.rows)) % {"count": len(phase.rows)}
    if gate:
        count = _("%(services)s, %(gate)s before the next phase") % {"services": count, "gate": len(gate)}
    caption = _("What is owed in phase %(phase)s") % {"phase": f"{phase.id} {phase.name}"}
    rows = [_row(row, row.id in phase.gate) for row in phase.rows]
    return Stretch(phase.id, phase.name, facts, count, parts.Table(caption, columns, rows, is_tight=True))


def _row(row: Any, is_gate: bool) -> tuple[parts.Cell, ...]:
    marks = [row.id]
    if row.is_voluntary:
        marks.append(_("her choice"))
    if is_gate:
        marks.append(_("before the next phase"))
    return (
        parts.Cell(row.name, line=" · ".join(marks)),
        parts.Cell(words.sentence(row.who)),
        parts.Cell(words.sentence(row.when)),
        parts.Cell(words.sentence(row.for_whom)),
        parts.Cell(words.listed(row.closed_by)),
    )
