"""The pathway as a chart to read: phase by phase, what is owed, by whom, when, to whom, with what proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq import pathway
from shanyraq.desk.presenters import words
from shanyraq.pathway.schema import Condition
from shanyraq.ui import parts

NO_AGE = 10_000  # months: older than anybody


@dataclass(frozen=True)
class Stretch:
    """One phase: how it begins and ends, who leads it, the table of its services; `jump` opens it and leads there."""

    id: str
    name: str
    facts: list[parts.Fact]
    count: str
    table: parts.Table
    is_open: bool
    jump: str


def page_of(
    pack: pathway.Pack, url: str, *, discipline: str = "", profile: str = "", open: str = ""
) -> dict[str, Any]:
    """Everything on the page of the pathway, narrowed to a kind of worker or to people of an age.

    Phases are folded until somebody opens one; what was narrowed stands open, without the phases that have none of it.
    """
    kept = {
        action.id
        for action in pack.actions.values()
        if (not discipline or discipline in (action.by, *action.with_))
        and (not profile or concerns(action.for_, profile, pack))
    }
    is_narrowed = bool(discipline or profile)
    chosen = [(key, code) for key, code in (("discipline", discipline), ("profile", profile)) if code]
    shown = pathway.show_pack(pack, words.language_now(), _, ngettext)
    stretches = []
    for phase in shown:
        rows = [row for row in phase.rows if row.id in kept]
        is_open = is_narrowed or open in (phase.id, "all")
        jump = f"#{phase.id}" if is_open else f"{url}?{urlencode([*chosen, ('open', phase.id)])}#{phase.id}"
        if rows:
            stretches.append(_stretch(phase, rows, is_open, jump))
    return {
        "pack_name": words.pack_words(pack.name),
        "version": pack.version,
        "services": sum(len(stretch.table.rows) for stretch in stretches),
        "phases_count": len(stretches),
        "unsigned": sum(row.status != "approved" for phase in shown for row in phase.rows),
        "phases": stretches,
        "is_narrowed": is_narrowed,
        "all_open": all(stretch.is_open for stretch in stretches),
        "url": url,
    }


def concerns(condition: Condition, code: str, pack: pathway.Pack) -> bool:
    """Whether a service may be owed to people of this age; what else must hold of a person is left out."""
    if condition.profile and code not in condition.profile:
        return False
    profile = pack.profiles[code]
    oldest = profile.max_age_months if profile.max_age_months is not None else NO_AGE
    if condition.min_age_months is not None and condition.min_age_months > oldest:
        return False
    if condition.max_age_months is not None and condition.max_age_months < profile.min_age_months:
        return False
    return not condition.any_of or any(concerns(part, code, pack) for part in condition.any_of)


def _stretch(phase: Any, rows: Sequence[Any], is_open: bool, jump: str) -> Stretch:
    shown = [_row(row, row.id in phase.gate) for row in rows]
    gate = sum(row.id in phase.gate for row in rows)
    facts = [
        parts.Fact(_("Begins"), phase.entry),
        parts.Fact(_("Ends well when"), phase.exit),
        parts.Fact(_("Led by"), phase.owner),
        parts.Fact(_("Usually lasts"), phase.typical),
    ]
    columns = tuple(
        parts.Column(label) for label in (_("Service"), _("Who"), _("When"), _("For whom"), _("Proved by"))
    )
    count = ngettext("%(count)s service", "%(count)s services", len(shown)) % {"count": len(shown)}
    if gate:
        count = _("%(services)s, %(gate)s before the next phase") % {"services": count, "gate": gate}
    caption = _("What is owed in phase %(phase)s") % {"phase": words.phase_name(phase.id)}
    table = parts.Table(caption, columns, shown, is_tight=True, stacks=True)
    return Stretch(phase.id, phase.name, facts, count, table, is_open, jump)


def _row(row: Any, is_gate: bool) -> tuple[parts.Cell, ...]:
    marks = [row.id]
    if row.is_voluntary:
        marks.append(_("her choice"))
    if is_gate:
        marks.append(_("before the next phase"))
    return (
        parts.Cell(row.name, line=words.dotted(marks)),
        parts.Cell(words.sentence(row.who)),
        parts.Cell(words.sentence(row.when)),
        parts.Cell(words.sentence(row.for_whom)),
        parts.Cell(words.listed(row.closed_by)),
    )
