"""Nothing of the record is erased: it names a person by her opaque id alone, and says what was done about her."""

from __future__ import annotations

from shanyraq.foundation.erasing import Eraser, register_erasers


def register() -> None:
    """Say why this room's tables stay; and why the addresses of sent forms do. Called once, from ready()."""
    proof = "opaque ids only: the proof of who read and did what, the erasure itself among it"
    register_erasers(
        Eraser("foundation.SentForm", stays={"went_to": "an address with an opaque id, gone after two days"}),
        Eraser("audit.Entry", stays={"objects_json": proof}),
        Eraser("audit.About", stays={"person": proof}),
    )
