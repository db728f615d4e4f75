"""How the vault is emptied of a person: what is sealed goes; that a seal was opened stays, for who oversees it."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready()."""
    told = "that two custodians opened a seal, for whom and when: by an opaque id, without what was in it"
    register_erasers(
        Eraser("vault.Item", people=("person",), part="C2", goes=True),
        Eraser(
            "vault.Opening",
            stays=dict.fromkeys(("id", "proposal", "person", "opened_at", "readable_until"), told),
        ),
        Eraser("vault.Part", people=("opening__person",), part="C2", goes=True),
    )
