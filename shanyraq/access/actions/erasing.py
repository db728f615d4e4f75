"""How what two persons decided about somebody is emptied of words: who asked and agreed, and when, stays."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready()."""
    register_erasers(
        Eraser(
            "access.Proposal",
            people=("subject",),
            part="STAFF",
            blanks={"reason": "", "answer": "", "details": {}},
        )
    )
