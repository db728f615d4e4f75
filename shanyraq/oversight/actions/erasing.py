"""Of a person whose file is erased nothing stands here but her opaque id: what stays is about colleagues."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready()."""
    register_erasers(
        Eraser(
            "oversight.Finding", stays={"persons": "opaque ids: the question is about a colleague's reading"}
        ),
        Eraser("oversight.InventedPerson", stays={"person": "the opaque id of somebody who does not exist"}),
    )
