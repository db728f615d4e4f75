"""What is left open where somebody is forced to come in: less than hers in everything, and never a sealed part. Pure.

Her second password opens it. Nothing that such a session is shown may tell that it is one: what it lacks, many roles
lack, and what it is refused is refused in the words in which anybody is.
"""

from __future__ import annotations

from dataclasses import replace

from shanyraq.access.rules import SHELL, Actor

FEW = 3  # people of hers that are shown: enough to look like a day's work
RIGHT = "R"  # the frame of their files, to read; no other part in any way
MAY = frozenset({"case.read"})
# Tables of which rows are shown at all, as far as her role shows them. Of every other none is.
SHOWN = frozenset({"cases.Case", "cases.Assignment", "cases.PlanStep", "people.Person", "people.Family"})


def forced(actor: Actor) -> Actor:
    """The same actor, as far as anything is open to somebody who is forced."""
    rights = {SHELL: RIGHT} if actor.reads(SHELL) else {}
    nothing: frozenset[str] = frozenset()
    return replace(
        actor,
        rights=rights,
        may=actor.may & MAY,
        own=nothing,
        emergency=nothing,
        cards=nothing,
        is_forced=True,
    )
