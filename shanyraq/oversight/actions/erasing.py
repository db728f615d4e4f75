"""Of a person whose file is erased only her opaque id stands here: what stays is about colleagues, and counted."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready()."""
    counted = "that an authority asked and what it was given is counted; no words about her stay"
    register_erasers(
        Eraser(
            "oversight.Finding", stays={"persons": "opaque ids: the question is about a colleague's reading"}
        ),
        Eraser("oversight.InventedPerson", stays={"person": "the opaque id of somebody who does not exist"}),
        Eraser(
            "oversight.LegalRequest",
            people=("person",),
            part="C12",
            blanks={"act": "", "reference": "", "order_number": ""},
            stays=dict.fromkeys(
                [
                    "id",
                    "authority",
                    "person",
                    "is_child",
                    "order_names",
                    "order_is_child_justice",
                    "received_on",
                    "answer_by",
                    "state",
                    "telling_forbidden_by",
                    "answered_at",
                    "told_on",
                ],
                counted,
            ),
        ),
        Eraser(
            "oversight.LegalItem",
            people=("request__person",),
            part="C12",
            blanks={"what": "", "reason": ""},
            stays=dict.fromkeys(["id", "request", "number", "part", "outcome"], counted),
        ),
    )
