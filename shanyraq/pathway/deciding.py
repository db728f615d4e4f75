"""Whether the decisions of a pack's panels can be taken, and stand before nothing that is urgent."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.pathway.telling import Check
from shanyraq.pathway.types import Fault

# What nobody ever waits for: no decision stands before it.
NEVER_GATED = frozenset({"food", "shelter", "health"})
LEAST_SEATS = 3


class Deciding(Check):
    """The kinds of decision of a panel, and who sits in one."""

    def all(self) -> Iterator[Fault]:
        """Every fault of this sort."""
        for panel in self.pack.panels.values():
            for key, names, known, what in (
                ("tells", panel.tells, self.pack.kinds, "kind of evidence"),
                ("needs_yes", panel.needs_yes, self.pack.kinds, "kind of evidence"),
                ("overlay", panel.overlay, self.pack.overlays, "circumstance"),
                ("against", [panel.against] if panel.against else [], self.pack.consents, "use"),
            ):
                yield from self.unknown("panel", panel.code, key, names, known, what)
            yield from self._gated(panel.code, (*panel.tells, *panel.needs_yes))
        yield from self._seats()

    def _gated(self, code: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
        for kind in kinds:
            urgent = [one for one in self.pack.actions_closed_by(kind) if one.service in NEVER_GATED]
            if urgent:
                yield self.fault(
                    "panel",
                    code,
                    "needs_yes",
                    f"“{kind}” closes {urgent[0].id}, and food, shelter and health wait for no decision.",
                    "Take it out.",
                )

    def _seats(self) -> Iterator[Fault]:
        seats = self.pack.panel_seats.values()
        for seat in seats:
            yield from self.unknown(
                "seat", seat.code, "disciplines", seat.disciplines, self.pack.disciplines, "discipline"
            )
        if self.pack.panels and (len(seats) < LEAST_SEATS or sum(one.is_chair for one in seats) != 1):
            yield Fault(
                "panels.toml",
                0,
                "seat",
                f"A panel needs at least {LEAST_SEATS} views, and one of them in the chair.",
                "Add or correct a [[seat]].",
            )
