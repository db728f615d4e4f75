"""One text that somebody will read, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A message as gettext knows it. `file` is relative to the project, `line` counts from 1."""

    file: str
    line: int
    singular: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue looks it up by."""
        return (self.context, self.singular)


class Untranslatable(Exception):
    """A text that no catalogue can hold; the message names file, line and remedy."""
