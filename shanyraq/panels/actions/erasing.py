"""How this room's tables are emptied of a person: that a panel decided is counted, no word of it stays."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers

COUNTED = "that a panel decided, when and by how many is counted; no words about her stay"
OF_A_PANEL = """
    id person case kind is_urgent is_child asked_by asked_at due_at heard voice heard_by heard_at state outcome
    decided_by decided_at is_ratified ratified_by ratified_at appeals appealed_by
"""
OF_A_SEAT = "id panel person seat staff named_by named_at vote voted_at dissent_at"
WORDS = ("proposal", "reason", "view", "voice_words", "reasons", "ratified_words")


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready()."""
    register_erasers(
        Eraser(
            "panels.Panel",
            people=("person",),
            part="C7",
            blanks=dict.fromkeys(WORDS),
            stays=dict.fromkeys(OF_A_PANEL.split(), COUNTED),
        ),
        Eraser(
            "panels.PanelSeat",
            people=("person",),
            part="C7",
            blanks=dict.fromkeys(("reasons", "dissent")),
            stays=dict.fromkeys(OF_A_SEAT.split(), COUNTED),
        ),
    )
