"""Whether the kinds of papers of a pack belong to parts of a file that may keep papers."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.pathway.telling import Check
from shanyraq.pathway.types import Fault

# What only two open, what a counsellor keeps alone, and what concerns charged adults.
WITHOUT_PAPERS = frozenset({"C2", "C5", "C9", "C13"})


class Filing(Check):
    """The kinds of papers."""

    def all(self) -> Iterator[Fault]:
        """Every fault of this sort."""
        for kind in self.pack.papers.values():
            yield from self.unknown(
                "paper", kind.code, "compartment", [kind.compartment], self.pack.compartments, "compartment"
            )
            if kind.compartment in WITHOUT_PAPERS:
                yield self.fault(
                    "paper",
                    kind.code,
                    "compartment",
                    f"In {kind.compartment} no paper is kept as a file.",
                    "Take the kind out, or name the part of the file that the paper belongs to.",
                )
