"""How this room's own tables are emptied of a person: the register is counted, its words go; tombstones stay."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers

COUNTED = "the register is counted; it names her by her opaque id, and no words stay"
TOMBSTONE = "the tombstone: that something was erased, when, by whose decision"
OF_A_REQUEST = """
    id person kind purpose asked_by identified language is_read_aloud received_on acknowledge_by answer_by state
    entered_by entered_at acknowledged_by acknowledged_at answered_by answered_at outcome ground
"""
OF_A_HOLD = "id person case parts starts_on ends_on set_by set_at renews lifted_by lifted_at"
OF_AN_ERASURE = """
    id person proposal request parts state decided_at erased_at swept_at repeated_at also rows
    declined_ground declined_by
"""


def register() -> None:
    """Say how this room's own tables are emptied. Called once, from ready()."""
    register_erasers(
        Eraser(
            "rights.DataRequest",
            people=("person",),
            part="C12",
            blanks={"wish": None, "reasons": None},
            stays=dict.fromkeys(OF_A_REQUEST.split(), COUNTED),
        ),
        Eraser(
            "rights.LegalHold",
            people=("person",),
            part="C12",
            blanks={"act": None},
            stays=dict.fromkeys(OF_A_HOLD.split(), COUNTED),
        ),
        Eraser(
            "rights.Erasure",
            people=("person",),
            part="C12",
            blanks={"declined_reasons": None},
            stays=dict.fromkeys(OF_AN_ERASURE.split(), TOMBSTONE),
        ),
    )
