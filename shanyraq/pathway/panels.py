"""The decisions that one person may never take: panels.toml of a pack."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shanyraq.pathway.schema import Codes, Kinds, Strict, Text


class PanelKind(Strict):
    """A kind of decision that one person may never take. `belongs` says in a sentence when one is needed.

    `tells`: what is recorded only once a panel has decided, whichever way; `needs_yes`: what is recorded only after
    its yes. With `children_only` both ask it of children alone. The yes is needed, with `overlay`, of people of one of
    these alone; with `against`, only where the person's last answer about that use is a no; with `with_parent`, only
    of a child who lives with a mother or father.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,19}$")]
    name: Text
    belongs: Text
    children_only: bool = False
    overlay: Codes = ()
    against: str = ""
    with_parent: bool = False
    tells: Kinds = ()
    needs_yes: Kinds = ()


class PanelSeat(Strict):
    """A point of view without which no panel decides; `disciplines` are those of the colleagues who can bring it."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,19}$")]
    name: Text
    disciplines: Annotated[Codes, Field(min_length=1)]
    is_chair: bool = False


class PanelsFile(Strict):
    """panels.toml"""

    panel: tuple[PanelKind, ...] = ()
    seat: tuple[PanelSeat, ...] = ()
